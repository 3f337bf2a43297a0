// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
#include <perceptype/io/output_file.hpp>

#include <io/temporary_file.hpp>

#include <cstddef>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#if !defined(_WIN32)
#include <csignal>

#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>
#endif

BOOST_AUTO_TEST_SUITE(io_output_file)

namespace {

using perceptype::detail::output_file;
using perceptype::detail::read_whole_file;
using perceptype_test::error_text;
using perceptype_test::says;
using perceptype_test::temporary_file;

/// A directory of its own: nothing but what a test expects may be left in it.
struct directory {
    std::filesystem::path path = temporary_file::unused_path();
    directory() { std::filesystem::create_directory(path); }
    ~directory() {
        std::error_code ignored;
        std::filesystem::remove_all(path, ignored);
    }
    directory(const directory&) = delete;
    directory& operator=(const directory&) = delete;

    std::string operator/(const std::string& name) const { return path.string() + "/" + name; }
    std::size_t count() const {
        return static_cast<std::size_t>(std::distance(std::filesystem::directory_iterator(path), {}));
    }
};

std::span<const std::byte> bytes_of(std::string_view text) { return std::as_bytes(std::span(text)); }

std::string content(const std::string& path) {
    const std::vector<std::byte> bytes = read_whole_file(path);
    return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

void save(const std::string& path, std::string_view text) {
    output_file file(path);
    file.write(bytes_of(text));
    file.commit();
}

}  // namespace

BOOST_AUTO_TEST_CASE(writes_a_file_and_replaces_it) {
    const directory folder;
    const std::string path = folder / "gr\u00f6\u00dfe \U0001f642.st";
    save(path, "first\r\n\x1a\n");
    BOOST_TEST(content(path) == "first\r\n\x1a\n");
    {
        output_file file(path);
        BOOST_TEST(file.name() == path);
        file.write(bytes_of("a"));
        file.write({});
        file.write(bytes_of("bc"));
        BOOST_TEST(content(path) == "first\r\n\x1a\n");
        BOOST_TEST(folder.count() == 2u);
        file.commit();
    }
    BOOST_TEST(content(path) == "abc");
    save(path, "");
    BOOST_TEST(content(path) == "");
    BOOST_TEST(folder.count() == 1u);
}

BOOST_AUTO_TEST_CASE(without_commit_nothing_changes) {
    const directory folder;
    save(folder / "a", "old");
    {
        output_file replaced(folder / "a");
        output_file added(folder / "b");
        replaced.write(bytes_of("new"));
        added.write(bytes_of("new"));
        BOOST_TEST(folder.count() == 3u);
    }
    BOOST_TEST(folder.count() == 1u);
    BOOST_TEST(content(folder / "a") == "old");
}

BOOST_AUTO_TEST_CASE(several_files_may_be_written_at_once) {
    const directory folder;
    output_file first(folder / "a");
    output_file second(folder / "a");
    first.write(bytes_of("first"));
    second.write(bytes_of("second"));
    second.commit();
    first.commit();
    BOOST_TEST(content(folder / "a") == "first");
    BOOST_TEST(folder.count() == 1u);
}

BOOST_AUTO_TEST_CASE(a_long_name_is_no_obstacle) {
    const directory folder;
    const std::string path = folder / std::string(200, 'x');
    save(path, "content");
    BOOST_TEST(content(path) == "content");
}

BOOST_AUTO_TEST_CASE(a_name_alone_is_in_the_current_directory) {
    const directory folder;
    const std::filesystem::path before = std::filesystem::current_path();
    std::filesystem::current_path(folder.path);
    save("a", "content");
    std::filesystem::current_path(before);
    BOOST_TEST(content(folder / "a") == "content");
    BOOST_TEST(folder.count() == 1u);
}

BOOST_AUTO_TEST_CASE(directories_are_no_files) {
    const directory folder;
    const std::string missing = folder / "missing/a";
    BOOST_TEST(says(error_text(missing, [&] { save(missing, "a"); }),
                    ": expected a file that can be written, found no such directory"));
    std::filesystem::create_directory(folder.path / "b");
    const std::string path = folder / "b";
    BOOST_TEST(
        says(error_text(path, [&] { save(path, "a"); }), ": expected a file that can be written, found a directory"));
    BOOST_TEST(folder.count() == 1u);
}

#if !defined(_WIN32)

BOOST_AUTO_TEST_CASE(a_device_is_not_replaced) {
    BOOST_TEST(says(error_text("/dev/null", [&] { save("/dev/null", "a"); }),
                    ": expected a path for a file, found a device or a pipe"));
    const directory folder;
    const std::string pipe = folder / "pipe";
    BOOST_TEST_REQUIRE(::mkfifo(pipe.c_str(), 0600) == 0);
    BOOST_TEST(
        says(error_text(pipe, [&] { save(pipe, "a"); }), ": expected a path for a file, found a device or a pipe"));
    BOOST_TEST(folder.count() == 1u);
}

BOOST_AUTO_TEST_CASE(a_file_that_grows_too_large_leaves_the_old_one) {
    const directory folder;
    const std::string path = folder / "a";
    save(path, "old");
    struct rlimit before = {};
    BOOST_TEST_REQUIRE(::getrlimit(RLIMIT_FSIZE, &before) == 0);
    struct rlimit limit = before;
    limit.rlim_cur = 100000;
    const auto handler = std::signal(SIGXFSZ, SIG_IGN);
    BOOST_TEST_REQUIRE(::setrlimit(RLIMIT_FSIZE, &limit) == 0);
    // The stream's buffer is written at once in the one case, and by commit() in the other.
    std::vector<std::string> texts;
    for (const std::size_t size : {std::size_t{200000}, std::size_t{100001}})
        texts.push_back(error_text(path, [&] {
            output_file file(path);
            for (std::size_t i = 0; i < size; i += 1) file.write(bytes_of("x"));
            file.commit();
        }));
    const std::size_t count = folder.count();
    ::setrlimit(RLIMIT_FSIZE, &before);
    std::signal(SIGXFSZ, handler);
    for (const std::string& text : texts)
        BOOST_TEST(says(text, ": expected a file that can be written, found a limit on the size of files"));
    BOOST_TEST(count == 1u);
    BOOST_TEST(content(path) == "old");
}

BOOST_AUTO_TEST_CASE(a_directory_may_not_be_written) {
    if (::geteuid() == 0) {
        BOOST_TEST_MESSAGE("skipped: root may write everywhere");
        return;
    }
    const directory folder;
    const std::string path = folder / "a";
    save(path, "old");
    std::filesystem::permissions(folder.path, std::filesystem::perms::owner_read | std::filesystem::perms::owner_exec);
    const std::string text = error_text(path, [&] { save(path, "new"); });
    std::filesystem::permissions(folder.path, std::filesystem::perms::owner_all);
    BOOST_TEST(says(text, ": expected a file that can be written, found no permission to write it"));
    BOOST_TEST(content(path) == "old");
}

#endif

BOOST_AUTO_TEST_SUITE_END()
