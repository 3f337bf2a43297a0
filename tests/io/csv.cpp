// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
#include <perceptype/io/csv.hpp>

#include <perceptype/fit.hpp>
#include <perceptype/layer/dense.hpp>
#include <perceptype/loss/mean_squared_error.hpp>
#include <perceptype/network.hpp>
#include <perceptype/optimizer/sgd.hpp>

#include <io/temporary_file.hpp>

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <filesystem>
#include <limits>
#include <locale>
#include <random>
#include <span>
#include <string>
#include <type_traits>
#include <vector>

BOOST_AUTO_TEST_SUITE(io_csv)

namespace pt = perceptype;
using namespace std::string_literals;
using perceptype_test::damaged;
using perceptype_test::error_text;
using perceptype_test::says;
using perceptype_test::temporary_file;

namespace {

const std::string flowers =
    "150,4,setosa,versicolor,virginica\n"
    "5.1,3.5,1.4,0.2,0\n"
    "7.0,3.2,4.7,1.4,1\n"
    "6.3,3.3,6.0,2.5,2\n";

pt::labelled_data<double, 2> two(const std::string& content, const pt::csv_options& options = {}) {
    const temporary_file file(content);
    return pt::read_csv<double, 2>(file.path(), options);
}

/// What reading rows of two numbers and a class says of the content.
std::string rejected(const std::string& content, const pt::csv_options& options = {}) {
    const temporary_file file(content);
    return error_text(file.path(), [&] { (void)pt::read_csv<float, 2>(file.path(), options); });
}

}  // namespace

BOOST_AUTO_TEST_CASE(reads_rows_and_classes_into_new_storage) {
    const temporary_file file(flowers);
    const auto data = pt::read_csv<float, 4>(file.path(), {.header_lines = 1, .class_count = 3});
    static_assert(std::is_same_v<decltype(data), const pt::labelled_data<float, 4>>);
    BOOST_TEST_REQUIRE(data.inputs.size() == 3u);
    BOOST_TEST((data.inputs[0] == pt::tensor<float, 4>{5.1f, 3.5f, 1.4f, 0.2f}));
    BOOST_TEST((data.inputs[2] == pt::tensor<float, 4>{6.3f, 3.3f, 6.0f, 2.5f}));
    BOOST_TEST((data.classes == std::vector<std::size_t>{0, 1, 2}));
}

BOOST_AUTO_TEST_CASE(reads_images_row_by_row_scaled) {
    const temporary_file file("0,1,2,3,4,16,9\n");
    const auto data = pt::read_csv<double, 1, 2, 3>(file.path(), {.class_count = 10, .scale = 1.0 / 16});
    BOOST_TEST_REQUIRE(data.inputs.size() == 1u);
    BOOST_TEST(data.inputs[0](0, 0, 1) == 1.0 / 16);
    BOOST_TEST(data.inputs[0](0, 1, 0) == 3.0 / 16);
    BOOST_TEST(data.inputs[0](0, 1, 2) == 1.0);
    BOOST_TEST(data.classes[0] == 9u);
}

BOOST_AUTO_TEST_CASE(reads_into_the_callers_storage) {
    const temporary_file file(flowers);
    const pt::csv_options options{.header_lines = 1, .class_count = 3};
    std::array<pt::tensor<float, 4>, 4> inputs{};
    std::vector<std::size_t> classes(4, 77);
    inputs[3][0] = 77;
    BOOST_TEST(pt::read_csv(file.path(), inputs, classes, options) == 3u);
    BOOST_TEST((inputs[1] == pt::tensor<float, 4>{7.0f, 3.2f, 4.7f, 1.4f}));
    BOOST_TEST((classes == std::vector<std::size_t>{0, 1, 2, 77}));
    BOOST_TEST(inputs[3][0] == 77);
    // Exactly as large as needed, as spans of static and dynamic extent.
    BOOST_TEST(pt::read_csv(file.path(), std::span(inputs).first<3>(), std::span(classes).first(3), options) == 3u);
    BOOST_TEST(pt::read_csv(file.path(), std::span(inputs).first(3), std::span(classes).first(3), options) == 3u);
}

BOOST_AUTO_TEST_CASE(storage_keeps_its_values_on_an_error) {
    std::vector<pt::tensor<float, 2>> inputs(2, pt::tensor<float, 2>{7, 8});
    std::vector<std::size_t> classes(2, 9);
    const auto unchanged = [&] {
        return inputs == std::vector(2, pt::tensor<float, 2>{7, 8}) && classes == std::vector<std::size_t>(2, 9);
    };
    const auto rejected_into = [&](const std::string& content) {
        const temporary_file file(content);
        return error_text(file.path(), [&] { pt::read_csv(file.path(), inputs, classes); });
    };
    BOOST_TEST(says(rejected_into("1,2,0\n3,4,1\n5,6,0\n"), ":3: expected at most 2 rows, found another row"));
    BOOST_TEST(unchanged());
    BOOST_TEST(says(rejected_into("1,2,0\n3,x,1\n"), ":2: expected a finite number in column 2, found 'x'"));
    BOOST_TEST(unchanged());
    inputs.resize(1);
    BOOST_TEST(error_text("read_csv: classes", [&] { pt::read_csv("any", inputs, classes); }) ==
               ": expected 1, found 2");
    classes.resize(1);
    BOOST_TEST(says(rejected_into("1,2,0\n3,4,1\n"), ":2: expected at most 1 row, found another row"));
    inputs.clear();
    classes.clear();
    BOOST_TEST(says(rejected_into("1,2,0\n"), ":1: expected at most 0 rows, found another row"));
}

BOOST_AUTO_TEST_CASE(accepts_every_common_form_of_a_file) {
    const auto reference = two("1,2,0\n3,4,1\n");
    BOOST_TEST_REQUIRE(reference.inputs.size() == 2u);
    const auto same = [&](const std::string& content, const pt::csv_options& options = {}) {
        const auto data = two(content, options);
        return data.inputs == reference.inputs && data.classes == reference.classes;
    };
    BOOST_TEST(same("1,2,0\n3,4,1"));
    BOOST_TEST(same("1,2,0\r\n3,4,1\r\n"));
    BOOST_TEST(same("1,2,0\r\n3,4,1\r"));
    BOOST_TEST(same("1,2,0\n3,4,1\n\n \t\n\r\n"));
    BOOST_TEST(same(" 1\t,  2,0 \n\t3,4 ,\t1\n"));
    BOOST_TEST(same("+1,2.0,0\n3e0,.4e1,1.0\n"));
    BOOST_TEST(
        same("\xEF\xBB\xBF"
             "1,2,0\n3,4,1\n"));
    BOOST_TEST(same("1;2;0\n3;4;1\n", {.separator = ';'}));
    BOOST_TEST(same("1\t2\t0\n3\t4\t1\n", {.separator = '\t'}));
    BOOST_TEST(same("1\t2\t0\n3\t4\t1\n\t\t\n", {.separator = '\t'}));
    BOOST_TEST(same("1 2 0\n3 4 1\n", {.separator = ' '}));
    BOOST_TEST(same("0,1,2\n1,3,4\n", {.class_first = true}));
    BOOST_TEST(same("a\n\n\"b,c\"\n1,2,0\n3,4,1\n", {.header_lines = 3}));
    BOOST_TEST(same("2,4,0\n6,8,1\n", {.scale = 0.5}));
}

BOOST_AUTO_TEST_CASE(columns_may_be_aligned_by_blanks) {
    const auto reference = two("1,2,0\n3,4,1\n");
    const auto same = [&](const std::string& content, const pt::csv_options& options) {
        const auto data = two(content, options);
        return data.inputs == reference.inputs && data.classes == reference.classes;
    };
    BOOST_TEST(same("  1   2  0\n 3.0\t4 \t 1  \n", {.separator = ' '}));
    BOOST_TEST(same("\t1\t\t2 0\t\r\n3 4 1\r\n \t\n", {.separator = ' '}));
    BOOST_TEST(same("   0  1  2\n   1  3  4", {.separator = ' ', .class_first = true}));
    BOOST_TEST(same(" \"1\"  \"2\" 0#0\n3 4 1 # 5\n", {.separator = ' ', .comment = '#'}));
    BOOST_TEST(rejected(" 1  2\n", {.separator = ' '}) == ":1: expected 3 columns, found 2");
    BOOST_TEST(rejected(" 1  2 3  0\n", {.separator = ' '}) == ":1: expected 3 columns, found 4");
    BOOST_TEST(rejected(" 1  2,0\n", {.separator = ' '}) == ":1: expected 3 columns, found 2");
    BOOST_TEST(rejected(" 1  x  0\n", {.separator = ' '}) == ":1: expected a finite number in column 2, found 'x'");
    BOOST_TEST(rejected("1 2 0\n\n1 2 0\n", {.separator = ' '}) ==
               ":2: expected 3 columns, found a blank line between rows");
    // Only where the separator is a blank, and a tab is none.
    BOOST_TEST(rejected("1\t\t2\t0\n", {.separator = '\t'}) == ":1: expected 3 columns, found 4");
    BOOST_TEST(rejected("1,,0\n") == ":1: expected a finite number in column 2, found ''");
}

BOOST_AUTO_TEST_CASE(an_option_says_what_begins_a_comment) {
    const auto reference = two("1,2,0\n3,4,1\n");
    const auto same = [&](const std::string& content, const pt::csv_options& options) {
        const auto data = two(content, options);
        return data.inputs == reference.inputs && data.classes == reference.classes;
    };
    const pt::csv_options options{.comment = '#'};
    BOOST_TEST(same("# x,y,class\n1,2,0\n  # more\n3,4,1\n#", options));
    BOOST_TEST(same("1,2,0# that's \"it\n3,4,1 # , , ,\r\n\n# end\n", options));
    BOOST_TEST(same("% of\n1,2,0\n3,4,1\n", {.comment = '%'}));
    BOOST_TEST(same("h\n#\n1,2,0\n3,4,1\n", {.header_lines = 1, .comment = '#'}));
    BOOST_TEST(rejected("# a\n1,2,0\n# b\n1,x,0\n", options) == ":4: expected a finite number in column 2, found 'x'");
    BOOST_TEST(rejected("1,2#,0\n", options) == ":1: expected 3 columns, found 2");
    BOOST_TEST(rejected("1,2,#0\n", options) == ":1: expected a class in column 3, found ''");
    BOOST_TEST(rejected("#\n#\n", options) == ":3: expected a row of 3 columns, found the end of the file");
    BOOST_TEST(rejected("1,2,0\n\n#\n1,2,0\n", options) == ":2: expected 3 columns, found a blank line between rows");
    // No comment in quotation marks, and none without the option.
    BOOST_TEST(rejected("1,\"#2\",0\n", options) == ":1: expected a finite number in column 2, found '\"#2\"'");
    BOOST_TEST(rejected("# a\n1,2,0\n") == ":1: expected 3 columns, found 1");
    BOOST_TEST(rejected("1,2,0#\n") == ":1: expected a class in column 3, found '0#'");
}

BOOST_AUTO_TEST_CASE(numbers_may_be_in_quotation_marks) {
    const auto reference = two("1,2,0\n3,4,1\n");
    const auto same = [&](const std::string& content, const pt::csv_options& options = {}) {
        const auto data = two(content, options);
        return data.inputs == reference.inputs && data.classes == reference.classes;
    };
    BOOST_TEST(same("\"1\",\"2.0\",\"0\"\n3,\"4\",\"1\"\n"));
    BOOST_TEST(same(" \"1\"\t, \" 2\t\" ,\"0\"\r\n\"+3\",4,1"));
    BOOST_TEST(same("\"1\";2;0\n3;\"4\";1\n", {.separator = ';'}));
    const auto field = [](const std::string& text) { return rejected("1," + text + ",0\n"); };
    const auto complaint = [](const std::string& text) {
        return ":1: expected a finite number in column 2, found '" + text + "'";
    };
    // A separator or a doubled mark in a quotation does not end the field.
    for (const std::string text : {"\"1,5\"", "\"\"", "\"a\"\"b,\"\"\"", "\"\"\"1\"\"\"", "\"1\"2", "1\"2\"",
                                   "\"1\"\"2\"", "\"-\"", "-\"1\"", "\"nan\"", "\"1\" \"2\""})
        BOOST_TEST(field(text) == complaint(text));
    for (const std::string text : {"\"", "\"2", "\"2\"\"", "\"\"\"", "\"2,3"})
        BOOST_TEST(field(text) == ":1: expected a closing quotation mark, found the end of the line");
    BOOST_TEST(rejected("1,2,\"x\"\n") == ":1: expected a class in column 3, found '\"x\"'");
    BOOST_TEST(rejected("1,2,\"3\"\n", {.class_count = 3}) ==
               ":1: expected a class below 3 in column 3, found '\"3\"'");
}

BOOST_AUTO_TEST_CASE(reads_rows_with_real_targets) {
    const temporary_file file("0.5 1 2 -3.5\n1.5  3 4  1e2\n");
    const auto data = pt::read_csv<double, pt::shape<3>, pt::shape<1>>(file.path(), {.separator = ' '});
    static_assert(std::is_same_v<decltype(data), const pt::regression_data<double, pt::shape<3>, pt::shape<1>>>);
    BOOST_TEST((data.inputs == std::vector<pt::tensor<double, 3>>{{0.5, 1, 2}, {1.5, 3, 4}}));
    BOOST_TEST((data.targets == std::vector<pt::tensor<double, 1>>{{-3.5}, {100}}));
    const pt::csv_options options{.separator = ' ', .scale = 2, .class_first = true, .target_scale = 10};
    const auto images = pt::read_csv<float, pt::shape<1, 1, 2>, pt::shape<2>>(file.path(), options);
    BOOST_TEST((images.inputs == std::vector<pt::tensor<float, 1, 1, 2>>{{4, -7}, {8, 200}}));
    BOOST_TEST((images.targets == std::vector<pt::tensor<float, 2>>{{5, 10}, {15, 30}}));
    // They go into fit as they are.
    pt::basic_network<double, pt::input<3>, pt::dense<1>> net{1};
    const auto curve = pt::fit(net, pt::mean_squared_error{}, pt::sgd{}, data.inputs, data.targets);
    BOOST_TEST(curve.epochs() == 20u);
}

BOOST_AUTO_TEST_CASE(reads_real_targets_into_the_callers_storage) {
    const temporary_file file("1,2,3\n4,5,6\n");
    std::array<pt::tensor<float, 1>, 3> inputs{{{7}, {7}, {7}}};
    std::vector<pt::tensor<float, 2>> targets(3, pt::tensor<float, 2>{8, 8});
    BOOST_TEST(pt::read_csv(file.path(), inputs, targets) == 2u);
    BOOST_TEST((inputs == std::array<pt::tensor<float, 1>, 3>{{{1}, {4}, {7}}}));
    BOOST_TEST((targets == std::vector<pt::tensor<float, 2>>{{2, 3}, {5, 6}, {8, 8}}));
    const auto inputs_before = inputs;
    const auto targets_before = targets;
    const auto rejected_into = [&](const std::string& content) {
        file.write(content);
        return error_text(file.path(), [&] { pt::read_csv(file.path(), inputs, targets); });
    };
    BOOST_TEST(rejected_into("9,9,9\n9,9,x\n") == ":2: expected a finite number in column 3, found 'x'");
    BOOST_TEST(rejected_into("9,9,9\n9,9\n") == ":2: expected 3 columns, found 2");
    BOOST_TEST(rejected_into("9,9,9\n9,9,1e39\n") ==
               ":2: expected a number in the scalar type's range in column 3, found '1e39'");
    BOOST_TEST(rejected_into("1,1,1\n1,1,1\n1,1,1\n1,1,1\n") == ":4: expected at most 3 rows, found another row");
    BOOST_TEST(rejected_into("\n") == ":1: expected a row of 3 columns, found the end of the file");
    BOOST_TEST((inputs == inputs_before && targets == targets_before));
    targets.pop_back();
    BOOST_TEST(error_text("read_csv: targets", [&] { pt::read_csv("any", inputs, targets); }) ==
               ": expected 3, found 2");
}

BOOST_AUTO_TEST_CASE(numbers_are_read_exactly) {
    const auto data = two("0.1,-2.2250738585072014e-308,0\n1.7976931348623157e308,-1e-5,4294967295\n");
    BOOST_TEST(data.inputs[0][0] == 0.1);
    BOOST_TEST(data.inputs[0][1] == -std::numeric_limits<double>::min());
    BOOST_TEST(data.inputs[1][0] == std::numeric_limits<double>::max());
    BOOST_TEST(data.inputs[1][1] == -1e-5);
    BOOST_TEST(data.classes[1] == 4294967295u);
}

BOOST_AUTO_TEST_CASE(the_largest_float_is_read_as_it_is_written) {
    constexpr float largest = std::numeric_limits<float>::max();
    // Shortest; exact; the last double that rounds to it.
    for (const std::string text : {"3.4028235e+38", "3.40282346638528859812e38", "3.4028235677973362e38"}) {
        const temporary_file file(text + ",-" + text + ",0\n");
        const auto data = pt::read_csv<float, 2>(file.path());
        BOOST_TEST(data.inputs[0][0] == largest);
        BOOST_TEST(data.inputs[0][1] == -largest);
    }
    BOOST_TEST(rejected("3.4028235e+38,0,0\n", {.scale = 1.1}) ==
               ":1: expected a number in the scalar type's range in column 1, found '3.4028235e+38'");
}

BOOST_AUTO_TEST_CASE(numbers_too_small_are_zero) {
    const std::string zeros(400, '0');
    for (const std::string& text :
         {"1e-400"s, "1e-310"s, "9.99e-99999999999999999999999"s, "0." + zeros + "1", "." + zeros + "123e+50",
          "1" + zeros + "e-800", "1" + zeros + ".0E-0000800", "0e999999999999"s, "0"s, "0.00e-999"s}) {
        const temporary_file file(text + ",-" + text + ",0\n");
        const auto data = pt::read_csv<float, 2>(file.path());
        BOOST_TEST(data.inputs[0][0] == 0, text);
        BOOST_TEST(!std::signbit(data.inputs[0][0]));
        BOOST_TEST(data.inputs[0][1] == 0);
        BOOST_TEST(std::signbit(data.inputs[0][1]));
    }
    BOOST_TEST(two("1e-310,1e-400,0\n").inputs[0][0] == 1e-310);
    for (const std::string& text : {"1" + zeros, "1" + zeros + "e-50", "0." + zeros + "1e+800", "." + zeros + "1E800",
                                    "0." + zeros + "1e99999999999999999999999"})
        BOOST_TEST(
            rejected(text + ",0,0\n").starts_with(":1: expected a number in the scalar type's range in column 1"));
}

BOOST_AUTO_TEST_CASE(reading_does_not_depend_on_the_locale) {
    struct decimal_comma : std::numpunct<char> {
        char do_decimal_point() const override { return ','; }
        char do_thousands_sep() const override { return '.'; }
        std::string do_grouping() const override { return "\3"; }
    };
    struct restored_locale {
        std::locale before;
        ~restored_locale() { std::locale::global(before); }
    } const restored{std::locale::global(std::locale(std::locale::classic(), new decimal_comma))};
    const auto data = two("1.5,1234.5,0\n");
    BOOST_TEST(data.inputs[0][0] == 1.5);
    BOOST_TEST(data.inputs[0][1] == 1234.5);
    BOOST_TEST(
        says(rejected("x,1,1000\n", {.class_count = 1000}), ":1: expected a finite number in column 1, found 'x'"));
    BOOST_TEST(says(rejected("1,1,1000\n", {.class_count = 1000}),
                    ":1: expected a class below 1000 in column 3, found '1000'"));
}

BOOST_AUTO_TEST_CASE(many_rows_cross_the_readers_buffer) {
    std::string content;
    for (int i = 1; i <= 30000; ++i)
        content += std::to_string(i) + "," + std::to_string(-i) + ".5," + std::to_string(i % 7) + "\n";
    const auto data = two(content, {.class_count = 7});
    BOOST_TEST_REQUIRE(data.inputs.size() == 30000u);
    bool right = true;
    for (std::size_t i = 0; i < 30000; ++i) {
        const auto value = static_cast<double>(i + 1);
        right = right && data.inputs[i] == pt::tensor<double, 2>{value, -value - 0.5} && data.classes[i] == (i + 1) % 7;
    }
    BOOST_TEST(right);
    BOOST_TEST(says(rejected(content + "1,2\n"), ":30001: expected 3 columns, found 2"));
}

BOOST_AUTO_TEST_CASE(rejects_files_that_cannot_be_read) {
    const auto rejected_path = [](const std::string& path) {
        return error_text(path, [&] { (void)pt::read_csv<float, 2>(path); });
    };
    BOOST_TEST(
        says(rejected_path(temporary_file::unused_path().string()), ": expected a readable file, found no such file"));
    BOOST_TEST(says(rejected_path(std::filesystem::temp_directory_path().string()),
                    ": expected a readable file, found a directory"));
    BOOST_TEST(
        says(rejected("\x1f\x8b\x08\x00"s), ": byte 0: expected plain data, found gzip data (gunzip the file first)"));
}

BOOST_AUTO_TEST_CASE(rejects_files_without_rows) {
    BOOST_TEST(says(rejected(""), ":1: expected a row of 3 columns, found the end of the file"));
    BOOST_TEST(says(rejected("\n\n"), ":1: expected a row of 3 columns, found the end of the file"));
    BOOST_TEST(
        says(rejected("a,b\n", {.header_lines = 1}), ":2: expected a row of 3 columns, found the end of the file"));
    BOOST_TEST(says(rejected("a,b", {.header_lines = 2}), ":2: expected 2 header lines, found the end of the file"));
    BOOST_TEST(says(rejected("", {.header_lines = 1}), ":1: expected 1 header line, found the end of the file"));
}

BOOST_AUTO_TEST_CASE(rejects_rows_of_another_width) {
    BOOST_TEST(says(rejected("1,2,0\n1,0\n"), ":2: expected 3 columns, found 2"));
    BOOST_TEST(says(rejected("1,2,3,0\n"), ":1: expected 3 columns, found 4"));
    BOOST_TEST(says(rejected("1,2,0,\n"), ":1: expected 3 columns, found 4"));
    BOOST_TEST(rejected("1;2;0\n") == ":1: expected 3 columns, found 1");
    BOOST_TEST(says(rejected("h\r\n1,2,0\r\n1\r\n", {.header_lines = 1}), ":3: expected 3 columns, found 1"));
    BOOST_TEST(says(rejected("1,2,0\n\n1,2,0\n"), ":2: expected 3 columns, found a blank line between rows"));
    BOOST_TEST(says(rejected("1,2,0\n\n \n1,2,0\n"), ":2: expected 3 columns, found a blank line between rows"));
    BOOST_TEST(says(rejected("\n1,2,0\n"), ":1: expected 3 columns, found a blank line between rows"));
}

BOOST_AUTO_TEST_CASE(rejects_what_is_no_finite_number) {
    const auto field = [](const std::string& text) { return rejected("1,2,0\n1," + text + ",0\n"); };
    const auto complaint = [](const std::string& text) {
        return ":2: expected a finite number in column 2, found '" + text + "'";
    };
    for (const std::string text :
         {"",     "x",    "abc",      "1x",     "1 2",   "1.2.3", "--1", "+-1", "-",    "+",      ".",
          "-.",   "e5",   "1e",       "0x10",   "1'000", "\"\"",  "nan", "NaN", "-nan", "nan(1)", "inf",
          "-inf", "+INF", "infinity", "1.#INF", "1f",    "1d0",   "#1",  "1-",  "1+1"})
        BOOST_TEST(field(text) == complaint(text));
    BOOST_TEST(field("  \t") == complaint(""));
    BOOST_TEST(field("\x80"
                     "1") == complaint("\\x801"));
    BOOST_TEST(field("1\r") == complaint("1\\x0D"));
    BOOST_TEST(field("1\x1b") == complaint("1\\x1B"));
    std::string escaped = "'";
    for (int i = 0; i < 23; ++i) escaped += "\\x80";
    const std::string cut = ":2: expected a finite number in column 2, found " + escaped.substr(0, 92) + "...";
    BOOST_TEST(field(std::string(64, '\x80')) == cut);
    BOOST_TEST(field(std::string(64, 'y')) == complaint(std::string(64, 'y')));
    BOOST_TEST(field(std::string(65, 'y')) == complaint(std::string(64, 'y') + "..."));
}

BOOST_AUTO_TEST_CASE(rejects_numbers_that_the_scalar_type_cannot_hold) {
    const auto complaint = [](const std::string& text) {
        return ":1: expected a number in the scalar type's range in column 1, found '" + text + "'";
    };
    for (const std::string text : {"1e39", "-1e39", "3.5e38", "1e308", "1e309", "-1e999999999999",
                                   "3.4028235677973366e38", "-3.4028235677973366e38"})
        BOOST_TEST(rejected(text + ",2,0\n") == complaint(text));
    BOOST_TEST(rejected("1e30,0,0\n", {.scale = 1e10}) == complaint("1e30"));
    BOOST_TEST(rejected("1e300,0,0\n", {.scale = 1e300}) == complaint("1e300"));
    BOOST_TEST(rejected("0,0,0\n", {.scale = std::numeric_limits<double>::infinity()}) == complaint("0"));
    BOOST_TEST(says(rejected("1e39,0,0\n", {.scale = 1e-10}), "accepted"));
    BOOST_TEST(says(rejected("-3.4e38,1e-300,0\n"), "accepted"));
}

BOOST_AUTO_TEST_CASE(rejects_classes_that_are_not_whole_or_out_of_range) {
    const auto label = [](const std::string& text, std::size_t count) {
        return rejected("1,2," + text + "\n", {.class_count = count});
    };
    for (const std::string text :
         {"", "x", "2.5", "-1", "1e-3", "nan", "inf", "9007199254740992", "1e300", "1e400", "1e-400", "0x1"})
        BOOST_TEST(label(text, 3) == ":1: expected a class in column 3, found '" + text + "'");
    BOOST_TEST(label("3", 3) == ":1: expected a class below 3 in column 3, found '3'");
    BOOST_TEST(label("9007199254740991", 3) == ":1: expected a class below 3 in column 3, found '9007199254740991'");
    BOOST_TEST(label("9007199254740991", 0) == "accepted");
    BOOST_TEST(label("2", 3) == "accepted");
    BOOST_TEST(label("2.000e+00", 3) == "accepted");
    BOOST_TEST(says(rejected("3,1,2\n", {.class_count = 3, .class_first = true}),
                    ":1: expected a class below 3 in column 1, found '3'"));
    BOOST_TEST(says(rejected("1,1,x\n", {.class_first = true}), ":1: expected a finite number in column 3, found 'x'"));
}

BOOST_AUTO_TEST_CASE(rejects_what_is_no_text) {
    BOOST_TEST(says(rejected("1,2,0\n1,\0002,0\n"s), ":2: expected text, found a zero byte"));
    BOOST_TEST(says(rejected("1,2,0\0"s), ":1: expected text, found a zero byte"));
    BOOST_TEST(says(rejected("a\0b\n1,2,0\n"s, {.header_lines = 1}), ":1: expected text, found a zero byte"));
}

BOOST_AUTO_TEST_CASE(rejects_endless_lines) {
    const std::string complaint = ":2: expected a line of at most 65536 characters, found a longer one";
    const auto padded = [](std::size_t size) { return "1,2,0\n1,2," + std::string(size - 5, ' ') + "0"; };
    BOOST_TEST(says(rejected(padded(65536)), "accepted"));
    BOOST_TEST(says(rejected(padded(65536) + "\n1,2,0\n"), "accepted"));
    BOOST_TEST(rejected(padded(65537)) == complaint);
    BOOST_TEST(rejected(padded(65537) + "\n1,2,0\n") == complaint);
    BOOST_TEST(rejected(padded(1000000)) == complaint);
    // Wide rows may be longer.
    std::string wide;
    for (int i = 0; i < 5000; ++i) wide += "0.00000000000001,";
    const temporary_file file(wide + "1\n");
    BOOST_TEST((pt::read_csv<double, 5000>(file.path()).inputs.size() == 1u));
}

BOOST_AUTO_TEST_CASE(damaged_files_are_read_or_rejected) {
    std::mt19937 random(1);
    const temporary_file file("");
    std::size_t accepted = 0;
    std::size_t rejected = 0;
    for (int round = 0; round < 3000; ++round) {
        std::string content = damaged(flowers, random, "0123456789,.-+eEnanif \t\r\n\"#\0"s);
        pt::csv_options options{.header_lines = 1, .class_count = 3};
        if (round % 2 == 1) options.comment = '#';
        if (round % 4 >= 2) {
            std::replace(content.begin(), content.end(), ',', ' ');
            options.separator = ' ';
        }
        file.write(content);
        std::vector<pt::tensor<float, 4>> inputs(6, pt::tensor<float, 4>{1, 2, 3, 4});
        std::vector<std::size_t> classes(6, 5);
        const auto inputs_before = inputs;
        const auto classes_before = classes;
        try {
            const std::size_t rows = pt::read_csv(file.path(), inputs, classes, options);
            const auto data = pt::read_csv<float, 4>(file.path(), options);
            bool right = rows >= 1 && rows <= 6 && data.inputs.size() == rows && data.classes.size() == rows;
            for (std::size_t row = 0; right && row < rows; ++row) {
                for (const float value : inputs[row]) right = right && std::isfinite(value);
                right =
                    right && classes[row] < 3 && data.inputs[row] == inputs[row] && data.classes[row] == classes[row];
            }
            if (!right) BOOST_ERROR("read wrongly: " + content);
            ++accepted;
        } catch (const pt::data_error& error) {
            const std::string what = error.what();
            if (what.find(": expected ") == what.npos || what.find(", found ") == what.npos) BOOST_ERROR(what);
            if (inputs != inputs_before || classes != classes_before) BOOST_ERROR("storage changed, but " + what);
            ++rejected;
        }
    }
    BOOST_TEST(accepted > 300u);
    BOOST_TEST(rejected > 300u);
}

BOOST_AUTO_TEST_SUITE_END()
