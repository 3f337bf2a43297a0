// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
#include <perceptype/io/json.hpp>

#include <io/temporary_file.hpp>

#include <cstddef>
#include <cstdint>
#include <limits>
#include <random>
#include <string>
#include <string_view>
#include <vector>

BOOST_AUTO_TEST_SUITE(io_json)

namespace {

using namespace std::string_literals;
using perceptype::detail::json_reader;
using perceptype::detail::json_string;
using perceptype_test::damaged;
using perceptype_test::error_text;
using perceptype_test::says;

std::string rejected(std::string_view text) {
    return error_text("a.json", [&] {
        json_reader json{"a.json", text};
        json.skip();
        json.end();
    });
}
template <class Read>
std::string rejected(std::string_view text, Read read) {
    return error_text("a.json", [&] {
        json_reader json{"a.json", text};
        read(json);
    });
}

std::string string_in(std::string_view text) {
    json_reader json{"a.json", text};
    const json_string result = json.string();
    json.end();
    return result.text();
}

constexpr std::string_view example =
    R"( { "name" : "w\u00e9" , "list":[1 , 2.5,-3e2,[],{}], "none":null,"yes":true, "no" : false } )";

constexpr bool reads_example() {
    using kind = json_reader::kind;
    json_reader json{"a.json", example};
    bool right = json.next_kind() == kind::object && json.position() == 1;
    json.begin_object();
    right = right && json.next_key() && json.key() == "name" && json.key().position == 3;
    right = right && json.next_kind() == kind::string && json.string() == "w\u00e9";
    right = right && json.next_key() && json.key() == "list" && json.next_kind() == kind::array;
    json.begin_array();
    right = right && json.next_element() && json.next_kind() == kind::number && json.unsigned_integer() == 1;
    right = right && json.next_element() && !(json.number() < 2.5);
    right = right && json.next_element() && !(json.number() > -300);
    right = right && json.next_element();
    json.begin_array();
    right = right && !json.next_element() && json.next_element() && json.next_kind() == kind::object;
    json.skip();
    right = right && !json.next_element();
    right = right && json.next_key() && json.key() == "none" && json.next_kind() == kind::null;
    json.null();
    right = right && json.next_key() && json.next_kind() == kind::boolean && json.boolean();
    right = right && json.next_key() && json.key() == "no" && !json.boolean() && !json.next_key();
    json.end();
    return right;
}
static_assert(reads_example());

}  // namespace

BOOST_AUTO_TEST_CASE(reads_values_one_after_another) {
    BOOST_TEST(reads_example());
    BOOST_TEST(rejected(example) == "accepted");
    BOOST_TEST(rejected(R"([{"a":1},[2],{"b":[{},[]]}])") == "accepted");
}

BOOST_AUTO_TEST_CASE(reads_strings) {
    BOOST_TEST(string_in(R"("")") == "");
    BOOST_TEST(string_in(R"("\"\\\/\b\f\n\r\t")") == "\"\\/\b\f\n\r\t");
    BOOST_TEST(string_in(R"("\u0041\u00e9\u65E5\uD834\udd1e\u0000.")") == "A\u00e9\u65e5\U0001d11e\0."s);
    BOOST_TEST(
        string_in("\"\x7f\xc2\x80\xdf\xbf\xe0\xa0\x80\xed\x9f\xbf\xee\x80\x80\xf0\x90\x80\x80\xf4\x8f\xbf\xbf\"") ==
        "\x7f\xc2\x80\xdf\xbf\xe0\xa0\x80\xed\x9f\xbf\xee\x80\x80\xf0\x90\x80\x80\xf4\x8f\xbf\xbf");
    // Equality is that of the strings, not of their spelling.
    const auto equal = [](std::string_view text, std::string_view other) {
        json_reader json{"a.json", text};
        return json.string() == other;
    };
    BOOST_TEST(equal(R"("a\u0062c")", "abc"));
    BOOST_TEST(!equal(R"("a\u0062c")", "ab"));
    BOOST_TEST(!equal(R"("a\u0062c")", "abcd"));
    BOOST_TEST(!equal(R"("a\u0062c")", "abd"));
    BOOST_TEST(!equal(R"("abc")", "abd"));
}

BOOST_AUTO_TEST_CASE(rejects_strings) {
    for (const std::string bytes :
         {"\x80", "\xff", "\xc3(", "\xc0\x80", "\xc1\xbf", "\xe0\x9f\xbf", "\xe6\x97", "\xed\xa0\x80",
          "\xf0\x8f\xbf\xbf", "\xf4\x90\x80\x80", "\xf5\x80\x80\x80", "\xe6(\xa5", "\xe6\x97("})
        BOOST_TEST(says(rejected("\"a" + bytes + "\""), ": byte 2: expected UTF-8, found byte " +
                                                            std::to_string(static_cast<unsigned char>(bytes[0]))));
    for (const std::string pair :
         {R"(\ud800)", R"(\udc00)", R"(\ud800\ud800)", R"(\ud800\n)", R"(\ud800x)", R"(\ud834\u0041)"})
        BOOST_TEST(says(rejected("\"a" + pair + "\""), ": byte 2: expected a surrogate pair, found '\\'"));
    BOOST_TEST(says(rejected(R"("\x")"), ": byte 2: expected an escape: one of \"\\/bfnrtu, found 'x'"));
    BOOST_TEST(says(rejected(R"("\u12g4")"), ": byte 5: expected a hexadecimal digit, found 'g'"));
    BOOST_TEST(says(rejected("\"a\nb\""), ": byte 2: expected a string without control characters, found byte 10"));
    BOOST_TEST(says(rejected("\"a\0b\""s), ": byte 2: expected a string without control characters, found byte 0"));
    BOOST_TEST(says(rejected("\"ab"), ": byte 3: expected '\"', found the end of the file"));
    BOOST_TEST(says(rejected("\"ab\\"), ": byte 4: expected an escape: one of \"\\/bfnrtu, found the end of the file"));
}

BOOST_AUTO_TEST_CASE(reads_unsigned_integers) {
    const auto integer = [](std::string_view text) { return json_reader{"a.json", text}.unsigned_integer(); };
    BOOST_TEST(integer("0") == 0u);
    BOOST_TEST(integer("18446744073709551615") == std::numeric_limits<std::uint64_t>::max());
    const auto read = [](json_reader& json) { (void)json.unsigned_integer("a size"); };
    for (const std::string text : {"18446744073709551616", "18446744073709551620", "99999999999999999999"})
        BOOST_TEST(says(rejected(text, read), ": byte 0: expected an integer below 2^64, found " + text));
    for (const std::string text : {"-1", "-0", "1.0", "1e3", "1E0"})
        BOOST_TEST(says(rejected(text, read), ": byte 0: expected a size, found " + text));
    BOOST_TEST(says(rejected(" \"1\"", read), ": byte 1: expected a size, found a string"));
    const std::string digits(60, '7');
    BOOST_TEST(says(rejected(digits, read),
                    ": byte 0: expected an integer below 2^64, found " + digits.substr(0, 40) + "..."));
}

BOOST_AUTO_TEST_CASE(rejects_numbers) {
    for (const std::string text : {"-", "1.", "1.e1", "1e", "1e+", "-x"})
        BOOST_TEST(rejected(text).find(": expected a digit, found ") != std::string::npos);
    for (const std::string text : {"00", "01", "-01.5"})
        BOOST_TEST(rejected(text).find(": expected a number without leading zeros, found ") != std::string::npos);
    for (const std::string text : {"+1", ".5", "NaN", "Infinity", "'a'", "", " ", "\xef\xbb\xbf{}"})
        BOOST_TEST(rejected(text).find(": expected a value, found ") != std::string::npos);
    const auto read = [](json_reader& json) { (void)json.number(); };
    for (const std::string text : {"1e309", "-1.8e308"})
        BOOST_TEST(says(rejected(text, read), ": byte 0: expected a number in the range of a double, found " + text));
}

BOOST_AUTO_TEST_CASE(rejects_what_is_not_json) {
    BOOST_TEST(says(rejected("{}x"), ": byte 2: expected the end of the file, found 'x'"));
    BOOST_TEST(says(rejected("1 2"), ": byte 2: expected the end of the file, found '2'"));
    BOOST_TEST(says(rejected("[1 2]"), ": byte 3: expected ',' or ']', found '2'"));
    BOOST_TEST(says(rejected("[1,]"), ": byte 3: expected a value, found ']'"));
    BOOST_TEST(says(rejected("[,1]"), ": byte 1: expected a value, found ','"));
    BOOST_TEST(says(rejected("[1}"), ": byte 2: expected ',' or ']', found '}'"));
    BOOST_TEST(says(rejected("[1"), ": byte 2: expected ',' or ']', found the end of the file"));
    BOOST_TEST(says(rejected("["), ": byte 1: expected a value, found the end of the file"));
    BOOST_TEST(says(rejected("[[]"), ": byte 3: expected ',' or ']', found the end of the file"));
    BOOST_TEST(says(rejected("{\"a\":1,}"), ": byte 7: expected a key, found '}'"));
    BOOST_TEST(says(rejected("{,}"), ": byte 1: expected a key, found ','"));
    BOOST_TEST(says(rejected("{a:1}"), ": byte 1: expected a key, found 'a'"));
    BOOST_TEST(says(rejected("{\"a\" 1}"), ": byte 5: expected ':', found '1'"));
    BOOST_TEST(says(rejected("{\"a\":}"), ": byte 5: expected a value, found '}'"));
    BOOST_TEST(says(rejected("{\"a\":1 \"b\":2}"), ": byte 7: expected ',' or '}', found '\"'"));
    BOOST_TEST(says(rejected("{\"a\":1]"), ": byte 6: expected ',' or '}', found ']'"));
    BOOST_TEST(says(rejected("[1, // no\n2]"), ": byte 4: expected a value, found '/'"));
    BOOST_TEST(says(rejected("truth"), ": byte 3: expected true, found 't'"));
    BOOST_TEST(says(rejected("nul"), ": byte 3: expected null, found the end of the file"));
    BOOST_TEST(says(rejected("[\v1]"), ": byte 1: expected a value, found byte 11"));
}

BOOST_AUTO_TEST_CASE(rejects_values_of_another_kind) {
    const auto array = [](json_reader& json) { json.begin_array("an array of extents"); };
    BOOST_TEST(says(rejected("{}", array), ": byte 0: expected an array of extents, found an object"));
    BOOST_TEST(says(rejected(" 1", array), ": byte 1: expected an array of extents, found a number"));
    BOOST_TEST(says(rejected("true", array), ": byte 0: expected an array of extents, found true"));
    BOOST_TEST(says(rejected("false", array), ": byte 0: expected an array of extents, found false"));
    BOOST_TEST(says(rejected("null", array), ": byte 0: expected an array of extents, found null"));
    BOOST_TEST(says(rejected("[]", [](json_reader& json) { json.begin_object(); }),
                    ": byte 0: expected an object, found an array"));
    BOOST_TEST(says(rejected("1", [](json_reader& json) { (void)json.boolean(); }),
                    ": byte 0: expected true or false, found a number"));
    BOOST_TEST(says(rejected("1", [](json_reader& json) { json.null(); }), ": byte 0: expected null, found a number"));
    // A text in a file of another format.
    BOOST_TEST(says(error_text("a.st", [] { json_reader{"a.st", "[1", 8, "the end of the header"}.skip(); }),
                    ": byte 10: expected ',' or ']', found the end of the header"));
}

BOOST_AUTO_TEST_CASE(nesting_is_bounded) {
    const auto nested = [](std::size_t depth, const char* open, const char* inner, const char* close) {
        std::string text;
        for (std::size_t i = 0; i < depth; ++i) text += open;
        text += inner;
        for (std::size_t i = 0; i < depth; ++i) text += close;
        return text;
    };
    BOOST_TEST(rejected(nested(64, "[", "", "]")) == "accepted");
    BOOST_TEST(rejected(nested(64, "{\"a\":", "1", "}")) == "accepted");
    BOOST_TEST(rejected(nested(32, "[{\"a\":", "1", "}]")) == "accepted");
    BOOST_TEST(says(rejected(nested(65, "[", "", "]")),
                    ": byte 64: expected at most 64 nested objects and arrays, found '['"));
    BOOST_TEST(says(rejected(nested(1000000, "[", "", "]")),
                    ": byte 64: expected at most 64 nested objects and arrays, found '['"));
    // Many one after another are not nested.
    std::string flat = "[";
    for (int i = 0; i < 1000; ++i) flat += "[[]],";
    BOOST_TEST(rejected(flat + "0]") == "accepted");
}

BOOST_AUTO_TEST_CASE(damaged_texts_are_read_or_rejected) {
    for (std::size_t size = 0; size < example.size() - 2; ++size) {
        const std::string text = rejected(example.substr(0, size));
        BOOST_TEST(text.ends_with("found the end of the file"));
    }
    std::mt19937 random(1);
    std::size_t accepted = 0;
    for (int round = 0; round < 20000; ++round) {
        const std::string text = rejected(damaged(std::string(example), random, "{}[]:,\"\\u0019-.e tfn\x80\xed"));
        if (text == "accepted")
            ++accepted;
        else if (!text.starts_with(": byte ") || text.find(": expected ") == text.npos)
            BOOST_ERROR(text);
    }
    BOOST_TEST(accepted > 1000u);
    BOOST_TEST(accepted < 15000u);
}

BOOST_AUTO_TEST_SUITE_END()
