// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
#include <perceptype/fold.hpp>

#include <boost/test/unit_test.hpp>

#include <perceptype/activation/relu.hpp>
#include <perceptype/activation/tanh.hpp>
#include <perceptype/layer/conv1d.hpp>
#include <perceptype/layer/conv2d.hpp>
#include <perceptype/layer/conv_transpose2d.hpp>
#include <perceptype/layer/dense.hpp>
#include <perceptype/layer/dropout.hpp>
#include <perceptype/layer/flatten.hpp>
#include <perceptype/parameters.hpp>

#include <cmath>
#include <cstddef>
#include <type_traits>

namespace pt = perceptype;

BOOST_AUTO_TEST_SUITE(fold)

/// Arbitrary parameters, and variances from 0.6 to 1.4.
template <class Net>
constexpr Net with_numbers() {
    auto numbers = pt::parameters_to_vector(Net{3});
    for (std::size_t i = 0; i < numbers.size(); ++i)
        numbers[i] = static_cast<typename Net::scalar_type>(Net::chain_type::is_running_statistic(i) ? 1 : 0) +
                     static_cast<typename Net::scalar_type>(static_cast<int>(i * 37 % 17) - 8) / 20;
    Net net;
    pt::vector_to_parameters(numbers, net);
    return net;
}

template <class Folded, class... Layers>
void check_fold() {
    using net_type = pt::basic_network<double, Layers...>;
    static_assert(std::is_same_v<typename pt::folded_network<net_type>::type, Folded>);
    const auto net = with_numbers<net_type>();
    const Folded folded = pt::fold(net);
    typename net_type::input_type x;
    for (std::size_t i = 0; i < x.size(); ++i) x[i] = std::sin(0.7 * static_cast<double>(i) + 0.3);
    const auto y = net(x);
    const auto z = folded(x);
    double worst = 0;
    double largest = 0;
    for (std::size_t i = 0; i < y.size(); ++i) {
        worst = std::fmax(worst, std::abs(y[i] - z[i]));
        largest = std::fmax(largest, std::abs(y[i]));
    }
    BOOST_TEST(worst < 1e-12);
    BOOST_TEST(largest > 0.1);
}

template <class... Layers>
using net = pt::basic_network<double, Layers...>;
using pt::batch_norm, pt::conv2d, pt::dense, pt::kernel, pt::input, pt::relu, pt::tanh;

BOOST_AUTO_TEST_CASE(outputs_are_equal_after_dense_layers) {
    check_fold<net<input<5>, dense<7>, relu, dense<3>>, input<5>, dense<7>, batch_norm, relu, dense<3, pt::no_bias>,
               batch_norm>();
    check_fold<net<input<5>, dense<2>>, input<5>, dense<2, pt::no_bias>,
               pt::basic_batch_norm<pt::no_affine, pt::epsilon<0.5>>>();
}

BOOST_AUTO_TEST_CASE(outputs_are_equal_after_convolutions) {
    check_fold<net<input<2, 5, 4>, conv2d<6, kernel<3>, pt::groups<2>>, tanh>, input<2, 5, 4>,
               conv2d<6, kernel<3>, pt::no_bias, pt::groups<2>>, batch_norm, tanh>();
    check_fold<net<input<2, 9>, pt::conv1d<3, kernel<3>>>, input<2, 9>, pt::conv1d<3, kernel<3>>, batch_norm>();
    check_fold<net<input<4, 3, 3>, pt::conv_transpose2d<6, kernel<3>, pt::groups<2>, pt::stride<2>>>, input<4, 3, 3>,
               pt::conv_transpose2d<6, kernel<3>, pt::groups<2>, pt::stride<2>>, batch_norm>();
}

BOOST_AUTO_TEST_CASE(outputs_are_equal_in_residuals) {
    check_fold<
        net<input<4>, pt::residual<dense<5>, tanh, pt::residual<dense<5>>, dense<4>>, relu>, input<4>,
        pt::residual<dense<5>, batch_norm, tanh, pt::residual<dense<5, pt::no_bias>, batch_norm>, dense<4>, batch_norm>,
        relu>();
    check_fold<net<input<4>, pt::residual<dense<3>>>, input<4>, pt::residual<dense<3>, batch_norm>>();
}

BOOST_AUTO_TEST_CASE(other_networks_are_unchanged) {
    check_fold<net<input<5>, batch_norm, dense<3>, tanh, batch_norm>, input<5>, batch_norm, dense<3>, tanh,
               batch_norm>();
    check_fold<net<input<5>, dense<3>, pt::dropout<>, batch_norm>, input<5>, dense<3>, pt::dropout<>, batch_norm>();
    check_fold<net<input<5>, dense<3>, batch_norm>, input<5>, dense<3>, batch_norm, batch_norm>();
}

BOOST_AUTO_TEST_CASE(the_compiler_can_fold) {
    using net_type = pt::network<input<3>, dense<2>, batch_norm, tanh>;
    static constexpr pt::network<input<3>, dense<2>, tanh> folded = pt::fold(with_numbers<net_type>());
    BOOST_TEST((folded == pt::fold(with_numbers<net_type>())));
}

BOOST_AUTO_TEST_SUITE_END()
