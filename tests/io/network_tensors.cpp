// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
#include <perceptype.hpp>
#include <perceptype/io/network_tensors.hpp>

#include <boost/test/unit_test.hpp>

#include <cstddef>
#include <string>

namespace pt = perceptype;

BOOST_AUTO_TEST_SUITE(io_network_tensors)

namespace {

/// "0.weight (3, 2), 0.bias (3)"
template <class Net>
std::string names() {
    std::string text;
    for (const pt::tensor_name& tensor : pt::tensor_names<Net>()) {
        if (!text.empty()) text += ", ";
        text += tensor.name;
        char separator = '(';
        text += ' ';
        for (const std::size_t extent : tensor.extents) {
            text += separator + std::to_string(extent);
            separator = ' ';
        }
        text += ')';
    }
    return text;
}

// Constants, also the names.
using small_net = pt::network<pt::input<2>, pt::dense<3>>;
static_assert(pt::tensor_names<small_net>().size() == 2);
static_assert(pt::tensor_names<small_net>()[0] == pt::tensor_name{"0.weight", {3, 2}});
static_assert(pt::tensor_names<small_net>()[1].extents.elements() == 3);

/// A layer of a user's own that does not name its tensors.
struct scale : pt::layer_base {
    static constexpr const char* name = "scale";
    template <class Scalar, class Input>
    struct block : pt::block_base {
        using input_shape = Input;
        using output_shape = Input;
        static constexpr std::size_t parameter_count = Input::size;
        static constexpr std::size_t storage_size = pt::kernels::padded<Scalar>(Input::size);
        static constexpr std::size_t position(std::size_t canonical) { return canonical; }
        template <class Pointer>
        struct view {
            Pointer storage;
        };
        template <class Initializer>
        static constexpr void initialize(Scalar*, const Initializer&, pt::generator&) {}
        template <class Execution>
        static constexpr void forward(Execution, const Scalar*, const Scalar*, Scalar*) {}
        template <pt::required_gradients Required, class Execution>
        static constexpr void backward(Execution, const Scalar*, const Scalar*, const Scalar*, Scalar*, Scalar*,
                                       Scalar*) {}
    };
};

}  // namespace

BOOST_AUTO_TEST_CASE(layers_are_numbered_as_modules) {
    BOOST_TEST(
        (names<pt::network<pt::input<2>, pt::relu, pt::dense<3>, pt::dropout<0.5>, pt::dense<1, pt::no_bias>>>()) ==
        "1.weight (3 2), 1.bias (3), 3.weight (1 3)");
    BOOST_TEST((names<pt::network<pt::input<2>, pt::relu>>()) == "");
}

BOOST_AUTO_TEST_CASE(extents_are_those_of_pytorch) {
    BOOST_TEST((names<pt::network<pt::input<4, 9>, pt::conv1d<6, pt::kernel<3>, pt::groups<2>>, pt::batch_norm>>()) ==
               "0.weight (6 2 3), 0.bias (6), 1.weight (6), 1.bias (6), 1.running_mean (6), 1.running_var (6)");
    BOOST_TEST(
        (names<pt::network<pt::input<4, 5, 6>, pt::conv_transpose2d<6, pt::kernel<2, 3>, pt::groups<2>, pt::no_bias>,
                           pt::group_norm<3>, pt::basic_batch_norm<pt::no_affine>>>()) ==
        "0.weight (4 3 2 3), 1.weight (6), 1.bias (6), 2.running_mean (6), 2.running_var (6)");
    BOOST_TEST((names<pt::network<pt::input<2, 3, 4>, pt::layer_norm, pt::flatten, pt::prelu>>()) ==
               "0.weight (2 3 4), 0.bias (2 3 4), 2.weight (1)");
}

BOOST_AUTO_TEST_CASE(layers_in_layers_follow_their_layer) {
    BOOST_TEST(
        (names<pt::network<pt::input<2>, pt::residual<pt::residual<pt::dense<2, pt::no_bias>>, pt::dense<3>>>>()) ==
        "0.0.0.weight (2 2), 0.1.weight (3 2), 0.1.bias (3), 0.projection.weight (3 2)");
    BOOST_TEST((names<pt::network<pt::input<8, 2, 2>, pt::squeeze_excite<4>>>()) ==
               "0.fc1.weight (2 8 1 1), 0.fc1.bias (2), 0.fc2.weight (8 2 1 1), 0.fc2.bias (8)");
}

// The last node of a graph in a node has the name of the outer node.
BOOST_AUTO_TEST_CASE(nodes_give_their_names) {
    using half = pt::network<pt::input<2>, pt::tanh, pt::dense<3>>;
    using inner = pt::graph<pt::input_node<"i", 3>, pt::node<"left", pt::from<"i">, pt::dense<2>>,
                            pt::node<"right", pt::from<"left">, pt::dense<1>>, pt::outputs<"right">>;
    BOOST_TEST(
        (names<pt::graph<pt::input_node<"x", 2>, pt::input_node<"z", 3>,
                         pt::node<"y", pt::from<"a", "z">, pt::add, pt::relu, pt::dense<1>>,
                         pt::node<"a", pt::from<"x">, half>, pt::node<"b", pt::from<"z">, inner>,
                         pt::node<"t", pt::from<"x">, pt::tied<"a">>, pt::outputs<"y", "b", "t">>>()) ==
        "y.1.weight (1 3), y.1.bias (1), a.1.weight (3 2), a.1.bias (3), b.left.0.weight (2 3), b.left.0.bias (2), "
        "b.0.weight (1 2), b.0.bias (1)");
}

BOOST_AUTO_TEST_CASE(a_layer_that_names_no_tensors_has_one) {
    BOOST_TEST((names<pt::network<pt::input<2, 3>, scale>>()) == "0.parameters (6)");
}

BOOST_AUTO_TEST_SUITE_END()
