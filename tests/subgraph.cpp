// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
#include <perceptype/subgraph.hpp>

#include <boost/test/unit_test.hpp>

#include <perceptype/activation/relu.hpp>
#include <perceptype/activation/tanh.hpp>
#include <perceptype/join/multiply.hpp>
#include <perceptype/layer/dense.hpp>

namespace pt = perceptype;
using namespace pt::literals;

BOOST_AUTO_TEST_SUITE(subgraph)

using pt::from, pt::input_node, pt::node, pt::outputs, pt::dense;

using siamese =
    pt::basic_graph<double, input_node<"a", 5>, input_node<"b", 5>, node<"right", from<"b">, pt::tied<"left">>,
                    node<"left", from<"a">, dense<4>, pt::tanh, dense<3>>,
                    node<"y", from<"left", "right">, pt::multiply, dense<2>>, outputs<"y">>;

BOOST_AUTO_TEST_CASE(a_part_of_a_graph_is_a_graph) {
    using autoencoder = pt::graph<input_node<"image", 9>, node<"code", from<"image">, dense<3>, pt::tanh>,
                                  node<"wide", from<"code">, dense<5>, pt::relu>, node<"copy", from<"wide">, dense<9>>,
                                  outputs<"copy", "code">>;
    using encoder = pt::subgraph<autoencoder, "image", "code">;
    using decoder = pt::subgraph<autoencoder, "code", "copy">;
    static_assert(encoder::parameter_count == 30 && decoder::parameter_count == 20 + 54);
    const autoencoder net{4};
    const pt::tensor<float, 9> x{1, -2, 3, -4, 5, -6, 7, -8, 9};
    const auto y = net("image"_node = x);
    const auto code = pt::cut<"image", "code">(net)("image"_node = x)["code"_node];
    BOOST_TEST((code == y["code"_node]));
    BOOST_TEST((pt::cut<"code", "copy">(net)("code"_node = code)["copy"_node] == y["copy"_node]));
    // A tied branch that is cut out without the owner gets a copy of the parameters.
    const siamese two{3};
    const auto right = pt::cut<"b", "right">(two);
    const pt::tensor<double, 5> b{1, -2, 3, -4, 5};
    static_assert(decltype(right)::parameter_count == 24 + 15);
    BOOST_TEST((right("b"_node = b)["right"_node] == pt::cut<"a", "left">(two)("a"_node = b)["left"_node]));
}

BOOST_AUTO_TEST_CASE(a_view_shares_the_parameters) {
    siamese net{3};
    const auto right = pt::view<"b", "right">(net);
    const pt::subgraph_view<"left", "y", siamese> top{net};
    const pt::tensor<double, 5> b{2, 1, 0, -1, 3};
    const pt::tensor<double, 3> code{0.5, -1, 2};
    for (int again = 0; again < 2; ++again) {
        BOOST_TEST((right("b"_node = b) == pt::cut<"b", "right">(net)("b"_node = b)));
        BOOST_TEST((top(pt::named("b"_node = b, "left"_node = code)) ==
                    pt::cut<"left", "y">(net)("b"_node = b, "left"_node = code)));
        net.node<"left">().layer<1>().weights(2, 1) += 1;
        net.node<"y">().layer<1>().bias(0) -= 2;
    }
    static_assert([] {
        const siamese other{3};
        return pt::view<"b", "right">(other)("b"_node = pt::tensor<double, 5>{1, 2, 3, 4, 5})["right"_node][0] != 0;
    }());
}

BOOST_AUTO_TEST_CASE(tied_nodes_stay_tied_without_their_owner) {
    using three =
        pt::basic_graph<double, input_node<"a", 5>, input_node<"b", 5>, node<"first", from<"a">, dense<4>, pt::tanh>,
                        node<"second", from<"b">, pt::tied<"first">>, node<"third", from<"x">, pt::tied<"first">>,
                        input_node<"x", 5>, node<"y", from<"first", "second", "third">, pt::multiply>, outputs<"y">>;
    const three net{5};
    const auto rest = pt::cut<"first", "y">(net);
    static_assert(decltype(rest)::parameter_count == 24);
    const pt::tensor<double, 5> a{1, -2, 3, -4, 5}, b{2, 1, 0, -1, 3}, x{0, 1, 0, 1, 0};
    const auto first = pt::cut<"a", "first">(net)("a"_node = a)["first"_node];
    const auto expected = net("a"_node = a, "b"_node = b, "x"_node = x);
    BOOST_TEST((rest("first"_node = first, "b"_node = b, "x"_node = x) == expected));
    BOOST_TEST((pt::view<"first", "y">(net)("first"_node = first, "b"_node = b, "x"_node = x) == expected));
}

BOOST_AUTO_TEST_SUITE_END()
