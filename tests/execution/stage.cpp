// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt

#include <boost/test/unit_test.hpp>

#include <perceptype.hpp>

#include <cmath>
#include <limits>

namespace pt = perceptype;

BOOST_AUTO_TEST_SUITE(execution_stage)

static_assert(pt::DerivativeFromValue<pt::tanh> && !pt::DerivativeFromInput<pt::tanh>);
static_assert(pt::DerivativeFromInput<pt::gelu> && !pt::DerivativeFromValue<pt::gelu>);
static_assert(pt::Differentiable<pt::relu> && !pt::Differentiable<pt::step>);

// A derivative is kept from the forward pass only where the value does not give it.
template <class Activation>
using alone = pt::stage<float, pt::pass_through<float, pt::shape<3>>, Activation>;
static_assert(alone<pt::tanh>::saved_size<3> == 0 && alone<pt::gelu>::saved_size<3> == 3 * alone<pt::gelu>::row);

BOOST_AUTO_TEST_CASE(an_activation_alone_works_like_one_behind_a_layer) {
    const pt::network<pt::input<5>, pt::sigmoid, pt::sigmoid> net;
    const auto y = net(pt::tensor<float, 5>{0.0f, 1.0f, -1.0f, 100.0f, -100.0f});
    const auto twice = [](double z) { return 1 / (1 + std::exp(-1 / (1 + std::exp(-z)))); };
    BOOST_TEST(static_cast<double>(y[0]) == twice(0), boost::test_tools::tolerance(1e-6));
    BOOST_TEST(static_cast<double>(y[1]) == twice(1), boost::test_tools::tolerance(1e-6));
    BOOST_TEST(static_cast<double>(y[4]) == 0.5, boost::test_tools::tolerance(1e-6));
}

BOOST_AUTO_TEST_CASE(an_input_alone_is_handed_on) {
    const pt::network<pt::input<3>> net;
    BOOST_TEST((net(pt::tensor<float, 3>{1.0f, 2.0f, 3.0f}) == pt::tensor<float, 3>{1.0f, 2.0f, 3.0f}));
    const pt::network<pt::input<1, 3>, pt::flatten> flat;
    BOOST_TEST((flat(pt::tensor<float, 1, 3>{1.0f, 2.0f, 3.0f}) == pt::tensor<float, 3>{1.0f, 2.0f, 3.0f}));
}

/// What an infinity makes of the padding must not reach a number.
BOOST_AUTO_TEST_CASE(an_infinity_stays_in_its_row) {
    constexpr float infinity = std::numeric_limits<float>::infinity();
    pt::network<pt::input<3>, pt::dense<5>, pt::relu, pt::dense<3>, pt::relu> net{pt::zeros{}};
    for (std::size_t out = 0; out < 5; ++out)
        for (std::size_t in = 0; in < 3; ++in) net.layer<1>().weights(out, in) = 1;
    for (std::size_t out = 0; out < 3; ++out)
        for (std::size_t in = 0; in < 5; ++in) net.layer<3>().weights(out, in) = 1;
    for (const float y : net(pt::tensor<float, 3>{infinity, 1.0f, 2.0f})) BOOST_TEST(y == infinity);
    for (const float y : net(pt::tensor<float, 3>{3e38f, 3e38f, 3e38f})) BOOST_TEST(y == infinity);
    for (const float y : net(pt::tensor<float, 3>{std::nanf(""), 1.0f, 2.0f})) BOOST_TEST(std::isnan(y));
}

BOOST_AUTO_TEST_SUITE_END()
