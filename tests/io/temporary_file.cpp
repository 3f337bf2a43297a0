// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
#include <io/temporary_file.hpp>

#include <perceptype/error.hpp>

#include <cstddef>
#include <exception>
#include <fstream>
#include <ios>
#include <stdexcept>
#include <system_error>

namespace perceptype_test {

temporary_file::temporary_file(std::string_view content) : path_(unused_path()) { write(content); }

temporary_file::~temporary_file() {
    std::error_code ignored;
    std::filesystem::remove(path_, ignored);
}

void temporary_file::write(std::string_view content) const {
    // Some file systems wait for the disk whenever a file is cut and written anew; a new file costs nothing.
    std::filesystem::remove(path_);
    std::ofstream stream(path_, std::ios::binary);
    stream.write(content.data(), static_cast<std::streamsize>(content.size()));
    stream.close();
    if (!stream) throw std::runtime_error("cannot write " + path());
}

std::filesystem::path temporary_file::unused_path() {
    static std::random_device device;
    std::filesystem::path path;
    do {
        path = std::filesystem::temp_directory_path() / ("perceptype_" + std::to_string(device()) + ".data");
    } while (std::filesystem::exists(path));
    return path;
}

std::string error_text(const std::string& path, const std::function<void()>& call) {
    try {
        call();
    } catch (const perceptype::data_error& error) {
        const std::string source = error.source();
        const std::string what = error.what();
        // A long path is told by its end.
        const std::string kept = source.starts_with("...") ? source.substr(3) : source;
        if (!path.ends_with(kept) || kept.empty()) return "another source: " + what;
        if (!what.starts_with(source)) return "a text without its source: " + what;
        const bool whole = what.ends_with(std::string(": expected ") + error.expected() + ", found " + error.found());
        return whole ? what.substr(source.size()) : "a text unlike its parts: " + what;
    } catch (const std::exception& error) {
        return std::string("another exception: ") + error.what();
    }
    return "accepted";
}

boost::test_tools::predicate_result says(const std::string& found, std::string_view expected) {
    boost::test_tools::predicate_result result(found == expected);
    if (!result) result.message() << "it says \"" << found << "\", not \"" << expected << '"';
    return result;
}

std::string damaged(std::string content, std::mt19937& random, std::string_view likely_bytes) {
    const auto below = [&](std::size_t limit) { return static_cast<std::size_t>(random()) % limit; };
    for (std::size_t faults = 1 + below(4); faults > 0 && !content.empty(); --faults) {
        const std::size_t at = below(content.size());
        const char byte = below(3) == 0 ? static_cast<char>(below(256)) : likely_bytes[below(likely_bytes.size())];
        switch (below(5)) {
            case 0: content[at] = byte; break;
            case 1: content.insert(at, 1, byte); break;
            case 2: content.erase(at, 1); break;
            case 3: content.insert(at, content.substr(below(content.size()), 1 + below(40))); break;
            default: content.resize(at);
        }
    }
    return content;
}

}  // namespace perceptype_test

BOOST_AUTO_TEST_SUITE(io_temporary_file)

using perceptype_test::error_text;
using perceptype_test::says;
using perceptype_test::temporary_file;

BOOST_AUTO_TEST_CASE(a_file_lives_as_long_as_its_object) {
    std::string path;
    {
        const temporary_file file("content");
        path = file.path();
        BOOST_TEST(std::filesystem::file_size(path) == 7u);
        BOOST_TEST(temporary_file("").path() != path);
    }
    BOOST_TEST(!std::filesystem::exists(path));
}

// A check of what a reader says would be worth nothing if it took one outcome for another.
BOOST_AUTO_TEST_CASE(an_error_is_told_from_whatever_else_happens) {
    namespace pt = perceptype;
    BOOST_TEST(says(error_text("a", [] {}), "accepted"));
    BOOST_TEST(says(error_text("a", [] { throw std::runtime_error("b"); }), "another exception: b"));
    BOOST_TEST(says(error_text("a", [] { throw pt::data_error::in_line("a", 3, "one", "two"); }),
                    ":3: expected one, found two"));
    BOOST_TEST(says(error_text("a", [] { throw pt::data_error::in_line("b", 3, "one", "two"); }),
                    "another source: b:3: expected one, found two"));
    BOOST_TEST(!says("accepted", "rejected"));
}

BOOST_AUTO_TEST_SUITE_END()
