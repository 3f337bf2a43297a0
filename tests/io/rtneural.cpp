// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
#include <perceptype.hpp>
#include <perceptype/io/rtneural.hpp>

#include <boost/test/unit_test.hpp>

#include <io/data_path.hpp>

#include <error_text.hpp>

#include <algorithm>
#include <array>
#include <cstddef>
#include <fstream>
#include <string>
#include <vector>

namespace pt = perceptype;

BOOST_AUTO_TEST_SUITE(io_rtneural)

namespace {

std::vector<float> numbers_in(const std::string& name) {
    std::ifstream stream(data_path(name));
    std::vector<float> numbers;
    for (float number = 0; stream >> number;) numbers.push_back(number);
    return numbers;
}

using small_net = pt::network<pt::input<2>, pt::dense<1>, pt::tanh, pt::dropout<0.5>, pt::batch_norm>;
const std::string small_file =
    R"({"in_shape": [null, 2], "layers": [
        {"type": "dense", "activation": "tanh", "shape": [null, 1], "weights": [[[1], [2]], [3]]},
        {"type": "batchnorm", "epsilon": 1e-5, "shape": [null, 1], "weights": [[4], [5], [6], [7]]}]})";

/// The file with a part of its text replaced.
std::string with(const std::string& part, const std::string& replacement) {
    std::string text = small_file;
    return text.replace(text.find(part), part.size(), replacement);
}
/// The error's text; the network must not have changed.
std::string error_of(const std::string& text) {
    small_net net{3};
    const std::string error = error_text([&] { pt::read_rtneural(net, text); });
    BOOST_TEST((net == small_net{3}));
    return error;
}

}  // namespace

// Written by RTNeural's authors; see tests/reference/data/models.
BOOST_AUTO_TEST_CASE(reads_a_network_of_dense_layers) {
    using net_type = pt::network<pt::input<1>, pt::dense<8>, pt::tanh, pt::dense<8>, pt::relu, pt::dense<8>, pt::elu,
                                 pt::dense<8>, pt::softmax, pt::dense<1>, pt::dense<8, pt::no_bias>,
                                 pt::dense<8, pt::no_bias>, pt::dense<1, pt::no_bias>>;
    net_type net;
    pt::load_rtneural(net, data_path("models/rtneural_dense.json"));
    const std::vector<float> x = numbers_in("models/rtneural_dense_x.csv"),
                             y = numbers_in("models/rtneural_dense_y.csv");
    BOOST_REQUIRE(x.size() == y.size() && x.size() == 100);
    for (std::size_t i = 0; i < x.size(); ++i) BOOST_TEST(net({x[i]})[0] == y[i], boost::test_tools::tolerance(2e-5f));
}

BOOST_AUTO_TEST_CASE(reads_a_state_dict_in_json) {
    const std::string text = R"({"fc.weight": [[1, 2], [3, 4]], "fc.bias": [5, 6.5]})";
    using net_type = pt::network<pt::input<2>, pt::dense<2>>;
    const auto net = pt::from_rtneural<net_type>(text, {.names = {"fc"}});
    BOOST_TEST((pt::parameters_to_vector(net) == std::array{1.0f, 2.0f, 3.0f, 4.0f, 5.0f, 6.5f}));
    const std::string alone = R"({"weight": [[1, 2], [3, 4]], "bias": [5, 6.5]})";
    BOOST_TEST((pt::from_rtneural<net_type>(alone, {.names = {""}}) == net));
    net_type other;
    BOOST_TEST(error_text([&] { pt::read_rtneural(other, text); }) ==
               "read_rtneural: expected tensor 0.weight (2, 2) for layer 1 (dense), found no such tensor; the most "
               "similar name is fc.weight");
    BOOST_TEST(error_text([&] { pt::read_rtneural(other, R"({"0.weight": [[1, 2], [3]], "0.bias": [5, 6]})"); }) ==
               "read_rtneural: byte 21: expected elements: 2, found 1");
    BOOST_TEST(error_text([&] { pt::read_rtneural(other, R"({"0.bias": [1, 2], "0.bias": [1, 2]})"); }) ==
               "read_rtneural: expected names that differ, found \"0.bias\" twice");
    BOOST_TEST(error_text([&] { pt::read_rtneural(other, R"({"0.weight": [[1, 2], 3], "0.bias": [5, 6]})"); }) !=
               "no error");
}

BOOST_AUTO_TEST_CASE(compares_the_layers_one_by_one) {
    const auto net = pt::from_rtneural<small_net>(small_file);
    BOOST_TEST((pt::parameters_to_vector(net) == std::array{1.0f, 2.0f, 3.0f, 4.0f, 5.0f, 6.0f, 7.0f}));
    BOOST_TEST(error_of(with("\"tanh\"", "\"relu\"")) == "read_rtneural: byte 44: expected \"tanh\", found \"relu\"");
    BOOST_TEST(error_of(with("\"tanh\"", "\"\"")) ==
               "read_rtneural: byte 130: expected \"tanh\", found \"batch_norm\"");
    BOOST_TEST(error_of(with("1e-5", "1e-3")) == "read_rtneural: byte 134: expected epsilon 1e-05, found 0.001");
    BOOST_TEST(error_of(with("[null, 2]", "[null, 3]")) == "read_rtneural: byte 12: expected inputs: 2, found 3");
    BOOST_TEST(
        error_of(with("\"dense\"", "\"lstm\"")) ==
        "read_rtneural: byte 44: expected a layer of type dense, activation, prelu or batchnorm, found \"lstm\"");
    BOOST_TEST(error_of(with("[[1], [2]]", "[[1, 2]]")) ==
               "read_rtneural: tensor 0.kernel: expected (2, 1) for layer 1 (dense), found (1, 2), PyTorch's layout");
    BOOST_TEST(error_of(with(", [3]", "")) ==
               "read_rtneural: expected tensor 0.bias (1) for layer 1 (dense), found no such tensor");
    BOOST_TEST(error_of(with("\"layers\"", "\"in_skip\": 1, \"layers\"")) ==
               "read_rtneural: byte 34: expected no skip and no gain, which the network does not have, found one");
    BOOST_TEST(error_of(R"({"in_shape": [2], "layers": []})") ==
               "read_rtneural: byte 30: expected \"dense\", found the end of the layers");
}

BOOST_AUTO_TEST_CASE(a_file_that_is_cut_anywhere_is_an_error) {
    for (std::size_t size = 0; size < small_file.size(); ++size)
        BOOST_TEST(error_of(small_file.substr(0, size)).starts_with("read_rtneural: "), "cut at " << size);
}

BOOST_AUTO_TEST_CASE(models_with_memory_are_errors) {
    using net_type = pt::network<pt::input<1>, pt::dense<1>>;
    for (const char* const name :
         {"models/rtneural_bad_lstm.json", "models/rtneural_gru.json", "models/guitarml_lstm8.json"}) {
        net_type net{3};
        BOOST_TEST(error_text([&] { pt::load_rtneural(net, data_path(name)); }) != "no error", name);
        BOOST_TEST((net == net_type{3}));
    }
}

BOOST_AUTO_TEST_SUITE_END()
