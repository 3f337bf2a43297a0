// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
#include <perceptype/execution/named_rows.hpp>

#include <boost/test/unit_test.hpp>

#include <perceptype/error.hpp>
#include <perceptype/evaluate.hpp>
#include <perceptype/graph.hpp>
#include <perceptype/join/concat.hpp>
#include <perceptype/layer/dense.hpp>

#include <array>
#include <cmath>
#include <cstddef>
#include <vector>

namespace pt = perceptype;
using namespace pt::literals;

BOOST_AUTO_TEST_SUITE(execution_named_rows)

using pt::from, pt::input_node, pt::node, pt::outputs, pt::dense;

/// An output that another node reads, and an input that is one.
using net_type = pt::graph<input_node<"x", 3>, input_node<"z", 9>, node<"y", from<"x", "z">, pt::concat, dense<5>>,
                           node<"e", from<"y", "z">, pt::concat, dense<1>>, outputs<"e", "z", "y">>;

BOOST_AUTO_TEST_CASE(many_samples_give_what_each_gives) {
    const net_type net{1};
    for (const std::size_t count : std::array<std::size_t, 3>{1, 16, 37}) {
        std::vector<net_type::input_type> x(count);
        for (std::size_t i = 0; i < count; ++i) {
            for (std::size_t k = 0; k < 3; ++k) x[i]["x"_node][k] = std::sin(static_cast<float>(3 * i + k));
            for (std::size_t k = 0; k < 9; ++k) x[i]["z"_node][k] = std::cos(static_cast<float>(9 * i + k));
        }
        std::vector<net_type::output_type> y(count);
        pt::predict(net, x, y);
        // Into arrays, by name: the order does not matter.
        std::vector<decltype(pt::named("y"_node = std::array<float, 5>{}, "z"_node = std::array<float, 9>{},
                                       "e"_node = std::array<float, 1>{}))>
            arrays(count);
        pt::predict(net, x, arrays);
        for (std::size_t i = 0; i < count; ++i) {
            const auto expected = net(x[i]);
            for (std::size_t k = 0; k < 5; ++k) BOOST_TEST(std::abs(y[i]["y"_node][k] - expected["y"_node][k]) < 1e-6f);
            BOOST_TEST(std::abs(y[i]["e"_node][0] - expected["e"_node][0]) < 1e-6f);
            BOOST_TEST((y[i]["z"_node] == x[i]["z"_node]));
            for (std::size_t k = 0; k < 5; ++k) BOOST_TEST(arrays[i]["y"_node][k] == y[i]["y"_node][k]);
            BOOST_TEST(arrays[i]["e"_node][0] == y[i]["e"_node][0]);
        }
    }
}

BOOST_AUTO_TEST_CASE(outputs_are_as_many_as_inputs) {
    const net_type net{1};
    const std::vector<net_type::input_type> x(3);
    std::vector<net_type::output_type> y(2);
    BOOST_CHECK_THROW(pt::predict(net, x, y), pt::data_error);
}

template <class Range>
constexpr bool fits = pt::outputs_match<pt::receives<Range>, pt::needs<pt::range_of<net_type::output_type>>>;
static_assert(fits<std::vector<net_type::output_type>> && !fits<const std::vector<net_type::output_type>> &&
              !fits<std::vector<pt::tensor<float, 5>>> && !fits<std::vector<net_type::input_type>> &&
              !fits<net_type::output_type>);

BOOST_AUTO_TEST_SUITE_END()
