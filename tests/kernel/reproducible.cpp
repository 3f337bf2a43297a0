// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
#include <perceptype/kernel/reproducible.hpp>

#include <boost/test/unit_test.hpp>

#include <perceptype/random/generator.hpp>

#include <array>
#include <bit>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>

namespace pt = perceptype;

BOOST_AUTO_TEST_SUITE(kernel_reproducible)

BOOST_AUTO_TEST_CASE(square_root_is_correctly_rounded) {
    static_assert(pt::detail::square_root(4) == 2);
    static_assert(pt::detail::square_root(1) == 1);
    static_assert(pt::detail::square_root(2) == 1.41421356237309504880);
    static_assert(pt::detail::square_root(0.25) == 0.5);
    static_assert(pt::detail::square_root(0x1p-1022) == 0x1p-511);

    // std::sqrt is correctly rounded by IEEE 754.
    for (const double x : {1 - 0x1p-53, 1 + 0x1p-52, 4 - 0x1p-51, std::numeric_limits<double>::max(),
                           std::numeric_limits<double>::min(), 6.0 / 7})
        BOOST_TEST(pt::detail::square_root(x) == std::sqrt(x));
    pt::generator random{1};
    for (int i = 0; i < 100000; ++i) {
        const std::uint64_t exponent = 1 + random.below(2046);
        const auto x = std::bit_cast<double>(exponent << 52 | random.next() >> 12);
        if (pt::detail::square_root(x) != std::sqrt(x)) BOOST_ERROR("of " << x);
    }
    static constexpr auto compiled = [] {
        std::array<double, 1000> roots{};
        for (std::size_t i = 0; i < roots.size(); ++i)
            roots[i] = pt::detail::square_root(6 / (static_cast<double>(i) + 1));
        return roots;
    }();
    for (std::size_t i = 0; i < compiled.size(); ++i)
        if (compiled[i] != std::sqrt(6 / (static_cast<double>(i) + 1))) BOOST_ERROR("of 6 / " << i + 1);
}

BOOST_AUTO_TEST_CASE(rounded_is_not_fused) {
    volatile double operand = 1 + 0x1p-52;
    const double x = operand;
    // The square is 1 + 2^-51 + 2^-104, of which a fused addition would keep the last part.
    BOOST_TEST(pt::detail::rounded(x * x) - (1 + 0x1p-51) == 0);
    static_assert(pt::detail::rounded((1 + 0x1p-52) * (1 + 0x1p-52)) == 1 + 0x1p-51);
}

BOOST_AUTO_TEST_SUITE_END()
