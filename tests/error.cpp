// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
#include <perceptype/error.hpp>

#include <boost/test/unit_test.hpp>

#include <climits>
#include <cstddef>
#include <cstring>
#include <exception>
#include <string>
#include <type_traits>

BOOST_AUTO_TEST_SUITE(error)

namespace pt = perceptype;
using unit = pt::data_error::unit;

namespace {

void check(const pt::data_error& error, const std::string& what, const std::string& source, unit counted,
           std::size_t position, const std::string& expected, const std::string& found) {
    BOOST_TEST(error.what() == what);
    BOOST_TEST(error.source() == source);
    BOOST_TEST((error.positioned_by() == counted));
    BOOST_TEST(error.position() == position);
    BOOST_TEST(error.expected() == expected);
    BOOST_TEST(error.found() == found);
}

}  // namespace

static_assert(std::is_base_of_v<std::exception, pt::data_error>);
static_assert(std::is_nothrow_copy_constructible_v<pt::data_error>);
static_assert(std::is_nothrow_copy_assignable_v<pt::data_error>);
static_assert(sizeof(pt::data_error) <= 768);

BOOST_AUTO_TEST_CASE(every_kind_names_location_expected_and_found) {
    check(pt::data_error::size_mismatch("fit: targets", 100, 99), "fit: targets: expected 100, found 99",
          "fit: targets", unit::nothing, 0, "100", "99");
    check(pt::data_error::out_of_range("step: class of sample", 3, "below 10", 12),
          "step: class of sample 3: expected below 10, found 12", "step: class of sample", unit::sample, 3, "below 10",
          "12");
    check(pt::data_error::in_file("digits.csv", "a readable file", "a directory"),
          "digits.csv: expected a readable file, found a directory", "digits.csv", unit::nothing, 0, "a readable file",
          "a directory");
    check(pt::data_error::in_line("digits.csv", 17, {65, " columns"}, 64),
          "digits.csv:17: expected 65 columns, found 64", "digits.csv", unit::line, 17, "65 columns", "64");
    check(pt::data_error::at_byte("train.idx", 3, {3, " dimensions"}, 2),
          "train.idx: byte 3: expected 3 dimensions, found 2", "train.idx", unit::byte, 3, "3 dimensions", "2");
}

BOOST_AUTO_TEST_CASE(the_first_sample_and_byte_are_valid_positions) {
    BOOST_TEST(pt::data_error::out_of_range("step: sample", 0, "below 2", 2).what() ==
               "step: sample 0: expected below 2, found 2");
    BOOST_TEST(pt::data_error::at_byte("a", 0, 1, 2).what() == "a: byte 0: expected 1, found 2");
}

BOOST_AUTO_TEST_CASE(texts_take_every_integer) {
    using text = pt::data_error::text;
    const auto written = [](const text& pieces) { return std::string(pieces.c_str()); };
    BOOST_TEST(written({0}) == "0");
    BOOST_TEST(written({-1, " ", 7u, ' ', std::size_t{8}}) == "-1 7 8");
    BOOST_TEST(written({INT_MIN}) == std::to_string(INT_MIN));
    BOOST_TEST(written({LLONG_MIN, " ", LLONG_MAX}) == std::to_string(LLONG_MIN) + " " + std::to_string(LLONG_MAX));
    BOOST_TEST(written({ULLONG_MAX}) == std::to_string(ULLONG_MAX));
    BOOST_TEST(written({static_cast<unsigned char>(65), " ", static_cast<signed char>(-128)}) == "65 -128");
    BOOST_TEST(written({}) == "");
    BOOST_TEST(written({text{"a", 1}, "b"}) == "a1b");
}

BOOST_AUTO_TEST_CASE(texts_stay_one_line) {
    const auto error = pt::data_error::in_file("a\nb\x1b[31m\x7f.csv", "x\r", "\t\xc3\xa4");
    BOOST_TEST(error.what() == "a?b?[31m?.csv: expected x?, found ?\xc3\xa4");
}

BOOST_AUTO_TEST_CASE(a_long_source_is_shortened_at_the_front) {
    // 127 characters fit, however long the source is.
    for (std::size_t size = 120; size < 400; ++size) {
        const std::string path = std::string(size - 5, 'd') + "/f.cs";
        const auto error = pt::data_error::in_line(path.c_str(), 1, 2, 3);
        const std::string truncated = size <= 127 ? path : "..." + path.substr(size - 124);
        BOOST_TEST(error.source() == truncated);
        BOOST_TEST(error.what() == truncated + ":1: expected 2, found 3");
    }
}

BOOST_AUTO_TEST_CASE(a_long_source_is_not_cut_inside_a_character) {
    std::string path;  // two bytes per character, so that the cut falls between two characters or inside one
    for (int i = 0; i < 100; ++i) path += "\xc3\xa4";
    BOOST_TEST(pt::data_error::in_file(path.c_str(), 1, 2).source() == "..." + path.substr(200 - 124));
    path += "x";
    BOOST_TEST(pt::data_error::in_file(path.c_str(), 1, 2).source() == "..." + path.substr(201 - 123));
}

BOOST_AUTO_TEST_CASE(long_texts_are_truncated) {
    const std::string words(1000, 'w');
    const std::string truncated = std::string(92, 'w') + "...";
    const std::string most(95, 'w');
    BOOST_TEST(pt::data_error::text{words.c_str()}.c_str() == truncated);
    BOOST_TEST(pt::data_error::text{most.c_str()}.c_str() == most);
    BOOST_TEST((pt::data_error::text{most.c_str(), 'w'}).c_str() == truncated);
    BOOST_TEST((pt::data_error::text{most.c_str(), "", 123, "more"}).c_str() == truncated);
}

BOOST_AUTO_TEST_CASE(what_has_room_for_the_longest_parts) {
    const std::string words(1000, 'w');
    const auto error =
        pt::data_error::out_of_range(words.c_str(), static_cast<std::size_t>(-1), words.c_str(), words.c_str());
    BOOST_TEST(error.what() == std::string(error.source()) + " " + std::to_string(static_cast<std::size_t>(-1)) +
                                   ": expected " + error.expected() + ", found " + error.found());
}

BOOST_AUTO_TEST_CASE(is_thrown_and_copied_like_any_exception) {
    std::exception_ptr caught;
    try {
        PERCEPTYPE_THROW(pt::data_error::size_mismatch("fit: targets", 100, 99));
    } catch (const std::exception& error) {
        BOOST_TEST(error.what() == "fit: targets: expected 100, found 99");
        caught = std::current_exception();
    }
    pt::data_error copy = pt::data_error::size_mismatch("", 0, 0);
    try {
        std::rethrow_exception(caught);
    } catch (const pt::data_error& error) {
        copy = error;
    }
    caught = nullptr;
    check(copy, "fit: targets: expected 100, found 99", "fit: targets", unit::nothing, 0, "100", "99");
}

BOOST_AUTO_TEST_SUITE_END()
