// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
#include <perceptype/io/decimal.hpp>

#include <boost/test/unit_test.hpp>

#include <bit>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <limits>
#include <random>
#include <string>
#include <string_view>

BOOST_AUTO_TEST_SUITE(io_decimal)

namespace {

using perceptype::detail::convert_decimal;
using perceptype::detail::decimal_to_double;
using perceptype::detail::evaluate_decimal;

struct pair {
    std::string_view text;
    double value;
};

// The compilers' own conversion of literals, which is exact, is the reference.
#define SAME(literal) {#literal, literal}
constexpr pair pairs[] = {
    SAME(0.0),
    SAME(0e5),
    SAME(1.0),
    SAME(1.5),
    SAME(0.1),
    SAME(123456789012345678.0),
    SAME(0.30000000000000004),
    SAME(3.14159265358979311600),
    SAME(2.2250738585072014e-308),
    SAME(2.2250738585072011e-308),
    SAME(4.9406564584124654e-324),
    SAME(1.7976931348623157e308),
    SAME(1.7976931348623157E+308),
    SAME(6.02214076e23),
    SAME(1e22),
    SAME(1e23),
    SAME(9007199254740993.0),
    SAME(9007199254740992.99999999999999999999999999999),
    SAME(9007199254740993.00000000000000000000000000001),
    SAME(9007199254740995.0),
    SAME(18446744073709551615.0),
    SAME(18446744073709551616.0),
    SAME(1e-27),
    SAME(9999999999999999999e-27),
    SAME(1e-28),
    {"2e-324", 0.0},
    SAME(3e-324),
    SAME(0.000000000000000000000000000000000000000000000000001e60),
    SAME(8.589973e9),
    SAME(
        7.4109846876186981626485318930233205854758970392148714663837852375101326090531312779794975454245398856969484704316857659638998506553390969459816219401617281718945106978546710679176872575177347315553307795408549809608457500958111373034747658096871009590975442271004757307809711118935784838675653998783503015228055934046593739791790738723868299395818481660169122019456499931289798411362062484498678713572180352209017023903285791732520220528974020802906854021606612375549983402671300035812486479041385743401875520901590172592547146296175134159774938718574737870961645638908718119841271673056017045493004705269590165763776884908267986972573366521765567941072508764337560846003984904972149117463085539556354188641513168478436313080237596295773983001708984375e-324),
};
#undef SAME

constexpr bool converts_all() {
    for (const auto& [text, value] : pairs)
        if (std::bit_cast<std::uint64_t>(decimal_to_double(text)) != std::bit_cast<std::uint64_t>(value)) return false;
    return std::bit_cast<std::uint64_t>(decimal_to_double("-0")) == std::uint64_t{1} << 63 &&
           std::bit_cast<std::uint64_t>(decimal_to_double("-1e-400")) == std::uint64_t{1} << 63 &&
           decimal_to_double("-1e400") < std::numeric_limits<double>::lowest() &&
           decimal_to_double("1.7976931348623159e308") > std::numeric_limits<double>::max();
}
static_assert(converts_all());

/// The exact decimal digits of a double.
std::string exact(double value) {
    char text[1200];
    return {text, static_cast<std::size_t>(std::snprintf(text, sizeof text, "%.1100e", value))};
}

/// The exact decimal digits of the middle between a positive double, not the largest, and the next one. It has one bit
/// more than they: a long double holds it.
std::string middle(double value) {
    char text[1200];
    const long double next = std::nextafter(value, std::numeric_limits<double>::infinity());
    return {text, static_cast<std::size_t>(std::snprintf(text, sizeof text, "%.1100Le", (value + next) / 2))};
}

bool same(double a, double b) { return std::bit_cast<std::uint64_t>(a) == std::bit_cast<std::uint64_t>(b); }

/// Both conversions give what the C library gives.
void check(const std::string& text) {
    const double expected = std::strtod(text.c_str(), nullptr);
    if (!same(evaluate_decimal(text), expected)) BOOST_ERROR("in constant evaluation, another value: " + text);
    if (!same(convert_decimal(text), expected)) BOOST_ERROR("at run time, another value: " + text);
}

}  // namespace

BOOST_AUTO_TEST_CASE(run_time_is_constant_evaluation) {
    BOOST_TEST(converts_all());
    for (const auto& [text, value] : pairs) check(std::string(text));
}

BOOST_AUTO_TEST_CASE(converts_what_printf_writes) {
    std::mt19937_64 random(1);
    char text[64];
    for (int i = 0; i < 50000; ++i) {
        const double value = std::bit_cast<double>(random() >> 1);
        if (!std::isfinite(value)) continue;
        for (const int digits : {3, 9, 16, 17, 20}) {
            std::snprintf(text, sizeof text, "%.*e", digits - 1, value);
            check(text);
            if (digits == 17 && !same(evaluate_decimal(text), value)) BOOST_ERROR(text);
        }
        // As floats and fixed-point numbers are written.
        std::snprintf(text, sizeof text, "%.17g",
                      static_cast<double>(static_cast<float>(static_cast<int>(random() % 4000) - 2000) / 1000.0f));
        check(text);
    }
}

BOOST_AUTO_TEST_CASE(rounds_halfway_cases_to_even) {
    static_assert(std::numeric_limits<double>::digits == 53);
    if (std::numeric_limits<long double>::digits < 64) {
        BOOST_TEST_MESSAGE("skipped: no long double is wider than a double");
        return;
    }
    std::mt19937_64 random(2);
    for (int i = 0; i < 2000; ++i) {
        // Every third one is subnormal.
        double value = std::bit_cast<double>(i % 3 == 0 ? random() >> 12 : random() >> 1);
        if (!std::isfinite(value) || value >= std::numeric_limits<double>::max()) value = 1;
        check(exact(value));
        const std::string half = middle(value);
        check(half);
        const std::size_t exponent = half.find('e');
        check(half.substr(0, exponent) + "1" + half.substr(exponent));  // a little above
        std::string below = half;                                       // a little below: the last digit that is not 0
        for (std::size_t at = exponent; at-- > 0;)
            if (below[at] != '0' && below[at] != '.') {
                --below[at];
                break;
            }
        check(below);
    }
}

BOOST_AUTO_TEST_CASE(converts_long_texts) {
    const std::string zeros(5000, '0');
    check("0." + zeros + "123e5000");
    check("123" + zeros + "e-5000");
    check("123" + zeros);
    check("-0." + zeros + "1");
    check("9007199254740993" + zeros + "e-5000");
    check("9007199254740993" + zeros + "1e-5001");
    check("9007199254740993." + zeros + "1");
    check("1e99999999999999999999");
    check("1e-99999999999999999999");
    check("0e99999999999999999999");
    check(std::string(5000, '9') + "e-4999");
}

BOOST_AUTO_TEST_SUITE_END()
