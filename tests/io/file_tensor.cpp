// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
#include <perceptype/io/file_tensor.hpp>

#include <boost/test/unit_test.hpp>

#include <array>
#include <bit>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>

namespace pt = perceptype;

BOOST_AUTO_TEST_SUITE(io_file_tensor)

namespace {

constexpr auto bytes_of(auto... values) {
    return std::array<std::byte, sizeof...(values)>{static_cast<std::byte>(values)...};
}

constexpr auto little = std::endian::little, big = std::endian::big;

// As the compiler evaluates them.
static_assert(pt::load_element<float>(pt::element_type::f32, bytes_of(0, 0, 0x80, 0x3f).data(), little) == 1.0f);
static_assert(pt::load_element<float>(pt::element_type::f32, bytes_of(0x3f, 0x80, 0, 0).data(), big) == 1.0f);
static_assert(pt::load_element<double>(pt::element_type::f64, bytes_of(0, 0, 0, 0, 0, 0, 0xf0, 0x3f).data(), little) ==
              1);
static_assert(pt::load_element<float>(pt::element_type::bf16, bytes_of(0xc0, 0xbf).data(), little) == -1.5f);
static_assert(pt::load_element<float>(pt::element_type::f16, bytes_of(0x3c, 0x00).data(), big) == 1.0f);

/// The value of a binary16 number by its definition.
double half_by_definition(std::uint16_t bits) {
    const int exponent = bits >> 10 & 31, fraction = bits & 1023;
    const double magnitude = exponent == 0 ? std::ldexp(fraction, -24) : std::ldexp(1024 + fraction, exponent - 25);
    return bits >> 15 != 0 ? -magnitude : magnitude;
}

}  // namespace

BOOST_AUTO_TEST_CASE(every_half_has_its_value) {
    for (unsigned bits = 0; bits < 0x10000; ++bits) {
        const auto bytes = bytes_of(bits & 255, bits >> 8);
        const float value = pt::load_element<float>(pt::element_type::f16, bytes.data(), little);
        if ((bits >> 10 & 31) != 31)
            BOOST_REQUIRE(static_cast<double>(value) == half_by_definition(static_cast<std::uint16_t>(bits)));
        else if ((bits & 1023) == 0)
            BOOST_REQUIRE(std::isinf(value) && std::signbit(value) == (bits >> 15 != 0));
        else
            BOOST_REQUIRE(std::isnan(value));
        BOOST_REQUIRE(std::signbit(value) == (bits >> 15 != 0));
    }
}

BOOST_AUTO_TEST_CASE(doubles_are_rounded_to_the_nearest_float) {
    const auto loaded = [](double value) {
        const auto bytes = std::bit_cast<std::array<std::byte, 8>>(value);
        return pt::load_element<float>(pt::element_type::f64, bytes.data(), std::endian::native);
    };
    BOOST_TEST(loaded(0.1) == 0.1f);
    BOOST_TEST(loaded(1 + 0x1p-24) == 1.0f);  // halfway, to even
    BOOST_TEST(loaded(1 + 0x1.8p-24) == 1 + 0x1p-23f);
    BOOST_TEST(loaded(0x1p-149 * 0.75) == 0x1p-149f);  // subnormal
    BOOST_TEST(std::signbit(loaded(-0.0)));
}

BOOST_AUTO_TEST_CASE(an_element_of_another_type_is_no_number) {
    BOOST_TEST(std::isnan(pt::load_element<float>(pt::element_type::other, bytes_of(0, 0, 0, 0).data(), little)));
    BOOST_TEST(pt::size_of_element(pt::element_type::other) == 0u);
}

BOOST_AUTO_TEST_CASE(the_size_is_the_product_of_the_extents) {
    pt::file_tensor tensor;
    BOOST_TEST(tensor.size() == 1u);
    tensor.rank = 2;
    tensor.extents = {3, 4, 99};
    BOOST_TEST(tensor.size() == 12u);
    tensor.extents = {3, 0};
    BOOST_TEST(tensor.size() == 0u);
}

BOOST_AUTO_TEST_SUITE_END()
