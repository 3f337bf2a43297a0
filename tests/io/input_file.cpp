// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
#include <perceptype/io/input_file.hpp>

#include <io/temporary_file.hpp>

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <ios>
#include <string>
#include <system_error>
#include <vector>

BOOST_AUTO_TEST_SUITE(io_input_file)

using perceptype::detail::input_file;
using perceptype::detail::utf16_of;
using perceptype_test::error_text;
using perceptype_test::says;
using perceptype_test::temporary_file;

BOOST_AUTO_TEST_CASE(a_path_is_utf8) {
    // "größe 日本 🙂.data", and the same in UTF-8's bytes.
    const std::filesystem::path name = u"gr\u00f6\u00dfe \u65e5\u672c \U0001f642.data";
    const std::string bytes =
        "gr\xc3\xb6\xc3\x9f"
        "e \xe6\x97\xa5\xe6\x9c\xac \xf0\x9f\x99\x82.data";
    const std::filesystem::path folder = temporary_file::unused_path();
    std::filesystem::create_directory(folder);
    {
        std::ofstream stream(folder / name, std::ios::binary);
        stream << "content";
    }
    {
        input_file file(folder.string() + "/" + bytes);
        char read[8] = {};
        BOOST_TEST(file.remaining() == 7u);
        BOOST_TEST(file.read(read, 8) == 7u);
        BOOST_TEST(read == std::string("content"));
    }
    std::filesystem::remove_all(folder);
}

BOOST_AUTO_TEST_CASE(utf16_is_exact) {
    BOOST_TEST((utf16_of("a") == u"a"));
    BOOST_TEST((utf16_of("\x7f\xc2\x80\xdf\xbf") == u"\u007f\u0080\u07ff"));
    BOOST_TEST((utf16_of("\xe0\xa0\x80\xef\xbf\xbf") == u"\u0800\uffff"));
    BOOST_TEST((utf16_of("\xed\x9f\xbf\xee\x80\x80") == u"\ud7ff\ue000"));
    BOOST_TEST((utf16_of("\xf0\x90\x80\x80\xf4\x8f\xbf\xbf") == u"\U00010000\U0010ffff"));
}

BOOST_AUTO_TEST_CASE(what_is_not_utf8_is_nothing) {
    for (const std::string bytes :
         {"", "\x80", "\xff", "a\xe4", "\xc3", "\xc0\x80", "\xc1\xbf", "\xe0\x9f\xbf", "\xe6\x97", "\xed\xa0\x80",
          "\xf0\x8f\xbf\xbf", "\xf4\x90\x80\x80", "\xf5\x80\x80\x80", "\xc3\x28", "\xe6\x28\xa5", "\xe6\x97\x28"})
        BOOST_TEST(utf16_of(bytes).empty());
}

BOOST_AUTO_TEST_CASE(a_folder_is_no_file) {
    const std::string folder = std::filesystem::temp_directory_path().string();
    BOOST_TEST(says(error_text(folder, [&] { input_file{folder}; }), ": expected a readable file, found a directory"));
}

// Larger than a `long` of Windows can count; a file of zeros that takes no place on the disk, where the system knows such.
BOOST_AUTO_TEST_CASE(a_large_file_has_a_size) {
    const temporary_file file("ab");
    std::error_code failed;
    constexpr std::uintmax_t size = (std::uintmax_t{1} << 31) + 5;
    std::filesystem::resize_file(file.path(), size, failed);
    if (failed) {
        BOOST_TEST_MESSAGE("skipped: there is no room for a file of 2 GiB");
        return;
    }
    input_file opened(file.path());
    char bytes[2];
    BOOST_TEST(opened.read(bytes, 2) == 2u);
    BOOST_TEST(opened.remaining() == size - 2);
}

BOOST_AUTO_TEST_CASE(a_whole_file_may_begin_with_any_bytes) {
    for (const std::string content : {"", "a", "ab\r\n\x1a.", "\x1f\x8b\x08 as gzip begins"}) {
        const temporary_file file(content);
        const std::vector<std::byte> bytes = perceptype::detail::read_whole_file(file.path());
        BOOST_TEST(std::string(reinterpret_cast<const char*>(bytes.data()), bytes.size()) == content);
    }
    const std::string missing = temporary_file::unused_path().string();
    BOOST_TEST(says(error_text(missing, [&] { (void)perceptype::detail::read_whole_file(missing); }),
                    ": expected a readable file, found no such file"));
}

BOOST_AUTO_TEST_SUITE_END()
