// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
// Written by tests/reference/weights.py.
#include <io/weights.hpp>

#include <boost/test/unit_test.hpp>

#include <cstddef>

namespace pt = perceptype;
using namespace pt::literals;

BOOST_AUTO_TEST_SUITE(io_weights_3)

BOOST_AUTO_TEST_CASE(network_2_f16) {
    using net = pt::basic_network<double, pt::input<16>, pt::dense<64>, pt::relu, pt::dense<32>, pt::relu, pt::dense<5>,
                                  pt::softmax>;
    check_network<net>("network_2_f16", {.ignore = {"test.*"}});
}

BOOST_AUTO_TEST_CASE(network_5_f32) {
    using net = pt::basic_network<double, pt::input<3>, pt::relu, pt::dense<4>>;
    check_network<net>("network_5_f32", {.ignore = {"test.*"}});
}

BOOST_AUTO_TEST_CASE(network_8_f64) {
    using net = pt::basic_network<double, pt::input<5>, pt::dense<8>, pt::prelu, pt::dense<8>, pt::leaky_relu,
                                  pt::dense<8, pt::no_bias>, pt::prelu, pt::dense<2>>;
    check_network<net>("network_8_f64", {.ignore = {"test.*"}});
}

BOOST_AUTO_TEST_CASE(network_11_bf16) {
    using net = pt::basic_network<double, pt::input<6>, pt::dense<9, pt::no_bias>, pt::basic_batch_norm<pt::no_affine>,
                                  pt::tanh, pt::dense<4>>;
    check_network<net>("network_11_bf16", {.prefix = "model.", .ignore = {"test.*"}});
}

BOOST_AUTO_TEST_CASE(network_14_f16) {
    using net = pt::basic_network<double, pt::input<8>, pt::dense<8>, pt::dropout<0.5>, pt::relu, pt::dense<8>,
                                  pt::dropout<0.5>, pt::dense<2>>;
    check_network<net>("network_14_f16", {.ignore = {"test.*"}});
}

BOOST_AUTO_TEST_CASE(network_17_f32) {
    using net =
        pt::basic_network<double, pt::input<4>,
                          pt::residual<pt::dense<4>, pt::residual<pt::dense<4>, pt::relu, pt::dense<4>>, pt::dense<4>>,
                          pt::dense<3>>;
    check_network<net>("network_17_f32", {.ignore = {"test.*"}});
}

BOOST_AUTO_TEST_CASE(network_20_f64) {
    using net = pt::basic_network<double, pt::input<4, 10>,
                                  pt::conv1d<8, pt::kernel<3>, pt::dilation<2>, pt::groups<2>, pt::no_bias>,
                                  pt::group_norm<4>, pt::max_pool<pt::kernel<2>>, pt::flatten, pt::dense<3>>;
    check_network<net>("network_20_f64", {.ignore = {"test.*"}});
}

BOOST_AUTO_TEST_CASE(network_23_bf16) {
    using net = pt::basic_network<double, pt::input<3, 8, 8>, pt::conv2d<4, pt::kernel<3>, pt::padding<1>>,
                                  pt::batch_norm, pt::relu, pt::flatten, pt::dense<16>>;
    check_network<net>("network_23_bf16", {.ignore = {"test.*"}});
}

BOOST_AUTO_TEST_CASE(network_26_f16) {
    using net =
        pt::basic_network<double, pt::input<4, 6, 6>, pt::conv2d<6, pt::kernel<2>, pt::groups<2>, pt::no_bias>,
                          pt::prelu, pt::average_pool<pt::kernel<2>>, pt::flatten, pt::layer_norm, pt::dense<2>>;
    check_network<net>("network_26_f16", {.ignore = {"test.*"}});
}

BOOST_AUTO_TEST_CASE(network_29_f32) {
    using net = pt::basic_network<double, pt::input<3, 6, 6>,
                                  pt::residual<pt::conv2d<3, pt::kernel<3>, pt::padding<1>>, pt::batch_norm, pt::relu,
                                               pt::conv2d<3, pt::kernel<3>, pt::padding<1>>, pt::batch_norm>,
                                  pt::relu, pt::flatten, pt::dense<2>>;
    check_network<net>("network_29_f32", {.ignore = {"test.*"}});
}

BOOST_AUTO_TEST_CASE(network_32_f64) {
    using net = pt::basic_network<double, pt::input<6, 9>, pt::squeeze_excite<16>, pt::global_average_pool>;
    check_network<net>("network_32_f64", {.ignore = {"test.*"}});
}

BOOST_AUTO_TEST_CASE(network_35_bf16) {
    using net = pt::basic_network<double, pt::input<12>, pt::dense<18>, pt::relu, pt::reshape<2, 3, 3>,
                                  pt::conv2d<3, pt::kernel<2>>>;
    check_network<net>("network_35_bf16", {.prefix = "model.", .ignore = {"test.*"}});
}

BOOST_AUTO_TEST_CASE(network_38_f16) {
    using net = pt::basic_network<double, pt::input<64>, pt::dense<32>, pt::relu, pt::dense<10>, pt::softmax>;
    check_network<net>("network_38_f16", {.ignore = {"test.*"}});
}

BOOST_AUTO_TEST_CASE(keras_0) {
    using net = pt::basic_network<double, pt::input<3>, pt::dense<5>, pt::relu, pt::dense<2>>;
    check_network<net>("keras_0", {.ignore = {"test.*"}, .layout = pt::weight_layout::keras});
}

BOOST_AUTO_TEST_CASE(keras_3) {
    using net = pt::basic_network<double, pt::input<3, 6, 6>, pt::conv2d<4, pt::kernel<3>, pt::padding<1>>,
                                  pt::batch_norm, pt::relu, pt::flatten, pt::dense<5>, pt::relu, pt::dense<2>>;
    check_network<net>("keras_3", {.ignore = {"test.*"}, .layout = pt::weight_layout::keras});
}

BOOST_AUTO_TEST_CASE(keras_6) {
    using net = pt::basic_network<double, pt::input<3, 4, 4>, pt::conv_transpose2d<5, pt::kernel<3>>, pt::relu,
                                  pt::flatten, pt::dense<2>>;
    check_network<net>("keras_6", {.ignore = {"test.*"}, .layout = pt::weight_layout::keras});
}

BOOST_AUTO_TEST_CASE(keras_9) {
    using net = pt::basic_network<double, pt::input<2, 4, 4>, pt::layer_norm, pt::conv2d<3, pt::kernel<2, 3>>,
                                  pt::flatten, pt::relu, pt::dense<2>>;
    check_network<net>("keras_9", {.ignore = {"test.*"}, .layout = pt::weight_layout::keras});
}

BOOST_AUTO_TEST_CASE(graph_0) {
    using graph = pt::basic_graph<double, pt::input_node<"a", 3>, pt::input_node<"b", 4>,
                                  pt::node<"h", pt::from<"a">, pt::dense<5>, pt::relu>,
                                  pt::node<"both", pt::from<"h", "b">, pt::concat>,
                                  pt::node<"y", pt::from<"both">, pt::dense<2>>, pt::outputs<"y">>;
    const graph net = loaded<graph>("graph_0", {.ignore = {"test.*"}});
    const test_file file("graph_0");
    for (std::size_t s = 0; s < 3; ++s) {
        const auto y = net("a"_node = file.sample<pt::tensor<double, 3>>("a", s),
                           "b"_node = file.sample<pt::tensor<double, 4>>("b", s));
        file.check("y.y", s, y["y"_node]);
    }
}

BOOST_AUTO_TEST_CASE(graph_3) {
    using graph =
        pt::basic_graph<double, pt::input_node<"x", 6>, pt::node<"left", pt::from<"x">, pt::dense<5>, pt::batch_norm>,
                        pt::node<"right", pt::from<"x">, pt::dense<5, pt::no_bias>>,
                        pt::node<"y", pt::from<"left", "right">, pt::multiply, pt::dense<3>>,
                        pt::node<"z", pt::from<"left">, pt::dense<2>>, pt::outputs<"z", "y">>;
    const graph net = loaded<graph>("graph_3", {.ignore = {"test.*"}});
    const test_file file("graph_3");
    for (std::size_t s = 0; s < 3; ++s) {
        const auto y = net("x"_node = file.sample<pt::tensor<double, 6>>("x", s));
        file.check("y.z", s, y["z"_node]);
        file.check("y.y", s, y["y"_node]);
    }
}

BOOST_AUTO_TEST_CASE(graph_6) {
    using graph =
        pt::basic_graph<double, pt::input_node<"x", 4>, pt::input_node<"z", 4>,
                        pt::node<"p", pt::from<"x">, pt::dense<3>>, pt::node<"q", pt::from<"z">, pt::dense<3>>,
                        pt::node<"y", pt::from<"p", "q">, pt::subtract, pt::prelu, pt::dense<2>>,
                        pt::node<"m", pt::from<"p", "q">, pt::maximum>, pt::outputs<"y", "m">>;
    const graph net = loaded<graph>("graph_6", {.ignore = {"test.*"}});
    const test_file file("graph_6");
    for (std::size_t s = 0; s < 3; ++s) {
        const auto y = net("x"_node = file.sample<pt::tensor<double, 4>>("x", s),
                           "z"_node = file.sample<pt::tensor<double, 4>>("z", s));
        file.check("y.y", s, y["y"_node]);
        file.check("y.m", s, y["m"_node]);
    }
}

BOOST_AUTO_TEST_SUITE_END()
