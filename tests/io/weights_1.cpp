// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
// Written by tests/reference/weights.py.
#include <io/weights.hpp>

#include <boost/test/unit_test.hpp>

#include <cstddef>

namespace pt = perceptype;
using namespace pt::literals;

BOOST_AUTO_TEST_SUITE(io_weights_1)

BOOST_AUTO_TEST_CASE(network_0_f64) {
    using net = pt::basic_network<double, pt::input<2>, pt::dense<3>, pt::tanh, pt::dense<1>, pt::sigmoid>;
    check_network<net>("network_0_f64", {.ignore = {"test.*"}});
}

BOOST_AUTO_TEST_CASE(network_3_bf16) {
    using net = pt::basic_network<double, pt::input<1>, pt::dense<1>>;
    check_network<net>("network_3_bf16", {.prefix = "model.", .ignore = {"test.*"}});
}

BOOST_AUTO_TEST_CASE(network_6_f16) {
    using net = pt::basic_network<double, pt::input<33>, pt::dense<17>, pt::silu, pt::dense<9>, pt::gelu, pt::dense<2>>;
    check_network<net>("network_6_f16", {.ignore = {"test.*"}});
}

BOOST_AUTO_TEST_CASE(network_9_f32) {
    using net = pt::basic_network<double, pt::input<6>, pt::dense<9>, pt::batch_norm, pt::relu, pt::dense<4>>;
    check_network<net>("network_9_f32", {.ignore = {"test.*"}});
}

BOOST_AUTO_TEST_CASE(network_12_f64) {
    using net =
        pt::basic_network<double, pt::input<6>, pt::dense<9>, pt::basic_batch_norm<pt::epsilon<1e-3>>, pt::dense<4>>;
    check_network<net>("network_12_f64", {.ignore = {"test.*"}});
}

BOOST_AUTO_TEST_CASE(network_15_bf16) {
    using net = pt::basic_network<double, pt::input<5>, pt::residual<pt::dense<5>, pt::relu, pt::dense<5>>, pt::relu,
                                  pt::dense<2>>;
    check_network<net>("network_15_bf16", {.ignore = {"test.*"}});
}

BOOST_AUTO_TEST_CASE(network_18_f16) {
    using net =
        pt::basic_network<double, pt::input<2, 9>, pt::conv1d<5, pt::kernel<3>>, pt::relu, pt::flatten, pt::dense<2>>;
    check_network<net>("network_18_f16", {.ignore = {"test.*"}});
}

BOOST_AUTO_TEST_CASE(network_21_f32) {
    using net = pt::basic_network<double, pt::input<4, 10>, pt::conv1d<4, pt::kernel<2>, pt::groups<4>>, pt::layer_norm,
                                  pt::upsample<2>>;
    check_network<net>("network_21_f32", {.ignore = {"test.*"}});
}

BOOST_AUTO_TEST_CASE(network_24_f64) {
    using net = pt::basic_network<double, pt::input<2, 7, 9>, pt::conv2d<5, pt::kernel<3, 2>, pt::stride<2>>, pt::relu,
                                  pt::flatten, pt::dense<3>>;
    check_network<net>("network_24_f64", {.ignore = {"test.*"}});
}

BOOST_AUTO_TEST_CASE(network_27_bf16) {
    using net = pt::basic_network<double, pt::input<3, 5, 5>, pt::conv_transpose2d<4, pt::kernel<3>, pt::stride<2>>,
                                  pt::tanh, pt::conv2d<1, pt::kernel<1>>>;
    check_network<net>("network_27_bf16", {.prefix = "model.", .ignore = {"test.*"}});
}

BOOST_AUTO_TEST_CASE(network_30_f16) {
    using net =
        pt::basic_network<double, pt::input<3, 6, 6>,
                          pt::residual<pt::conv2d<5, pt::kernel<3>, pt::padding<1>, pt::stride<2>>, pt::batch_norm>,
                          pt::relu, pt::global_average_pool, pt::dense<2>>;
    check_network<net>("network_30_f16", {.ignore = {"test.*"}});
}

BOOST_AUTO_TEST_CASE(network_33_f32) {
    using net = pt::basic_network<double, pt::input<2, 4, 4>, pt::layer_norm, pt::conv2d<2, pt::kernel<2>>>;
    check_network<net>("network_33_f32", {.ignore = {"test.*"}});
}

BOOST_AUTO_TEST_CASE(network_36_f64) {
    using net = pt::basic_network<double, pt::input<6>, pt::dense<8>, pt::reshape<2, 4>, pt::conv1d<3, pt::kernel<2>>,
                                  pt::flatten, pt::dense<2>>;
    check_network<net>("network_36_f64", {.ignore = {"test.*"}});
}

BOOST_AUTO_TEST_CASE(network_39_bf16) {
    using net = pt::basic_network<double, pt::input<100>, pt::dense<7>>;
    check_network<net>("network_39_bf16", {.ignore = {"test.*"}});
}

BOOST_AUTO_TEST_CASE(keras_1) {
    using net = pt::basic_network<double, pt::input<7>, pt::dense<4, pt::no_bias>, pt::prelu, pt::dense<2>>;
    check_network<net>("keras_1", {.ignore = {"test.*"}, .layout = pt::weight_layout::keras});
}

BOOST_AUTO_TEST_CASE(keras_4) {
    using net = pt::basic_network<double, pt::input<4, 6, 6>, pt::conv2d<8, pt::kernel<3>, pt::groups<4>>, pt::flatten,
                                  pt::dense<3>>;
    check_network<net>("keras_4", {.ignore = {"test.*"}, .layout = pt::weight_layout::keras});
}

BOOST_AUTO_TEST_CASE(keras_7) {
    using net =
        pt::basic_network<double, pt::input<2, 9>, pt::conv1d<5, pt::kernel<3>>, pt::relu, pt::flatten, pt::dense<4>>;
    check_network<net>("keras_7", {.ignore = {"test.*"}, .layout = pt::weight_layout::keras});
}

BOOST_AUTO_TEST_CASE(keras_10) {
    using net = pt::basic_network<double, pt::input<5, 3, 3>, pt::global_average_pool, pt::dense<3>>;
    check_network<net>("keras_10", {.ignore = {"test.*"}, .layout = pt::weight_layout::keras});
}

BOOST_AUTO_TEST_CASE(graph_1) {
    using graph =
        pt::basic_graph<double, pt::input_node<"image", 1, 8, 8>, pt::input_node<"meta", 4>,
                        pt::node<"eye", pt::from<"image">, pt::conv2d<4, pt::kernel<3>>, pt::relu, pt::flatten>,
                        pt::node<"hint", pt::from<"meta">, pt::dense<8>, pt::relu>,
                        pt::node<"both", pt::from<"eye", "hint">, pt::concat>,
                        pt::node<"digit", pt::from<"both">, pt::dense<10>, pt::softmax>,
                        pt::node<"slant", pt::from<"both">, pt::dense<1>>, pt::outputs<"digit", "slant">>;
    const graph net = loaded<graph>("graph_1", {.ignore = {"test.*"}});
    const test_file file("graph_1");
    for (std::size_t s = 0; s < 3; ++s) {
        const auto y = net("image"_node = file.sample<pt::tensor<double, 1, 8, 8>>("image", s),
                           "meta"_node = file.sample<pt::tensor<double, 4>>("meta", s));
        file.check("y.digit", s, y["digit"_node]);
        file.check("y.slant", s, y["slant"_node]);
    }
}

BOOST_AUTO_TEST_CASE(graph_4) {
    using graph = pt::basic_graph<double, pt::input_node<"x", 2, 5, 5>,
                                  pt::node<"a", pt::from<"x">, pt::conv2d<3, pt::kernel<3>>, pt::batch_norm, pt::relu>,
                                  pt::node<"b", pt::from<"x">, pt::conv2d<2, pt::kernel<3>>>,
                                  pt::node<"y", pt::from<"a", "b">, pt::concat, pt::conv2d<4, pt::kernel<1>>,
                                           pt::global_average_pool, pt::dense<2>>,
                                  pt::outputs<"y">>;
    const graph net = loaded<graph>("graph_4", {.ignore = {"test.*"}});
    const test_file file("graph_4");
    for (std::size_t s = 0; s < 3; ++s) {
        const auto y = net("x"_node = file.sample<pt::tensor<double, 2, 5, 5>>("x", s));
        file.check("y.y", s, y["y"_node]);
    }
}

BOOST_AUTO_TEST_CASE(graph_7) {
    using graph =
        pt::basic_graph<double, pt::input_node<"x", 5>,
                        pt::node<"a", pt::from<"x">, pt::residual<pt::dense<5>, pt::relu, pt::dense<5>>, pt::dense<4>>,
                        pt::node<"b", pt::from<"a">, pt::dense<4>, pt::tanh>,
                        pt::node<"y", pt::from<"a", "b">, pt::add, pt::dense<1>>, pt::outputs<"y">>;
    const graph net = loaded<graph>("graph_7", {.ignore = {"test.*"}});
    const test_file file("graph_7");
    for (std::size_t s = 0; s < 3; ++s) {
        const auto y = net("x"_node = file.sample<pt::tensor<double, 5>>("x", s));
        file.check("y.y", s, y["y"_node]);
    }
}

BOOST_AUTO_TEST_SUITE_END()
