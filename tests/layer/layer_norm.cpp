// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
#include <perceptype/layer/layer_norm.hpp>

#include <boost/test/unit_test.hpp>

#include <perceptype/network.hpp>

#include <laws/layer.hpp>

#include <cmath>
#include <cstddef>
#include <limits>

namespace pt = perceptype;

BOOST_AUTO_TEST_SUITE(layer_layer_norm)

BOOST_AUTO_TEST_CASE(obeys_the_laws_of_a_layer) {
    laws::layer<pt::layer_norm, pt::shape<5>>();
    laws::layer<pt::layer_norm, pt::shape<3, 4, 3>>();
    laws::layer<pt::basic_layer_norm<pt::no_affine>, pt::shape<19>>();
}

/// The largest magnitude that equal inputs are normalised to.
template <class Net>
double largest_of_equal(float number) {
    const Net net;
    typename Net::input_type x;
    for (float& each : x) each = number;
    double largest = 0;
    for (const float each : net(x)) largest = std::fmax(largest, std::abs(double{each}));
    return largest;
}

BOOST_AUTO_TEST_CASE(equal_numbers_are_normalised_to_zero) {
    BOOST_TEST((largest_of_equal<pt::network<pt::input<1>, pt::layer_norm>>(101325.3f)) == 0);
    for (const float number : {101325.3f, 293.15f, -33.3184f, 0.1f, 3e9f}) {
        // What is left is the rounding of a rounding error.
        const double left = std::abs(double{number}) * 1e-11;
        BOOST_TEST((largest_of_equal<pt::network<pt::input<7>, pt::layer_norm>>(number)) <= left);
        BOOST_TEST((largest_of_equal<pt::network<pt::input<64>, pt::basic_layer_norm<pt::no_affine>>>(number)) <= left);
        BOOST_TEST((largest_of_equal<pt::network<pt::input<1000>, pt::layer_norm>>(number)) <= left);
    }
    static constexpr pt::tensor<float, 7> x{101325.3f, 101325.3f, 101325.3f, 101325.3f,
                                            101325.3f, 101325.3f, 101325.3f};
    static constexpr auto y = pt::network<pt::input<7>, pt::layer_norm>{}(x);
    for (const float each : y) BOOST_TEST(std::abs(each) <= 1e-6f);
}

BOOST_AUTO_TEST_CASE(the_variance_is_never_below_zero) {
    // Rounding may bring the corrected sum of squares below 0 by more than so small an epsilon.
    pt::network<pt::input<7>, pt::basic_layer_norm<pt::epsilon<1e-30>>> net;
    for (int i = 0; i < 1000; ++i) {
        pt::tensor<float, 7> x;
        for (float& each : x) each = 1000 + static_cast<float>(i) * 0.37f;
        for (const float each : net(x)) BOOST_TEST(std::isfinite(each));
    }
}

BOOST_AUTO_TEST_CASE(what_is_no_number_stays_in_its_sample) {
    const pt::network<pt::input<19>, pt::basic_layer_norm<pt::no_affine>> net;
    for (const float odd : {std::numeric_limits<float>::quiet_NaN(), std::numeric_limits<float>::infinity()}) {
        pt::tensor<float, 19> x;
        x[1] = 2;
        x[4] = odd;
        const auto y = net(x);
        for (const float each : y) BOOST_TEST(std::isnan(each));
        for (std::size_t i = y.size(); i < pt::kernels::padded<float>(y.size()); ++i) BOOST_TEST(y.data()[i] == 0);
    }
}

BOOST_AUTO_TEST_SUITE_END()
