// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt

#include <boost/test/unit_test.hpp>

#include <perceptype.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <functional>
#include <limits>
#include <span>
#include <thread>
#include <vector>

namespace pt = perceptype;

BOOST_AUTO_TEST_SUITE(network)

constexpr float infinity = std::numeric_limits<float>::infinity();

using small = pt::network<pt::input<3>, pt::dense<5>, pt::tanh, pt::dense<2>>;
using row = small::input_type;

/// 5 -> 17 is stored by input, 65 -> 3 by output; 1 is the smallest width, and 100 is a multiple of no register's width.
template <class Scalar>
using odd = pt::basic_network<Scalar, pt::input<5>, pt::dense<17>, pt::relu, pt::dense<65>, pt::tanh, pt::dense<3>,
                              pt::sigmoid, pt::dense<100>, pt::relu, pt::dense<1>>;

/// One dense layer by the textbook formula.
template <std::size_t Index, std::size_t Units>
std::vector<double> by_hand(const auto& net, const std::vector<double>& x, double (*activation)(double)) {
    std::vector<double> y;
    for (std::size_t out = 0; out < Units; ++out) {
        double sum = double{net.template layer<Index>().bias(out)};
        for (std::size_t in = 0; in < x.size(); ++in)
            sum += double{net.template layer<Index>().weights(out, in)} * x[in];
        y.push_back(activation(sum));
    }
    return y;
}

template <class Scalar>
void check_forward(double tolerance) {
    const auto relu = [](double z) { return z > 0 ? z : 0; };
    const auto tanh = [](double z) { return std::tanh(z); };
    const auto sigmoid = [](double z) { return 1 / (1 + std::exp(-z)); };
    const auto identity = [](double z) { return z; };
    for (int seed = 0; seed < 20; ++seed) {
        odd<Scalar> net{seed};
        for (std::size_t out = 0; out < 17; ++out) net.template layer<1>().bias(out) = static_cast<Scalar>(out) / 16;
        const pt::tensor<Scalar, 5> x{1, -1, 0.5, seed, 0.25};
        auto y = by_hand<1, 17>(net, {x.begin(), x.end()}, relu);
        y = by_hand<3, 65>(net, y, tanh);
        y = by_hand<5, 3>(net, y, sigmoid);
        y = by_hand<7, 100>(net, y, relu);
        y = by_hand<9, 1>(net, y, identity);
        BOOST_TEST(std::abs(double{net(x)[0]} - y[0]) < tolerance);
    }
}

BOOST_AUTO_TEST_CASE(computes_the_textbook_formulas) {
    check_forward<float>(1e-5);
    check_forward<double>(1e-14);
}

BOOST_AUTO_TEST_CASE(x_may_be_a_tensor_an_array_or_a_span) {
    const small net{1};
    const std::array<float, 3> array{1.0f, -2.0f, 0.5f};
    std::array<float, 3> changing = array;
    const float plain[3] = {1.0f, -2.0f, 0.5f};
    const auto y = net(row{1.0f, -2.0f, 0.5f});
    BOOST_TEST((net(array) == y));
    BOOST_TEST((net(plain) == y));
    BOOST_TEST((net(std::span{array}) == y));
    BOOST_TEST((net(std::span{changing}) == y));
    BOOST_TEST((net(std::span<const float, 3>{plain}) == y));
    // Memory after the end of an array is not read.
    const float longer[5] = {1.0f, -2.0f, 0.5f, infinity, infinity};
    BOOST_TEST((net(std::span{longer}.first<3>()) == y));
}

BOOST_AUTO_TEST_CASE(a_seed_determines_the_parameters) {
    BOOST_TEST((small{7} == small{7}));
    BOOST_TEST((small{7} == small{7u}));
    BOOST_TEST(!(small{7} == small{8}));
    BOOST_TEST((small{} == small{0}));
    BOOST_TEST((small{pt::zeros{}} == small{pt::zeros{}, 3}));
    BOOST_TEST((small{pt::zeros{}}(row{1.0f, 2.0f, 3.0f}) == small::output_type{}));
    BOOST_TEST(!(small{pt::he_normal{}, 1} == small{pt::he_uniform{}, 1}));
    // The initial parameters in float are those in double, rounded.
    const auto single = pt::parameters_to_vector(small{3});
    const auto precise = pt::parameters_to_vector(small::rebind<double>{3});
    for (std::size_t i = 0; i < single.size(); ++i) BOOST_TEST(single[i] == static_cast<float>(precise[i]));
}

/// Whether the layer before the activation uses this initializer, and the last layer glorot_uniform.
template <class Activation, class Initializer>
constexpr bool starts_from(const Initializer& initializer) {
    const pt::network<pt::input<7>, pt::dense<5>, Activation, pt::dense<3>> net{3};
    pt::generator random{3};
    const auto first = initializer.sampler(7, 5);
    for (std::size_t out = 0; out < 5; ++out)
        for (std::size_t in = 0; in < 7; ++in)
            if (net.template layer<1>().weights(out, in) != static_cast<float>(first(random))) return false;
    const auto last = pt::glorot_uniform{}.sampler(5, 3);
    return net.template layer<3>().weights(0, 0) == static_cast<float>(last(random));
}

BOOST_AUTO_TEST_CASE(each_layer_is_initialized_by_the_activation_after_it) {
    static_assert(starts_from<pt::relu>(pt::he_uniform{}) && starts_from<pt::elu>(pt::he_uniform{}));
    static_assert(starts_from<pt::gelu>(pt::he_uniform{}) && starts_from<pt::silu>(pt::he_uniform{}));
    static_assert(starts_from<pt::softplus>(pt::he_uniform{}));
    static_assert(starts_from<pt::leaky_relu>(pt::he_uniform{.negative_slope = 0.01}));
    static_assert(starts_from<pt::leaky_relu_with<0.5>>(pt::he_uniform{.negative_slope = 0.5}));
    static_assert(starts_from<pt::prelu>(pt::he_uniform{.negative_slope = 0.25}));
    static_assert(starts_from<pt::selu>(pt::lecun_normal{}));
    static_assert(starts_from<pt::tanh>(pt::glorot_uniform{}) && starts_from<pt::sigmoid>(pt::glorot_uniform{}));
    static_assert(starts_from<pt::softmax>(pt::glorot_uniform{}) && starts_from<pt::identity>(pt::glorot_uniform{}));
    static_assert(starts_from<pt::hard_tanh>(pt::glorot_uniform{}));
    static_assert(starts_from<pt::hard_sigmoid>(pt::glorot_uniform{}) && starts_from<pt::step>(pt::glorot_uniform{}));
    BOOST_TEST(starts_from<pt::relu>(pt::he_uniform{}));
}

BOOST_AUTO_TEST_CASE(a_network_converts_to_another_scalar) {
    using wide = pt::network<pt::input<2, 5, 5>, pt::conv2d<3, pt::kernel<3>>, pt::batch_norm, pt::prelu, pt::flatten,
                             pt::dense<17>, pt::tanh, pt::dense<5>>;
    const wide net{3};
    const wide::rebind<double> exact{net};
    const auto numbers = pt::parameters_to_vector(net);
    const auto doubles = pt::parameters_to_vector(exact);
    for (std::size_t i = 0; i < numbers.size(); ++i) BOOST_TEST(doubles[i] == double{numbers[i]});
    BOOST_TEST((wide{exact} == net));
    static_assert(small{small::rebind<double>{small{7}}} == small{7});

    using namespace pt::literals;
    using both = pt::graph<pt::input_node<"x", 3>, pt::node<"a", pt::from<"x">, pt::dense<5>>,
                           pt::node<"b", pt::from<"x">, pt::tied<"a">>,
                           pt::node<"y", pt::from<"a", "b">, pt::concat, pt::dense<2>>, pt::outputs<"y">>;
    BOOST_TEST((both{both::rebind<double>{both{5}}} == both{5}));
    static_assert(!std::is_convertible_v<small::rebind<double>, small>);  // could lose digits
}

BOOST_AUTO_TEST_CASE(subtracting_a_gradient_gives_a_new_network) {
    small net{7};
    const auto gradient =
        pt::value_and_gradient(net, pt::mean_squared_error{}, row{1.0f, 2.0f, 3.0f}, small::output_type{}).gradient;
    const small next = net - 0.5f * gradient;
    BOOST_TEST(!(next == net));
    net -= 0.5f * gradient;
    BOOST_TEST((next == net));
    net += 0.5f * gradient;
    BOOST_TEST((next + 0.5f * gradient == net));
}

/// The largest weight of the first layer, divided by the bound of its initializer.
template <class Net>
double extent(double bound) {
    double largest = 0;
    const Net net{5};
    for (std::size_t out = 0; out < 64; ++out)
        for (std::size_t in = 0; in < 64; ++in)
            largest = std::max(largest, std::abs(double{net.template layer<1>().weights(out, in)}));
    return largest / bound;
}

BOOST_AUTO_TEST_CASE(weights_fill_the_range_of_the_chosen_initializer) {
    const auto near_one = [](double ratio) { return ratio > 0.99 && ratio < 1.0001; };
    using pt::dense;
    using pt::input;
    BOOST_TEST(near_one(extent<pt::network<input<64>, dense<64>, pt::relu>>(std::sqrt(6.0 / 64))));
    BOOST_TEST(near_one(extent<pt::network<input<64>, dense<64>, pt::leaky_relu_with<1.0>>>(std::sqrt(3.0 / 64))));
    BOOST_TEST(near_one(extent<pt::network<input<64>, dense<64>, pt::tanh>>(std::sqrt(6.0 / 128))));
    BOOST_TEST(near_one(extent<pt::network<input<64>, dense<64>>>(std::sqrt(6.0 / 128))));
    BOOST_TEST((extent<pt::network<input<64>, dense<64>, pt::selu>>(std::sqrt(1.0 / 64)) > 2.5));  // normal: no bound
}

BOOST_AUTO_TEST_CASE(a_gradient_can_be_added_and_subtracted) {
    small net{1};
    const small start = net;
    small::gradient_type up;
    up.layer<3>().weights(1, 4) = 2;
    net += up;
    BOOST_TEST(net.layer<3>().weights(1, 4) == start.layer<3>().weights(1, 4) + 2);
    net -= 0.5f * up;
    BOOST_TEST(net.layer<3>().weights(1, 4) == start.layer<3>().weights(1, 4) + 2 - 1);
    net.layer<3>().weights(1, 4) = start.layer<3>().weights(1, 4);
    BOOST_TEST((net == start));
}

// Rows are padded with zeros; infinity times these zeros must not reach the output.
BOOST_AUTO_TEST_CASE(infinite_inputs_follow_floating_point_arithmetic) {
    pt::network<pt::input<3>, pt::dense<5>, pt::relu, pt::dense<33>, pt::relu, pt::dense<2>> net{pt::zeros{}};
    pt::vector_to_parameters(std::vector<float>(net.parameter_count, 0.5f), net);
    for (std::size_t i = 0; i < 3; ++i) {
        row x{1.0f, 2.0f, 3.0f};
        x[i] = infinity;
        BOOST_TEST((net(x) == pt::tensor<float, 2>{infinity, infinity}));
        x[i] = -infinity;  // relu gives 0, so that only biases remain
        BOOST_TEST((net(x) == pt::tensor<float, 2>{0.5f * 33 * 0.5f + 0.5f, 0.5f * 33 * 0.5f + 0.5f}));
    }
    const auto y = net(row{infinity, -infinity, 0.0f});
    BOOST_TEST(std::isnan(y[0]));
    BOOST_TEST(std::isnan(net(row{1.0f, std::numeric_limits<float>::quiet_NaN(), 0.0f})[1]));
}

BOOST_AUTO_TEST_CASE(large_inputs_saturate) {
    using saturated = pt::network<pt::input<2>, pt::dense<3>, pt::tanh, pt::dense<3>, pt::softmax>;
    for (const float x : {1e30f, -1e30f, std::numeric_limits<float>::max()})
        for (const float p : saturated{1}(pt::tensor<float, 2>{x, x})) BOOST_TEST((p >= 0 && p <= 1));
    pt::network<pt::input<2>, pt::identity, pt::softmax> sure;
    BOOST_TEST((sure(pt::tensor<float, 2>{1e30f, 0.0f}) == pt::tensor<float, 2>{1.0f, 0.0f}));
    BOOST_TEST((sure(pt::tensor<float, 2>{-1e30f, 0.0f}) == pt::tensor<float, 2>{0.0f, 1.0f}));
}

BOOST_AUTO_TEST_CASE(the_smallest_nets_run) {
    BOOST_TEST((pt::network<pt::input<3>>{}(row{1.0f, 2.0f, 3.0f}) == row{1.0f, 2.0f, 3.0f}));
    pt::network<pt::input<1>, pt::dense<1>> line{pt::zeros{}};
    line.layer<1>().weights(0, 0) = 3;
    line.layer<1>().bias(0) = -1;
    BOOST_TEST(line(pt::tensor<float, 1>{2.0f})[0] == 5);
    const pt::network<pt::input<2, 2>, pt::relu, pt::flatten> image;
    BOOST_TEST(
        (image(pt::tensor<float, 2, 2>{-1.0f, 2.0f, -3.0f, 4.0f}) == pt::tensor<float, 4>{0.0f, 2.0f, 0.0f, 4.0f}));
}

BOOST_AUTO_TEST_CASE(one_net_serves_many_threads) {
    const odd<float> net{2};
    const auto run = [&net](std::vector<float>& results) {
        for (std::size_t i = 0; i < results.size(); ++i)
            results[i] = net(pt::tensor<float, 5>{static_cast<float>(i), 1.0f, -1.0f, 0.5f, 0.25f})[0];
    };
    std::vector<float> alone(500), first(500), second(500);
    run(alone);
    {
        std::thread one{run, std::ref(first)};
        std::thread two{run, std::ref(second)};
        one.join();
        two.join();
    }
    BOOST_TEST((first == alone));
    BOOST_TEST((second == alone));
}

/// A class derived from a network, and one that converts to a network.
struct titled : small {
    using small::small;
    const char* title = "";
};
struct holder {
    small net;
    constexpr operator const small&() const { return net; }
};

BOOST_AUTO_TEST_CASE(what_converts_to_a_network_or_its_gradient_is_accepted) {
    const small first{1}, second{2};
    const titled third{3};
    small net = first;
    net = std::cref(second);
    BOOST_TEST((net == second));
    net = holder{first};
    BOOST_TEST((net == first));
    net = third;
    BOOST_TEST((net == third));

    const auto gradient =
        pt::value_and_gradient(first, pt::mean_squared_error{}, row{1, 2, 3}, small::output_type{}).gradient;
    net = first;
    net -= std::cref(gradient);
    BOOST_TEST((net == first - gradient));
    net += std::cref(gradient);
    BOOST_TEST((net == first - gradient + gradient));
}

BOOST_AUTO_TEST_SUITE_END()
