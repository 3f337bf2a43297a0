// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt

/// A network that runs and trains gives the same results in constant evaluation and at run time.
/// Both are compared here, so that this file is a test and not a static_assert alone.

#include <boost/test/unit_test.hpp>

#include <perceptype.hpp>

#include <array>
#include <cstddef>
#include <cmath>

namespace pt = perceptype;

BOOST_AUTO_TEST_SUITE(constant_evaluation)

/// All operations of a network, constexpr or not, by the same call. One activation of each kind: with a derivative
/// computed from its output, from its input, from a whole row, and with a parameter. The laws compare every activation
/// (tests/laws/activation.hpp).
template <class Scalar, class Activation>
constexpr auto learn() {
    using net_type =
        pt::basic_network<Scalar, pt::input<3>, pt::dense<5>, Activation, pt::dense<2, pt::no_bias>, pt::softmax>;
    net_type net{11};
    const std::array<pt::tensor<Scalar, 3>, 2> x{pt::tensor<Scalar, 3>{Scalar(0.5), Scalar(-1), Scalar(2)},
                                                 pt::tensor<Scalar, 3>{Scalar(-0.25), Scalar(1), Scalar(0.125)}};
    const std::array<int, 2> t{1, 0};
    pt::trainer trainer{net, pt::cross_entropy{}, pt::adam{.learning_rate = 0.05}};
    trainer.step(x[0], 1);
    trainer.step(x, t);
    pt::trainer plain{net, pt::cross_entropy{}, pt::sgd{.learning_rate = 0.5}};
    plain.step(x[1], 0);
    std::array<Scalar, net_type::parameter_count + 6> result{};
    const auto parameters = pt::parameters_to_vector(net);
    for (std::size_t i = 0; i < parameters.size(); ++i) result[i] = parameters[i];
    const auto y = net(x[0]);
    const auto dx = pt::input_gradient(net, pt::cross_entropy{}, x[0], 1);
    for (std::size_t i = 0; i < 2; ++i) result[parameters.size() + i] = y[i];
    for (std::size_t i = 0; i < 3; ++i) result[parameters.size() + 2 + i] = dx[i];
    result[parameters.size() + 5] = pt::evaluate(net, pt::cross_entropy{}, x, t);
    return result;
}

template <class Scalar, class Activation>
void compare(Scalar tolerance) {
    constexpr auto in_constant_evaluation = learn<Scalar, Activation>();
    const auto at_run_time = learn<Scalar, Activation>();
    for (std::size_t i = 0; i < at_run_time.size(); ++i)
        BOOST_TEST(std::abs(at_run_time[i] - in_constant_evaluation[i]) <= tolerance * (1 + std::abs(at_run_time[i])),
                   Activation::name << " " << i << ": " << at_run_time[i] << " against " << in_constant_evaluation[i]);
}

BOOST_AUTO_TEST_CASE(equals_run_time_in_float) {
    compare<float, pt::relu>(2e-6f);
    compare<float, pt::tanh>(2e-6f);
    compare<float, pt::log_softmax>(2e-6f);
    compare<float, pt::prelu>(2e-6f);
}

BOOST_AUTO_TEST_CASE(equals_run_time_in_double) { compare<double, pt::gelu>(4e-15); }

BOOST_AUTO_TEST_SUITE_END()
