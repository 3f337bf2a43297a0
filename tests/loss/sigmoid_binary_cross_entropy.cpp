// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
#include <perceptype.hpp>

#include <boost/test/unit_test.hpp>

#include <laws/loss.hpp>

#include <cmath>
#include <limits>

namespace pt = perceptype;

BOOST_AUTO_TEST_SUITE(loss_sigmoid_binary_cross_entropy)

BOOST_AUTO_TEST_CASE(obeys_the_laws_of_a_loss) { laws::loss<pt::sigmoid_binary_cross_entropy{}>(); }

BOOST_AUTO_TEST_CASE(takes_a_label_for_a_single_logit) {
    constexpr pt::sigmoid_binary_cross_entropy loss;
    static_assert(loss.value(pt::tensor<double, 1>{0}, 1) == loss.value(pt::tensor<double, 1>{0}, 0));
    static_assert(loss.gradient(pt::tensor<double, 1>{0}, 1)[0] == -0.5);
    BOOST_TEST(loss.value(pt::tensor<double, 1>{0}, 1) == std::log(2.0), boost::test_tools::tolerance(1e-15));
}

BOOST_AUTO_TEST_CASE(takes_logits_only) {
    using pt::sigmoid_binary_cross_entropy;
    static_assert(sigmoid_binary_cross_entropy::fits<pt::dense<1>, pt::shape<1>> &&
                  sigmoid_binary_cross_entropy::fits<pt::conv2d<1, pt::kernel<1>>, pt::shape<1, 3, 3>>);
    static_assert(!sigmoid_binary_cross_entropy::fits<pt::sigmoid, pt::shape<1>> &&
                  !sigmoid_binary_cross_entropy::fits<pt::softmax, pt::shape<2>> &&
                  !sigmoid_binary_cross_entropy::fits<pt::log_softmax, pt::shape<2>>);
    BOOST_TEST((pt::Loss<sigmoid_binary_cross_entropy>));
}

BOOST_AUTO_TEST_CASE(logits_of_any_size_are_right) {
    constexpr pt::sigmoid_binary_cross_entropy loss;
    const auto value = [&](float y, int target) { return loss.value(pt::tensor<float, 1>{y}, target); };
    const auto slope = [&](float y, int target) { return loss.gradient(pt::tensor<float, 1>{y}, target)[0]; };
    BOOST_TEST(value(1e4f, 1) == 0);
    BOOST_TEST(value(1e4f, 0) == 1e4f);
    BOOST_TEST(value(-1e4f, 0) == 0);
    BOOST_TEST(value(-1e4f, 1) == 1e4f);
    BOOST_TEST(value(3e38f, 0) == 3e38f);
    BOOST_TEST(slope(1e4f, 1) == 0);
    BOOST_TEST(slope(1e4f, 0) == 1);
    BOOST_TEST(slope(-1e4f, 1) == -1);
    BOOST_TEST(std::isnan(value(std::numeric_limits<float>::quiet_NaN(), 1)));
    // log(1 + e^-20), which is lost beside 1
    BOOST_TEST(value(20.0f, 1) == 2.0611536e-9f, boost::test_tools::tolerance(1e-6f));
}

BOOST_AUTO_TEST_CASE(equals_binary_cross_entropy_after_sigmoid) {
    using logits = pt::network<pt::input<3>, pt::dense<5>, pt::relu, pt::dense<5>>;
    using probabilities = pt::network<pt::input<3>, pt::dense<5>, pt::relu, pt::dense<5>, pt::sigmoid>;
    logits a{3};
    probabilities b{3};
    pt::vector_to_parameters(pt::parameters_to_vector(a), b);
    const pt::tensor<float, 3> x{0.5f, -0.25f, 1.0f};
    const pt::tensor<float, 5> t{0.0f, 1.0f, 0.25f, 1.0f, 0.0f};
    const auto first = pt::value_and_gradient(a, pt::sigmoid_binary_cross_entropy{}, x, t);
    const auto second = pt::value_and_gradient(b, pt::binary_cross_entropy{}, x, t);
    BOOST_TEST(first.value == second.value);
    BOOST_TEST((pt::parameters_to_vector(first.gradient) == pt::parameters_to_vector(second.gradient)));
}

BOOST_AUTO_TEST_SUITE_END()
