// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
// Written by tests/reference/weights.py.
#include <io/weights.hpp>

#include <boost/test/unit_test.hpp>

#include <cstddef>

namespace pt = perceptype;
using namespace pt::literals;

BOOST_AUTO_TEST_SUITE(io_weights_2)

BOOST_AUTO_TEST_CASE(network_1_f32) {
    using net = pt::basic_network<double, pt::input<4>, pt::dense<16>, pt::relu, pt::dense<16>, pt::relu, pt::dense<3>>;
    check_network<net>("network_1_f32", {.ignore = {"test.*"}});
}

BOOST_AUTO_TEST_CASE(network_4_f64) {
    using net = pt::basic_network<double, pt::input<7>, pt::dense<5, pt::no_bias>>;
    check_network<net>("network_4_f64", {.ignore = {"test.*"}});
}

BOOST_AUTO_TEST_CASE(network_7_bf16) {
    using net = pt::basic_network<double, pt::input<5>, pt::dense<6>, pt::elu, pt::dense<6>, pt::selu, pt::dense<6>,
                                  pt::softplus, pt::dense<6>, pt::hard_tanh, pt::dense<2>, pt::log_softmax>;
    check_network<net>("network_7_bf16", {.ignore = {"test.*"}});
}

BOOST_AUTO_TEST_CASE(network_10_f16) {
    using net = pt::basic_network<double, pt::input<6>, pt::batch_norm>;
    check_network<net>("network_10_f16", {.ignore = {"test.*"}});
}

BOOST_AUTO_TEST_CASE(network_13_f32) {
    using net = pt::basic_network<double, pt::input<12>, pt::dense<10>, pt::layer_norm, pt::dense<10>,
                                  pt::group_norm<5>, pt::dense<3>>;
    check_network<net>("network_13_f32", {.ignore = {"test.*"}});
}

BOOST_AUTO_TEST_CASE(network_16_f64) {
    using net =
        pt::basic_network<double, pt::input<5>, pt::residual<pt::dense<7>, pt::tanh, pt::dense<6>>, pt::dense<2>>;
    check_network<net>("network_16_f64", {.ignore = {"test.*"}});
}

BOOST_AUTO_TEST_CASE(network_19_bf16) {
    using net = pt::basic_network<double, pt::input<3, 12>, pt::conv1d<4, pt::kernel<3>, pt::stride<2>, pt::padding<1>>,
                                  pt::batch_norm, pt::global_average_pool>;
    check_network<net>("network_19_bf16", {.prefix = "model.", .ignore = {"test.*"}});
}

BOOST_AUTO_TEST_CASE(network_22_f16) {
    using net = pt::basic_network<double, pt::input<1, 8, 8>, pt::conv2d<4, pt::kernel<3>>, pt::relu,
                                  pt::max_pool<pt::kernel<2>>, pt::flatten, pt::dense<10>>;
    check_network<net>("network_22_f16", {.ignore = {"test.*"}});
}

BOOST_AUTO_TEST_CASE(network_25_f32) {
    using net = pt::basic_network<double, pt::input<4, 6, 6>, pt::conv2d<8, pt::kernel<3>, pt::groups<4>>,
                                  pt::conv2d<3, pt::kernel<1>>, pt::relu, pt::global_average_pool, pt::dense<4>>;
    check_network<net>("network_25_f32", {.ignore = {"test.*"}});
}

BOOST_AUTO_TEST_CASE(network_28_f64) {
    using net = pt::basic_network<double, pt::input<4, 4, 4>, pt::conv_transpose2d<6, pt::kernel<2>, pt::groups<2>>,
                                  pt::batch_norm>;
    check_network<net>("network_28_f64", {.ignore = {"test.*"}});
}

BOOST_AUTO_TEST_CASE(network_31_bf16) {
    using net = pt::basic_network<double, pt::input<8, 4, 4>, pt::squeeze_excite<2>, pt::flatten, pt::dense<3>>;
    check_network<net>("network_31_bf16", {.ignore = {"test.*"}});
}

BOOST_AUTO_TEST_CASE(network_34_f16) {
    using net =
        pt::basic_network<double, pt::input<4, 4, 4>, pt::group_norm<2>, pt::upsample<2>, pt::conv2d<2, pt::kernel<3>>>;
    check_network<net>("network_34_f16", {.ignore = {"test.*"}});
}

BOOST_AUTO_TEST_CASE(network_37_f32) {
    using net = pt::basic_network<double, pt::input<2, 5, 5>, pt::conv2d<4, pt::kernel<3>, pt::dilation<2>>,
                                  pt::sigmoid, pt::flatten>;
    check_network<net>("network_37_f32", {.ignore = {"test.*"}});
}

BOOST_AUTO_TEST_CASE(network_40_f64) {
    using net =
        pt::basic_network<double, pt::input<3>, pt::dense<4>, pt::tanh, pt::dense<4>, pt::tanh, pt::dense<4>, pt::tanh,
                          pt::dense<4>, pt::tanh, pt::dense<4>, pt::tanh, pt::dense<4>, pt::tanh, pt::dense<2>>;
    check_network<net>("network_40_f64", {.ignore = {"test.*"}});
}

BOOST_AUTO_TEST_CASE(keras_2) {
    using net = pt::basic_network<double, pt::input<1, 8, 8>, pt::conv2d<4, pt::kernel<3>>, pt::relu,
                                  pt::max_pool<pt::kernel<2>>, pt::flatten, pt::dense<10>>;
    check_network<net>("keras_2", {.ignore = {"test.*"}, .layout = pt::weight_layout::keras});
}

BOOST_AUTO_TEST_CASE(keras_5) {
    using net = pt::basic_network<double, pt::input<4, 6, 6>, pt::conv2d<6, pt::kernel<2>, pt::groups<2>>, pt::relu,
                                  pt::flatten, pt::batch_norm, pt::tanh, pt::dense<2>>;
    check_network<net>("keras_5", {.ignore = {"test.*"}, .layout = pt::weight_layout::keras});
}

BOOST_AUTO_TEST_CASE(keras_8) {
    using net = pt::basic_network<double, pt::input<4, 9>, pt::conv1d<4, pt::kernel<3>, pt::groups<4>>, pt::relu,
                                  pt::flatten, pt::dropout<0.5>, pt::dense<4>>;
    check_network<net>("keras_8", {.ignore = {"test.*"}, .layout = pt::weight_layout::keras});
}

BOOST_AUTO_TEST_CASE(keras_11) {
    using net = pt::basic_network<double, pt::input<2, 3, 4>, pt::flatten, pt::dense<6>, pt::relu, pt::dense<2>>;
    check_network<net>("keras_11", {.ignore = {"test.*"}, .layout = pt::weight_layout::keras});
}

BOOST_AUTO_TEST_CASE(graph_2) {
    using graph =
        pt::basic_graph<double, pt::input_node<"x", 6>, pt::node<"left", pt::from<"x">, pt::dense<5>, pt::tanh>,
                        pt::node<"right", pt::from<"x">, pt::dense<5>>,
                        pt::node<"y", pt::from<"left", "right">, pt::add, pt::relu, pt::dense<3>>, pt::outputs<"y">>;
    const graph net = loaded<graph>("graph_2", {.ignore = {"test.*"}});
    const test_file file("graph_2");
    for (std::size_t s = 0; s < 3; ++s) {
        const auto y = net("x"_node = file.sample<pt::tensor<double, 6>>("x", s));
        file.check("y.y", s, y["y"_node]);
    }
}

BOOST_AUTO_TEST_CASE(graph_5) {
    using graph =
        pt::basic_graph<double, pt::input_node<"x", 3, 6>,
                        pt::node<"a", pt::from<"x">, pt::conv1d<4, pt::kernel<3>>, pt::relu>,
                        pt::node<"y", pt::from<"a">, pt::flatten, pt::layer_norm, pt::dense<2>>, pt::outputs<"y", "a">>;
    const graph net = loaded<graph>("graph_5", {.ignore = {"test.*"}});
    const test_file file("graph_5");
    for (std::size_t s = 0; s < 3; ++s) {
        const auto y = net("x"_node = file.sample<pt::tensor<double, 3, 6>>("x", s));
        file.check("y.y", s, y["y"_node]);
        file.check("y.a", s, y["a"_node]);
    }
}

BOOST_AUTO_TEST_SUITE_END()
