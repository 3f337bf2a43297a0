// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
#include <perceptype/loss/binary_cross_entropy.hpp>

#include <boost/test/unit_test.hpp>

#include <laws/loss.hpp>

#include <perceptype/activation/relu.hpp>
#include <perceptype/activation/softmax.hpp>

#include <cmath>

namespace pt = perceptype;

BOOST_AUTO_TEST_SUITE(loss_binary_cross_entropy)

BOOST_AUTO_TEST_CASE(obeys_the_laws_of_a_loss) { laws::loss<pt::binary_cross_entropy{}, laws::probabilities>(); }

BOOST_AUTO_TEST_CASE(is_the_same_function_fused_with_a_sigmoid) {
    laws::fused_pair<pt::binary_cross_entropy, pt::sigmoid, laws::by_rows<pt::sigmoid>>();
}

// As in PyTorch.
BOOST_AUTO_TEST_CASE(cuts_logarithms_at_minus_100_and_slopes_at_1e12) {
    constexpr pt::binary_cross_entropy loss;
    BOOST_TEST(loss.value(pt::tensor<float, 1>{0.0f}, 1) == 100);
    BOOST_TEST(loss.value(pt::tensor<float, 1>{1.0f}, 0) == 100);
    BOOST_TEST(loss.value(pt::tensor<float, 1>{1.0f}, 1) == 0);
    BOOST_TEST(loss.value(pt::tensor<float, 1>{0.0f}, 0) == 0);
    const auto slope = [&](double y, int t) { return loss.gradient(pt::tensor<double, 1>{y}, t)[0]; };
    BOOST_TEST(std::abs(slope(0, 1) / -1e12 - 1) < 1e-14);
    BOOST_TEST(std::abs(slope(1, 0) / 1e12 - 1) < 1e-14);
    BOOST_TEST(std::abs(slope(1e-8, 1) / -1e8 - 1) < 1e-14);
}

BOOST_AUTO_TEST_CASE(fits_behind_probabilities_only) {
    using one = pt::shape<1>;
    static_assert(pt::binary_cross_entropy::fits<pt::sigmoid, one> && pt::binary_cross_entropy::fits<pt::softmax, one>);
    static_assert(!pt::binary_cross_entropy::fits<pt::relu, one>);
    BOOST_TEST((pt::detail::Fused<pt::binary_cross_entropy, pt::sigmoid>));
    BOOST_TEST((!pt::detail::Fused<pt::binary_cross_entropy, pt::softmax>));
}

BOOST_AUTO_TEST_SUITE_END()
