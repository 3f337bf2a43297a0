// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt

#include <boost/test/unit_test.hpp>

#include <perceptype/meta/text.hpp>

#include <cstddef>
#include <cstdio>
#include <initializer_list>
#include <string>
#include <string_view>

namespace detail = perceptype::detail;

BOOST_AUTO_TEST_SUITE(meta_text)

namespace {

template <class Value>
std::string written(Value value) {
    detail::text_writer counter;
    counter << value;
    std::string text(counter.size, ' ');
    detail::text_writer writer{text.data()};
    writer << value;
    BOOST_TEST(writer.size == counter.size);
    return text;
}

struct greeting {
    static constexpr void write(detail::text_writer& out) { out << "two and two is " << std::size_t(4); }
};
static_assert(detail::text_by<greeting>.view() == "two and two is 4");
static_assert(detail::text_by<greeting>.characters[16] == 0 && sizeof(detail::text_by<greeting>) == 17);

}  // namespace

BOOST_AUTO_TEST_CASE(integers) {
    BOOST_TEST(written(std::size_t(0)) == "0");
    BOOST_TEST(written(std::size_t(9)) == "9");
    BOOST_TEST(written(std::size_t(10)) == "10");
    BOOST_TEST(written(std::size_t(1234567890)) == "1234567890");
    BOOST_TEST(written(~std::size_t(0)) == std::to_string(~std::size_t(0)));
    BOOST_TEST(written(-40) == "-40");
}

BOOST_AUTO_TEST_CASE(fractions_as_printf_writes_them) {
    for (const double number : {0.0,  0.1,      0.25, 0.01,    1e-3,     1e-4, 1e-5, 2.5e-7, 1.0,  2.0,   9.99999,
                                10.0, 0.123456, 12.5, 99999.0, 123456.0, 1e5,  1e6,  1.5e10, -0.5, -1e-8, 1e100}) {
        char expected[32];
        std::snprintf(expected, sizeof expected, "%g", number);
        BOOST_TEST(written(number) == expected);
    }
}

BOOST_AUTO_TEST_SUITE_END()
