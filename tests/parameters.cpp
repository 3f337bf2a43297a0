// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt

#include <boost/test/unit_test.hpp>

#include <perceptype.hpp>

#include <array>
#include <cstddef>
#include <span>
#include <string>
#include <type_traits>
#include <vector>

namespace pt = perceptype;

BOOST_AUTO_TEST_SUITE(parameters)

// Both storage orders and a layer with one parameter: 5 -> 20 is stored by input, 20 -> 2 by output.
using net_type = pt::basic_network<double, pt::input<5>, pt::dense<20>, pt::prelu, pt::dense<2, pt::no_bias>>;
static_assert(net_type::parameter_count == 5 * 20 + 20 + 1 + 20 * 2);
static_assert(std::is_trivially_copyable_v<net_type> && std::is_trivially_copyable_v<net_type::gradient_type>);

std::array<double, net_type::parameter_count> numbered() {
    std::array<double, net_type::parameter_count> numbers{};
    for (std::size_t i = 0; i < numbers.size(); ++i) numbers[i] = static_cast<double>(i + 1);
    return numbers;
}

BOOST_AUTO_TEST_CASE(the_canonical_order_is_weights_by_output_then_bias_layer_by_layer) {
    net_type net{1};
    pt::vector_to_parameters(numbered(), net);
    double next = 1;
    for (std::size_t out = 0; out < 20; ++out)
        for (std::size_t in = 0; in < 5; ++in) BOOST_TEST(net.layer<1>().weights(out, in) == next++);
    for (std::size_t out = 0; out < 20; ++out) BOOST_TEST(net.layer<1>().bias(out) == next++);
    BOOST_TEST(net.layer<2>().slope() == next++);
    for (std::size_t out = 0; out < 2; ++out)
        for (std::size_t in = 0; in < 20; ++in) BOOST_TEST(net.layer<3>().weights(out, in) == next++);
    BOOST_TEST((pt::parameters_to_vector(net) == numbered()));
}

BOOST_AUTO_TEST_CASE(a_gradient_has_the_same_order) {
    net_type::gradient_type gradient;
    pt::vector_to_parameters(numbered(), gradient);
    BOOST_TEST((pt::parameters_to_vector(gradient) == numbered()));
    BOOST_TEST(gradient.layer<3>().weights(1, 19) == static_cast<double>(net_type::parameter_count));
}

BOOST_AUTO_TEST_CASE(named_parameters_are_writable_and_readable_from_a_const_network) {
    net_type net{1};
    net.layer<1>().weights(19, 4) = 7;
    const net_type& same = net;
    BOOST_TEST(same.layer<1>().weights(19, 4) == 7);
    static_assert(std::is_same_v<decltype(same.layer<1>().weights(0, 0)), const double&>);
}

BOOST_AUTO_TEST_CASE(a_wrong_length_is_an_error_and_changes_nothing) {
    net_type net{1};
    const net_type before = net;
    const std::vector<double> numbers(net_type::parameter_count + 1, 3.0);
    const auto text_of = [&](std::span<const double> given) -> std::string {
        try {
            pt::vector_to_parameters(given, net);
        } catch (const pt::data_error& error) {
            return error.what();
        }
        return "no error";
    };
    BOOST_TEST(text_of(numbers) == "vector_to_parameters: numbers: expected 161, found 162");
    BOOST_TEST(text_of(std::span(numbers).first(160)) == "vector_to_parameters: numbers: expected 161, found 160");
    BOOST_TEST(text_of({}) == "vector_to_parameters: numbers: expected 161, found 0");
    BOOST_TEST((net == before));
    BOOST_TEST(text_of(std::span(numbers).first(161)) == "no error");
    BOOST_TEST(!(net == before));
}

BOOST_AUTO_TEST_SUITE_END()
