// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
#include <perceptype.hpp>

#include <boost/test/unit_test.hpp>

#include <laws/loss.hpp>

#include <error_text.hpp>

#include <array>
#include <cmath>
#include <cstddef>
#include <limits>
#include <vector>

namespace pt = perceptype;

BOOST_AUTO_TEST_SUITE(loss_softmax_cross_entropy)

BOOST_AUTO_TEST_CASE(obeys_the_laws_of_a_loss) { laws::loss<pt::softmax_cross_entropy{}>(); }

BOOST_AUTO_TEST_CASE(takes_a_class_for_its_one_hot_target) {
    constexpr pt::softmax_cross_entropy loss;
    constexpr pt::tensor<double, 3> y{0, 0, 0};
    static_assert(loss.value(y, 1) == loss.value(y, pt::tensor<double, 3>{0, 1, 0}));
    static_assert(loss.value(y, 1) - 1.0986122886681098 < 1e-15 && 1.0986122886681098 - loss.value(y, 1) < 1e-15);
    static_assert(loss.gradient(y, 1)[1] + 2.0 / 3 < 1e-15 && loss.gradient(y, 1)[0] - 1.0 / 3 < 1e-15);
    BOOST_TEST(error_text([&] { return loss.value(y, 3); }) == "loss: class: expected a class below 3, found 3");
}

BOOST_AUTO_TEST_CASE(takes_logits_of_two_classes_at_least) {
    using pt::softmax_cross_entropy;
    static_assert(softmax_cross_entropy::fits<pt::dense<2>, pt::shape<2>> &&
                  softmax_cross_entropy::fits<pt::relu, pt::shape<3>>);
    static_assert(!softmax_cross_entropy::fits<pt::dense<1>, pt::shape<1>> &&
                  !softmax_cross_entropy::fits<pt::conv2d<2, pt::kernel<1>>, pt::shape<2, 1, 1>>);
    static_assert(!softmax_cross_entropy::fits<pt::softmax, pt::shape<2>> &&
                  !softmax_cross_entropy::fits<pt::log_softmax, pt::shape<2>> &&
                  !softmax_cross_entropy::fits<pt::sigmoid, pt::shape<2>>);
    BOOST_TEST((pt::Loss<softmax_cross_entropy>));
}

BOOST_AUTO_TEST_CASE(logits_of_any_size_are_right) {
    constexpr pt::softmax_cross_entropy loss;
    const float infinity = std::numeric_limits<float>::infinity();
    const auto value = [&](pt::tensor<float, 3> y, int target) { return loss.value(y, target); };
    BOOST_TEST(value({1e4f, 0.0f, -1e4f}, 0) == 0);
    BOOST_TEST(value({1e4f, 0.0f, -1e4f}, 2) == 2e4f);
    BOOST_TEST(value({3e38f, 3e38f, -3e38f}, 0) == std::log(2.0f), boost::test_tools::tolerance(1e-6f));
    BOOST_TEST(value({101325.5f, 101325.5f, 101325.5f}, 1) == std::log(3.0f), boost::test_tools::tolerance(1e-6f));
    BOOST_TEST(value({-infinity, 0.0f, 0.0f}, 1) == std::log(2.0f), boost::test_tools::tolerance(1e-6f));
    BOOST_TEST(value({-infinity, 0.0f, 0.0f}, 0) == infinity);
    BOOST_TEST(std::isnan(value({std::numeric_limits<float>::quiet_NaN(), 0.0f, 0.0f}, 1)));
    const auto gradient = loss.gradient(pt::tensor<float, 3>{1e4f, 0.0f, -1e4f}, 2);
    BOOST_TEST((gradient == pt::tensor<float, 3>{1.0f, 0.0f, -1.0f}));
}

// The same network with a softmax has the same loss, gradient and steps under cross_entropy.
BOOST_AUTO_TEST_CASE(equals_cross_entropy_after_softmax) {
    using logits = pt::network<pt::input<5>, pt::dense<7>, pt::tanh, pt::dense<17>>;
    using probabilities = pt::network<pt::input<5>, pt::dense<7>, pt::tanh, pt::dense<17>, pt::softmax>;
    logits a{3};
    probabilities b{3};
    pt::vector_to_parameters(pt::parameters_to_vector(a), b);
    std::vector<pt::tensor<float, 5>> inputs(33);
    std::vector<int> classes(33);
    for (std::size_t i = 0; i < inputs.size(); ++i) {
        for (std::size_t k = 0; k < 5; ++k) inputs[i][k] = std::sin(static_cast<float>(5 * i + k));
        classes[i] = static_cast<int>(i * i % 17);
    }
    const auto x = pt::value_and_gradient(a, pt::softmax_cross_entropy{}, inputs[3], classes[3]);
    const auto y = pt::value_and_gradient(b, pt::cross_entropy{}, inputs[3], classes[3]);
    BOOST_TEST(x.value == y.value);
    BOOST_TEST((pt::parameters_to_vector(x.gradient) == pt::parameters_to_vector(y.gradient)));

    pt::trainer first{a, pt::softmax_cross_entropy{}, pt::adam{}};
    pt::trainer second{b, pt::cross_entropy{}, pt::adam{}};
    for (int step = 0; step < 5; ++step) BOOST_TEST(first.step(inputs, classes) == second.step(inputs, classes));
    BOOST_TEST((pt::parameters_to_vector(a) == pt::parameters_to_vector(b)));
    BOOST_TEST(pt::accuracy(a, inputs, classes) == pt::accuracy(b, inputs, classes));
    BOOST_TEST(pt::evaluate(a, pt::softmax_cross_entropy{}, inputs, classes) ==
               pt::evaluate(b, pt::cross_entropy{}, inputs, classes));
}

BOOST_AUTO_TEST_SUITE_END()
