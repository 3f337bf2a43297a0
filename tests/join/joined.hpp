// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
#pragma once

/// A graph that is one join of two inputs of five numbers, and its gradient for the sum of squared errors against zero:
/// dE/dx = y dy/dx.

#include <perceptype/gradient.hpp>
#include <perceptype/graph.hpp>
#include <perceptype/loss/joint_loss.hpp>
#include <perceptype/loss/sum_of_squared_errors.hpp>

#include <array>
#include <cstddef>

namespace joined {

namespace pt = perceptype;
using namespace pt::literals;
using five = pt::tensor<double, 5>;

template <class Join>
using two = pt::basic_graph<double, pt::input_node<"a", 5>, pt::input_node<"b", 5>,
                            pt::node<"y", pt::from<"a", "b">, Join>, pt::outputs<"y">>;

inline const five a{1, -2, 3, 0.5, 4};
inline const five b{2, 5, -1, 0.5, -3};

template <class Join>
auto value() {
    return two<Join>{}("a"_node = a, "b"_node = b)["y"_node];
}
template <class Join>
auto slopes() {
    using result = decltype(value<Join>());
    return pt::input_gradient(two<Join>{}, pt::joint_loss("y"_node = pt::sum_of_squared_errors{}),
                              pt::named("a"_node = a, "b"_node = b), pt::named("y"_node = result{}));
}

}  // namespace joined
