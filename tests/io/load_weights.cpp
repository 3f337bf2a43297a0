// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
#include <perceptype.hpp>
#include <perceptype/io/load_weights.hpp>

#include <boost/test/unit_test.hpp>

#include <io/memory_file.hpp>

#include <error_text.hpp>

#include <algorithm>
#include <array>
#include <cstddef>
#include <limits>
#include <string>
#include <vector>

namespace pt = perceptype;
using namespace pt::literals;

BOOST_AUTO_TEST_SUITE(io_load_weights)

namespace {

using small_net = pt::network<pt::input<3>, pt::dense<2>, pt::relu, pt::dense<1>>;

memory_file good_file() {
    return {{{"0.weight", {2, 3}, {1, 2, 3, 4, 5, 6}, false},
             {"0.bias", {2}, {7, 8}, false},
             {"2.weight", {1, 2}, {9, 10}, false},
             {"2.bias", {1}, {11}, false}}};
}

/// The error's text; the network must not have changed.
template <class Net = small_net>
std::string error_of(const memory_file& file, const pt::weight_options& options = {}) {
    const Net before{3};
    Net net{3};
    const std::string text = error_text([&] { pt::detail::load_weights(net, file, options); });
    BOOST_TEST((net == before));
    return text;
}

template <class Net>
auto loaded(const memory_file& file, const pt::weight_options& options = {}) {
    Net net{3};
    pt::detail::load_weights(net, file, options);
    return net;
}

}  // namespace

BOOST_AUTO_TEST_CASE(fills_a_network_whatever_the_order_of_the_tensors) {
    memory_file file = good_file();
    std::reverse(file.tensors.begin(), file.tensors.end());
    BOOST_TEST((pt::parameters_to_vector(loaded<small_net>(file)) ==
                std::array<float, 11>{1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11}));
}

BOOST_AUTO_TEST_CASE(names_what_is_missing_and_the_most_similar_name) {
    memory_file file = good_file();
    file.tensors[2].name = "2.wieght";
    BOOST_TEST(error_of(file) ==
               "net.file: expected tensor 2.weight (1, 2) for layer 3 (dense), found no such tensor; "
               "the most similar name is 2.wieght");
    file.tensors.erase(file.tensors.begin() + 2);
    BOOST_TEST(error_of(file) == "net.file: expected tensor 2.weight (1, 2) for layer 3 (dense), found no such tensor");
}

BOOST_AUTO_TEST_CASE(names_what_no_layer_takes) {
    memory_file file = good_file();
    file.tensors.push_back({"4.weight", {1}, {0}, false});
    BOOST_TEST(error_of(file) ==
               "net.file: expected no other tensor (unless the option ignore names it), found tensor "
               "4.weight (1), which no layer takes");
    BOOST_TEST((loaded<small_net>(file, {.ignore = {"5.*", "4.w??ght"}}) == loaded<small_net>(good_file())));
    BOOST_TEST(error_of(file, {.ignore = {"4.", "*.bias", "?.weigh"}}) != "no error");
}

BOOST_AUTO_TEST_CASE(names_extents_that_differ) {
    memory_file file = good_file();
    file.tensors[0].extents = {3, 2};
    BOOST_TEST(error_of(file) ==
               "net.file: tensor 0.weight: expected (2, 3) for layer 1 (dense), found (3, 2), Keras's "
               "layout (option layout)");
    file = good_file();
    file.tensors[1].extents = {1, 2};
    BOOST_TEST(error_of(file) == "net.file: tensor 0.bias: expected (2) for layer 1 (dense), found (1, 2)");
    file = good_file();
    file.tensors[3].extents = {};
    BOOST_TEST(error_of(file) == "net.file: tensor 2.bias: expected (1) for layer 3 (dense), found ()");
}

BOOST_AUTO_TEST_CASE(rejects_elements_that_are_not_finite) {
    memory_file file = good_file();
    file.tensors[0].values[4] = std::numeric_limits<float>::quiet_NaN();
    BOOST_TEST(error_of(file) == "net.file: tensor 0.weight: element 4: expected a finite float, found nan");
    file = good_file();
    file.tensors[3].values[0] = -std::numeric_limits<float>::infinity();
    BOOST_TEST(error_of(file) == "net.file: tensor 2.bias: element 0: expected a finite float, found -inf");
}

BOOST_AUTO_TEST_CASE(options_say_how_names_differ) {
    memory_file file = good_file();
    const char* const names[] = {"model.fc1.weight", "model.fc1.bias", "model.fc2.weight", "model.fc2.bias"};
    for (std::size_t i = 0; i < 4; ++i) file.tensors[i].name = names[i];
    BOOST_TEST(
        (loaded<small_net>(file, {.prefix = "model.", .names = {"fc1", "fc2"}}) == loaded<small_net>(good_file())));
    BOOST_TEST(error_of(file, {.prefix = "model.", .names = {"fc1"}}) ==
               "net.file: option names: expected 2 names, one for each layer with tensors, found 1");
    BOOST_TEST(error_of(file, {.prefix = "model.", .names = {"fc1", "fc3"}}) ==
               "net.file: expected tensor model.fc3.weight (1, 2) for layer 3 (dense), found no such tensor; the most "
               "similar name is model.fc2.weight");
}

BOOST_AUTO_TEST_CASE(the_number_of_batches_is_ignored_beside_batch_statistics_only) {
    using net = pt::network<pt::input<2>, pt::batch_norm>;
    memory_file file{{{"0.weight", {2}, {1, 2}, false},
                      {"0.bias", {2}, {3, 4}, false},
                      {"0.running_mean", {2}, {5, 6}, false},
                      {"0.running_var", {2}, {7, 8}, false},
                      {"0.num_batches_tracked", {}, {9}, false}}};
    BOOST_TEST((pt::parameters_to_vector(loaded<net>(file)) == std::array<float, 8>{1, 2, 3, 4, 5, 6, 7, 8}));
    file.tensors.back().name = "1.num_batches_tracked";
    BOOST_TEST(error_of<net>(file).find("found tensor 1.num_batches_tracked") != std::string::npos);
    memory_file dense = good_file();
    dense.tensors.push_back({"0.num_batches_tracked", {}, {9}, false});
    BOOST_TEST(error_of(dense).find("found tensor 0.num_batches_tracked") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(layers_of_nodes_are_named_after_the_node) {
    using graph = pt::graph<pt::input_node<"x", 2>, pt::node<"a", pt::from<"x">, pt::dense<1>>,
                            pt::node<"b", pt::from<"x">, pt::relu, pt::dense<1>>, pt::outputs<"a", "b">>;
    memory_file file{{{"a.0.weight", {1, 2}, {1, 2}, false},
                      {"a.0.bias", {1}, {3}, false},
                      {"b.1.weight", {1, 2}, {4, 5}, false},
                      {"b.1.bias", {1}, {6}, false}}};
    BOOST_TEST((pt::parameters_to_vector(loaded<graph>(file)) == std::array<float, 6>{1, 2, 3, 4, 5, 6}));
    file.tensors[2].extents = {2, 1};
    BOOST_TEST(error_of<graph>(file) ==
               "net.file: tensor b.1.weight: expected (1, 2) for layer 2 of node \"b\" (dense), "
               "found (2, 1), Keras's layout (option layout)");
}

BOOST_AUTO_TEST_CASE(elements_in_column_major_order_are_transposed) {
    memory_file file = good_file();
    file.tensors[0].values = {1, 4, 2, 5, 3, 6};
    file.tensors[0].column_major = true;
    BOOST_TEST((loaded<small_net>(file) == loaded<small_net>(good_file())));
}

BOOST_AUTO_TEST_CASE(keras_dense_kernels_are_transposed) {
    const memory_file file{{{"0/kernel:0", {3, 2}, {1, 4, 2, 5, 3, 6}, false},
                            {"0/bias:0", {2}, {7, 8}, false},
                            {"2.kernel", {2, 1}, {9, 10}, false},
                            {"2.bias", {1}, {11}, false}}};
    BOOST_TEST((loaded<small_net>(file, {.layout = pt::weight_layout::keras}) == loaded<small_net>(good_file())));
    BOOST_TEST(error_of(good_file(), {.layout = pt::weight_layout::keras}) ==
               "net.file: tensor 0.weight: expected (3, 2) for layer 1 (dense), found (2, 3), PyTorch's layout");
}

// Two channels of two pixels: Keras flattens them pixel by pixel.
BOOST_AUTO_TEST_CASE(keras_flattens_images_in_another_order) {
    using net = pt::network<pt::input<2, 1, 2>, pt::flatten, pt::relu, pt::dense<1, pt::no_bias>>;
    const memory_file file{{{"2.kernel", {4, 1}, {1, 2, 3, 4}, false}}};
    BOOST_TEST((pt::parameters_to_vector(loaded<net>(file, {.layout = pt::weight_layout::keras})) ==
                std::array<float, 4>{1, 3, 2, 4}));
}

// A dense layer that makes an image makes it in Keras's order.
BOOST_AUTO_TEST_CASE(keras_reshapes_features_in_another_order) {
    using net = pt::network<pt::input<1>, pt::dense<4>, pt::relu, pt::reshape<2, 1, 2>, pt::flatten>;
    const memory_file file{{{"0.kernel", {1, 4}, {1, 2, 3, 4}, false}, {"0.bias", {4}, {5, 6, 7, 8}, false}}};
    BOOST_TEST((pt::parameters_to_vector(loaded<net>(file, {.layout = pt::weight_layout::keras})) ==
                std::array<float, 8>{1, 3, 2, 4, 5, 7, 6, 8}));
}

BOOST_AUTO_TEST_CASE(keras_features_that_no_permutation_gives_are_an_error) {
    // (2, 1, 2) as features, and these as (4, 1, 1) and (1, 2, 2): in Keras, other elements are neighbours.
    using net = pt::network<pt::input<2, 1, 2>, pt::flatten, pt::reshape<1, 2, 2>, pt::conv2d<1, pt::kernel<1>>,
                            pt::flatten, pt::dense<1, pt::no_bias>>;
    const memory_file file{{{"2.kernel", {1, 1, 1, 1}, {1}, false},
                            {"2.bias", {1}, {1}, false},
                            {"4.kernel", {4, 1}, {1, 2, 3, 4}, false}}};
    BOOST_TEST(error_of<net>(file, {.layout = pt::weight_layout::keras}) ==
               "net.file: tensor 2.kernel: expected features in an order that can be derived from Keras's for layer 3 "
               "(conv2d), found a reshape or join before it that mixes them");
}

// Each group of features would hold other ones.
BOOST_AUTO_TEST_CASE(keras_groups_of_reordered_features_are_an_error) {
    using net = pt::network<pt::input<2, 1, 2>, pt::flatten, pt::group_norm<2>>;
    const memory_file file{{{"1.gamma", {4}, {1, 2, 3, 4}, false}, {"1.beta", {4}, {1, 2, 3, 4}, false}}};
    BOOST_TEST(error_of<net>(file, {.layout = pt::weight_layout::keras})
                   .starts_with("net.file: tensor 1.gamma: expected features in an order"));
    using one_group = pt::network<pt::input<2, 1, 2>, pt::flatten, pt::group_norm<1>>;
    BOOST_TEST((pt::parameters_to_vector(loaded<one_group>(file, {.layout = pt::weight_layout::keras})) ==
                std::array<float, 8>{1, 3, 2, 4, 1, 3, 2, 4}));
}

// One kernel cannot serve features in two orders.
BOOST_AUTO_TEST_CASE(keras_kernels_that_nodes_share_need_features_in_one_order) {
    using different =
        pt::graph<pt::input_node<"x", 2, 1, 2>, pt::input_node<"v", 4>, pt::node<"a", pt::from<"x">, pt::flatten>,
                  pt::node<"p", pt::from<"a">, pt::dense<1, pt::no_bias>>, pt::node<"q", pt::from<"v">, pt::tied<"p">>,
                  pt::outputs<"p", "q">>;
    using equal =
        pt::graph<pt::input_node<"x", 2, 1, 2>, pt::input_node<"v", 2, 1, 2>, pt::node<"a", pt::from<"x">, pt::flatten>,
                  pt::node<"b", pt::from<"v">, pt::flatten>, pt::node<"p", pt::from<"a">, pt::dense<1, pt::no_bias>>,
                  pt::node<"q", pt::from<"b">, pt::tied<"p">>, pt::outputs<"p", "q">>;
    const memory_file file{{{"p.0.kernel", {4, 1}, {1, 2, 3, 4}, false}}};
    BOOST_TEST(error_of<different>(file, {.layout = pt::weight_layout::keras})
                   .starts_with("net.file: tensor p.0.kernel: expected features in an order"));
    BOOST_TEST((pt::parameters_to_vector(loaded<equal>(file, {.layout = pt::weight_layout::keras})) ==
                std::array<float, 4>{1, 3, 2, 4}));
    BOOST_TEST((pt::tensor_names<different>().size() == 1));
}

BOOST_AUTO_TEST_CASE(keras_depthwise_kernels_have_the_multiplier_last) {
    using net = pt::network<pt::input<2, 1, 1>, pt::conv2d<4, pt::kernel<1>, pt::groups<2>, pt::no_bias>>;
    const memory_file file{{{"0.kernel", {1, 1, 2, 2}, {1, 2, 3, 4}, false}}};
    BOOST_TEST((pt::parameters_to_vector(loaded<net>(file, {.layout = pt::weight_layout::keras})) ==
                std::array<float, 4>{1, 2, 3, 4}));
}

BOOST_AUTO_TEST_CASE(keras_concatenates_flattened_images_one_after_another) {
    using graph = pt::graph<pt::input_node<"x", 2, 1, 2>, pt::input_node<"v", 1>,
                            pt::node<"a", pt::from<"x">, pt::flatten>, pt::node<"both", pt::from<"v", "a">, pt::concat>,
                            pt::node<"y", pt::from<"both">, pt::dense<1, pt::no_bias>>, pt::outputs<"y">>;
    const memory_file file{{{"y/0/kernel", {5, 1}, {9, 1, 2, 3, 4}, false}}};
    BOOST_TEST(error_of<graph>(file, {.layout = pt::weight_layout::keras}) != "no error");  // the name is y.0
    BOOST_TEST((pt::parameters_to_vector(loaded<graph>(file, {.names = {"y/0"}, .layout = pt::weight_layout::keras})) ==
                std::array<float, 5>{9, 1, 3, 2, 4}));
}

BOOST_AUTO_TEST_CASE(a_double_network_takes_what_a_float_network_rejects) {
    memory_file file = good_file();
    file.tensors[0].values[0] = (std::numeric_limits<float>::max)();
    BOOST_TEST(loaded<small_net>(file).layer<1>().weights(0, 0) == (std::numeric_limits<float>::max)());
    BOOST_TEST(loaded<small_net::rebind<double>>(file).layer<1>().weights(0, 0) == 3.4028234663852886e38);
}

BOOST_AUTO_TEST_SUITE_END()
