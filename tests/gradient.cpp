// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt

#include <boost/test/unit_test.hpp>

#include <perceptype.hpp>

#include <error_text.hpp>

#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <limits>
#include <span>
#include <type_traits>

namespace pt = perceptype;

BOOST_AUTO_TEST_SUITE(gradient)

using classifier = pt::basic_network<double, pt::input<3>, pt::dense<5>, pt::gelu, pt::dense<3>, pt::softmax>;
using row = classifier::input_type;
constexpr row x{0.5, -1.0, 2.0};

/// Two neurons in a chain, with the textbook formulas.
BOOST_AUTO_TEST_CASE(is_the_chain_rule) {
    using cascade = pt::basic_network<double, pt::input<1>, pt::dense<1, pt::no_bias>, pt::sigmoid,
                                      pt::dense<1, pt::no_bias>, pt::sigmoid>;
    cascade net{pt::zeros{}};
    net.layer<1>().weights(0, 0) = 0.75;
    net.layer<3>().weights(0, 0) = -1.5;
    const double input = 2;
    const double target = 0.25;
    const auto sigmoid = [](double z) { return 1 / (1 + std::exp(-z)); };
    const double a1 = sigmoid(0.75 * input);
    const double a2 = sigmoid(-1.5 * a1);
    const double delta2 = (a2 - target) * a2 * (1 - a2);
    const double delta1 = delta2 * -1.5 * a1 * (1 - a1);
    const auto [value, gradient] =
        pt::value_and_gradient(net, pt::sum_of_squared_errors{}, pt::tensor<double, 1>{input}, target);
    const auto near = boost::test_tools::tolerance(1e-14);
    BOOST_TEST(value == (a2 - target) * (a2 - target) / 2, near);
    BOOST_TEST(gradient.layer<3>().weights(0, 0) == delta2 * a1, near);
    BOOST_TEST(gradient.layer<1>().weights(0, 0) == delta1 * input, near);
    BOOST_TEST(
        pt::input_gradient(net, pt::sum_of_squared_errors{}, pt::tensor<double, 1>{input}, target)[0] == delta1 * 0.75,
        near);
}

BOOST_AUTO_TEST_CASE(has_vector_arithmetic) {
    const classifier net{1};
    const auto a = pt::value_and_gradient(net, pt::cross_entropy{}, x, 0).gradient;
    const auto b = pt::value_and_gradient(net, pt::cross_entropy{}, x, 1).gradient;
    const auto check = [&](const classifier::gradient_type& found, double of_a, double of_b) {
        const auto left = pt::parameters_to_vector(a);
        const auto right = pt::parameters_to_vector(b);
        const auto vector = pt::parameters_to_vector(found);
        for (std::size_t i = 0; i < vector.size(); ++i)
            BOOST_TEST(std::abs(vector[i] - (of_a * left[i] + of_b * right[i])) < 1e-15);
    };
    check(a + b, 1, 1);
    check(a - b, 1, -1);
    check(-a, -1, 0);
    check(2 * a, 2, 0);
    check(a * 0.5f - 3.0 * b, 0.5, -3);
    check(b / 4, 0, 0.25);
    auto c = a;
    c += b;
    check(c, 1, 1);
    c -= 2 * a;
    check(c, -1, 1);
    c *= 2;
    check(c, -2, 2);
    c /= -2.0;
    check(c, 1, -1);
    BOOST_TEST((a == a));
    BOOST_TEST((a != b));
    classifier moved = net;
    moved -= 0.1 * (a + b);
    const auto both = [](const classifier& of) {
        return pt::value_and_gradient(of, pt::cross_entropy{}, x, 0).value +
               pt::value_and_gradient(of, pt::cross_entropy{}, x, 1).value;
    };
    BOOST_TEST(both(moved) < both(net));
}

// A product with a named gradient refers to it; a product with a temporary is a gradient itself.
BOOST_AUTO_TEST_CASE(a_product_is_computed_when_it_is_used) {
    using gradient_type = classifier::gradient_type;
    using product = pt::scaled_gradient<gradient_type>;
    const classifier net{1};
    const auto gradient_of = [&](int target) {
        return pt::value_and_gradient(net, pt::cross_entropy{}, x, target).gradient;
    };
    const gradient_type a = gradient_of(0), b = gradient_of(1);
    static_assert(std::is_same_v<decltype(2 * a), product> && sizeof(product) < sizeof(gradient_type));
    static_assert(std::is_same_v<decltype(a / 2), product> && std::is_same_v<decltype(-a), product>);
    static_assert(std::is_same_v<decltype(-(2 * a) * 0.5f / 4), product>);
    static_assert(std::is_same_v<decltype(2 * gradient_of(0)), gradient_type>);
    static_assert(std::is_same_v<decltype(gradient_of(0) * 2), gradient_type>);
    static_assert(std::is_same_v<decltype(gradient_of(0) / 2), gradient_type>);
    static_assert(std::is_same_v<decltype(-gradient_of(0)), gradient_type>);
    static_assert(
        std::is_same_v<decltype(2 * pt::value_and_gradient(net, pt::cross_entropy{}, x, 0).gradient), gradient_type>);

    const auto scaled_gradient = 0.5 * gradient_of(0);  // no reference to a temporary
    const gradient_type half = 0.5 * a;
    BOOST_TEST((scaled_gradient == half));
    BOOST_TEST((gradient_type(-(4 * a) / -8) == half));
    BOOST_TEST((a - 0.5 * a == half));
    BOOST_TEST((a + -0.5 * a == half));
    BOOST_TEST((1 * a - a * 0.5 == half));
    BOOST_TEST((0.25 * a + a / 4 == half));
    gradient_type sum = a;
    sum -= 0.5 * sum;  // aliasing
    BOOST_TEST((sum == half));
    sum += 2 * b;
    BOOST_TEST((sum == half + 2 * b));

    classifier moved = net, by_copy = net;
    moved -= 0.25 * a;
    const gradient_type quarter = 0.25 * a;
    by_copy -= quarter;
    BOOST_TEST((moved == by_copy));  // times a power of two, so that rounding once and twice agree
    BOOST_TEST((net - 0.25 * a == moved));
    BOOST_TEST((net - 0.25 * gradient_of(0) == moved));
    moved += 0.25 * a;
    BOOST_TEST((net + -0.25 * a + 0.25 * a == moved));
    const std::reference_wrapper<const gradient_type> named = a;
    BOOST_TEST((net - 0.25 * named == by_copy));
}

constexpr bool descends_at_compile_time() {
    classifier net{1};
    const auto [value, gradient] = pt::value_and_gradient(net, pt::cross_entropy{}, x, 0);
    net -= 0.1 * gradient;
    net += gradient / -10;
    return pt::value_and_gradient(net, pt::cross_entropy{}, x, 0).value < value;
}
static_assert(descends_at_compile_time());

BOOST_AUTO_TEST_CASE(a_target_comes_in_many_forms) {
    const classifier net{1};
    const auto expected = pt::value_and_gradient(net, pt::cross_entropy{}, x, 2);
    const auto check = [&](const auto& input, const auto& target) {
        const auto found = pt::value_and_gradient(net, pt::cross_entropy{}, input, target);
        BOOST_TEST(found.value == expected.value);
        BOOST_TEST((found.gradient == expected.gradient));
        BOOST_TEST((pt::input_gradient(net, pt::cross_entropy{}, input, target) ==
                    pt::input_gradient(net, pt::cross_entropy{}, x, 2)));
    };
    const std::array<double, 3> one_hot{0, 0, 1};
    const double plain[3] = {0, 0, 1};
    const std::array<double, 3> values{0.5, -1.0, 2.0};
    check(x, std::uint8_t{2});
    check(x, std::size_t{2});
    check(x, 2LL);
    check(x, row{0.0, 0.0, 1.0});
    check(values, one_hot);
    check(std::span{values}, plain);
    check(values, std::span<const double, 3>{plain});

    using single = pt::network<pt::input<3>, pt::dense<1>, pt::sigmoid>;
    const pt::tensor<float, 3> input{1.0f, 2.0f, 3.0f};
    const auto of = [&](const auto& target) {
        return pt::value_and_gradient(single{1}, pt::binary_cross_entropy{}, input, target).value;
    };
    BOOST_TEST(of(1) == of(1.0f));
    BOOST_TEST(of(true) == of(pt::tensor<float, 1>{1.0f}));
    BOOST_TEST(of(0.25) == of(std::array{0.25f}));
}

BOOST_AUTO_TEST_CASE(inputs_and_targets_may_be_braced_lists) {
    const classifier net{1};
    constexpr pt::cross_entropy loss{};
    const auto expected = pt::value_and_gradient(net, loss, x, 2);
    const auto dx = pt::input_gradient(net, loss, x, 2);
    BOOST_TEST((pt::value_and_gradient(net, loss, {0.5, -1.0, 2.0}, 2).gradient == expected.gradient));
    BOOST_TEST((pt::value_and_gradient(net, loss, {0.5, -1.0, 2.0}, {0.0, 0.0, 1.0}).gradient == expected.gradient));
    BOOST_TEST((pt::value_and_gradient(net, loss, x, {0.0, 0.0, 1.0}).gradient == expected.gradient));
    BOOST_TEST((pt::input_gradient(net, loss, {0.5, -1.0, 2.0}, 2) == dx));
    BOOST_TEST((pt::input_gradient(net, loss, {0.5, -1.0, 2.0}, {0.0, 0.0, 1.0}) == dx));
}

BOOST_AUTO_TEST_CASE(a_class_out_of_range_is_an_error) {
    const classifier net{1};
    const auto of = [&](auto target) {
        return error_text([&] { return pt::value_and_gradient(net, pt::cross_entropy{}, x, target); });
    };
    BOOST_TEST(error_text([&] { return pt::input_gradient(net, pt::cross_entropy{}, x, 3); }) ==
               "input_gradient: class: expected a class below 3, found 3");
    BOOST_TEST(of(2) == "no error");
    BOOST_TEST(of(3) == "value_and_gradient: class: expected a class below 3, found 3");
    BOOST_TEST(of(-1) == "value_and_gradient: class: expected a class below 3, found -1");
    BOOST_TEST(of(std::numeric_limits<std::int8_t>::min()) ==
               "value_and_gradient: class: expected a class below 3, found -128");
    BOOST_TEST(of(std::numeric_limits<std::uint64_t>::max()) ==
               "value_and_gradient: class: expected a class below 3, found 18446744073709551615");
}

// z = +-1e4: computed separately, softmax and cross entropy would give log 0 and 0 / 0.
BOOST_AUTO_TEST_CASE(fused_pairs_are_stable) {
    const pt::network<pt::input<3>, pt::softmax> sure;
    const pt::tensor<float, 3> far{1e4f, -1e4f, 0.0f};
    BOOST_TEST(pt::value_and_gradient(sure, pt::cross_entropy{}, far, 0).value == 0);
    BOOST_TEST(pt::value_and_gradient(sure, pt::cross_entropy{}, far, 1).value == 2e4f);
    BOOST_TEST((pt::input_gradient(sure, pt::cross_entropy{}, far, 1) == pt::tensor<float, 3>{1.0f, -1.0f, 0.0f}));
    const pt::network<pt::input<3>, pt::log_softmax> logarithmic;
    BOOST_TEST(pt::value_and_gradient(logarithmic, pt::cross_entropy{}, far, 2).value == 1e4f);
    const pt::network<pt::input<2>, pt::sigmoid> two;
    const pt::tensor<float, 2> z{1e4f, -1e4f};
    BOOST_TEST(pt::value_and_gradient(two, pt::binary_cross_entropy{}, z, pt::tensor<float, 2>{0.0f, 0.0f}).value ==
               5e3f);
    BOOST_TEST((pt::input_gradient(two, pt::binary_cross_entropy{}, z, pt::tensor<float, 2>{0.0f, 0.0f}) ==
                pt::tensor<float, 2>{0.5f, 0.0f}));
}

BOOST_AUTO_TEST_CASE(nan_in_is_nan_out) {
    const classifier net{1};
    const row invalid{0.5, std::numeric_limits<double>::quiet_NaN(), 2.0};
    const auto [value, gradient] = pt::value_and_gradient(net, pt::cross_entropy{}, invalid, 0);
    BOOST_TEST(std::isnan(value));
    for (const double each : pt::parameters_to_vector(gradient)) BOOST_TEST(std::isnan(each));
    for (const double each : pt::input_gradient(net, pt::cross_entropy{}, invalid, 0)) BOOST_TEST(std::isnan(each));
}

BOOST_AUTO_TEST_SUITE_END()
