// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
#include <perceptype/kernel/compensated_sum.hpp>

#include <boost/test/unit_test.hpp>

#include <perceptype/kernel/channel.hpp>

#include <cmath>
#include <cstddef>
#include <limits>
#include <vector>

namespace kernels = perceptype::kernels;
using float_1 = kernels::pack<float, 1>;
using sum_1 = kernels::compensated_sum<float_1>;

namespace {

constexpr float sum_of_tenths() {
    sum_1 sum{{0}, {0}};
    for (int i = 0; i < 1000; ++i) sum.add({0.1f});
    return sum.plus({0}).value;
}
static_assert(sum_of_tenths() == 1000 * 0.1f);

}  // namespace

BOOST_AUTO_TEST_SUITE(kernel_compensated_sum)

BOOST_AUTO_TEST_CASE(a_sum_is_exact_but_for_its_last_rounding) {
    sum_1 sum{{0}, {0}};
    for (int i = 0; i < 20000; ++i) sum.add({0.1f});
    BOOST_TEST(sum.plus({0}).value == static_cast<float>(20000 * double{0.1f}));
    sum_1 apart{{1e8f}, {0}};
    apart.add({1});
    apart.add({-1e8f});
    BOOST_TEST(apart.plus({0}).value == 1);
}

BOOST_AUTO_TEST_CASE(an_infinite_sum_stays_infinite) {
    constexpr float infinity = std::numeric_limits<float>::infinity();
    sum_1 sum{{1}, {0}};
    sum.add({infinity});
    sum.add({1});
    BOOST_TEST(sum.plus({1}).value == infinity);
    sum.add({-infinity});
    BOOST_TEST(std::isnan(sum.plus({1}).value));
}

/// Sums of 50,000 terms that nearly cancel, in units of the last place of the root of the sum of their squares.
template <std::size_t Count, std::size_t Pixels>
double error_of_sums() {
    using rows = kernels::channel_rows<Count, Pixels, float, kernels::native_lanes<float>>;
    const std::size_t samples = 50000 / Pixels;
    std::vector<float> x(samples * rows::row), sums(rows::channel_row), doubles(rows::channel_row);
    for (std::size_t s = 0; s < samples; ++s)
        for (std::size_t i = 0; i < rows::cols; ++i)
            x[s * rows::row + i] = static_cast<float>(std::sin(static_cast<double>(s * rows::cols + i)));
    rows::sum(samples, sums.data(), doubles.data(), [&]<class Pack>(std::size_t s, std::size_t i, auto) {
        const Pack each = Pack::load(x.data() + s * rows::row + i);
        return kernels::pack_pair<Pack>{each, each + each};
    });
    double worst = 0;
    for (std::size_t c = 0; c < Count; ++c) {
        double exact = 0, squares = 0;
        for (std::size_t s = 0; s < samples; ++s)
            for (std::size_t i = c * Pixels; i < (c + 1) * Pixels; ++i) {
                exact += double{x[s * rows::row + i]};
                squares += double{x[s * rows::row + i]} * double{x[s * rows::row + i]};
            }
        const double ulp = std::sqrt(squares) * 0x1p-23;
        worst = std::fmax(worst, std::abs(double{sums[c]} - exact) / ulp);
        BOOST_TEST(doubles[c] == 2 * sums[c]);
    }
    return worst;
}

BOOST_AUTO_TEST_CASE(errors_do_not_grow_with_the_number_of_terms) {
    BOOST_TEST((error_of_sums<5, 1>()) <= 2);
    BOOST_TEST((error_of_sums<17, 1>()) <= 2);
    BOOST_TEST((error_of_sums<2, 7>()) <= 2);
    BOOST_TEST((error_of_sums<2, 100>()) <= 2);
    BOOST_TEST((error_of_sums<1, 5000>()) <= 2);
}

BOOST_AUTO_TEST_SUITE_END()
