// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
#include <perceptype/loss/scaled_loss.hpp>

#include <boost/test/unit_test.hpp>

#include <perceptype/activation/softmax.hpp>
#include <perceptype/gradient.hpp>
#include <perceptype/layer/dense.hpp>
#include <perceptype/loss/cross_entropy.hpp>
#include <perceptype/loss/huber.hpp>
#include <perceptype/loss/mean_squared_error.hpp>

#include <laws/loss.hpp>

#include <cstddef>

namespace pt = perceptype;

BOOST_AUTO_TEST_SUITE(loss_scaled_loss)

BOOST_AUTO_TEST_CASE(obeys_the_laws) {
    laws::loss<pt::huber{.delta = 0.75} * 0.25>();
    laws::loss<3 * pt::cross_entropy{}, laws::probabilities>();
}

BOOST_AUTO_TEST_CASE(is_the_loss_times_the_factor) {
    const pt::tensor<double, 3> y{1, 2, 3};
    const pt::tensor<double, 3> t{0, 1, 5};
    const auto scaled = 0.5f * pt::mean_squared_error{};
    BOOST_TEST(scaled.value(y, t) == 0.5 * pt::mean_squared_error{}.value(y, t));
    for (std::size_t i = 0; i < 3; ++i)
        BOOST_TEST(scaled.gradient(y, t)[i] == 0.5 * pt::mean_squared_error{}.gradient(y, t)[i]);
    BOOST_TEST((pt::mean_squared_error{} * 3).value(y, t) == 3 * pt::mean_squared_error{}.value(y, t));
}

BOOST_AUTO_TEST_CASE(takes_classes_and_is_fused_as_the_loss_is) {
    using net_type = pt::basic_network<double, pt::input<2>, pt::dense<3>, pt::softmax>;
    const net_type net{1};
    const pt::tensor<double, 2> x{300, -400};  // probabilities that round to 0
    const auto plain = pt::value_and_gradient(net, pt::cross_entropy{}, x, 2);
    const auto scaled = pt::value_and_gradient(net, 4 * pt::cross_entropy{}, x, 2);
    BOOST_TEST(scaled.value == 4 * plain.value);
    const auto a = pt::parameters_to_vector(scaled.gradient);
    const auto b = pt::parameters_to_vector(plain.gradient);
    for (std::size_t i = 0; i < a.size(); ++i) BOOST_TEST(a[i] == 4 * b[i]);
}

BOOST_AUTO_TEST_SUITE_END()
