// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
#pragma once

/// Files for the tests of io/, and what the readers say of them.

#include <perceptype/error.hpp>

#include <cstddef>
#include <exception>
#include <filesystem>
#include <fstream>
#include <ios>
#include <random>
#include <stdexcept>
#include <string>
#include <string_view>
#include <system_error>

namespace perceptype_test {

/// A file with that content and a name that no other has, in the system's temporary folder; removed in the end.
class temporary_file {
public:
    explicit temporary_file(std::string_view content) : path_(unused_path()) { write(content); }
    ~temporary_file() {
        std::error_code ignored;
        std::filesystem::remove(path_, ignored);
    }
    temporary_file(const temporary_file&) = delete;
    temporary_file& operator=(const temporary_file&) = delete;

    void write(std::string_view content) const {
        // Some file systems wait for the disk whenever a file is cut and written anew; a new file costs nothing.
        std::filesystem::remove(path_);
        std::ofstream stream(path_, std::ios::binary);
        stream.write(content.data(), static_cast<std::streamsize>(content.size()));
        stream.close();
        if (!stream) throw std::runtime_error("cannot write " + path());
    }

    std::string path() const { return path_.string(); }

    static std::filesystem::path unused_path() {
        static std::random_device device;
        std::filesystem::path path;
        do {
            path = std::filesystem::temp_directory_path() / ("perceptype_" + std::to_string(device()) + ".data");
        } while (std::filesystem::exists(path));
        return path;
    }

private:
    std::filesystem::path path_;
};

/// What a data_error says behind the name of the file: ":17: expected ..." or ": byte 3: expected ...". What it
/// is instead, if the call returns or throws something else.
template <class Call>
std::string refusal(const std::string& path, Call call) {
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

/// The content with one to four faults: a byte changed, inserted or removed, a piece repeated, the end cut off.
inline std::string damaged(std::string content, std::mt19937& random, std::string_view likely_bytes) {
    const auto below = [&](std::size_t limit) { return static_cast<std::size_t>(random()) % limit; };
    for (std::size_t faults = 1 + below(4); faults > 0 && !content.empty(); --faults) {
        const std::size_t at = below(content.size());
        const char byte = below(3) == 0 ? static_cast<char>(below(256)) : likely_bytes[below(likely_bytes.size())];
        switch (below(5)) {
            case 0:
                content[at] = byte;
                break;
            case 1:
                content.insert(at, 1, byte);
                break;
            case 2:
                content.erase(at, 1);
                break;
            case 3:
                content.insert(at, content.substr(below(content.size()), 1 + below(40)));
                break;
            default:
                content.resize(at);
        }
    }
    return content;
}

}  // namespace perceptype_test
