// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
#include <perceptype.hpp>
#include <perceptype/io/safetensors.hpp>

#include <boost/test/unit_test.hpp>

#include <io/data_path.hpp>

#include <error_text.hpp>

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdio>
#include <fstream>
#include <span>
#include <string>
#include <vector>

namespace pt = perceptype;
using namespace pt::literals;

BOOST_AUTO_TEST_SUITE(io_safetensors)

namespace {

template <class Net>
void check_round_trip() {
    const Net net{5};
    const std::vector<std::byte> bytes = pt::write_safetensors(net);
    Net other{6};
    pt::read_safetensors(other, bytes);
    BOOST_TEST((other == net));
    BOOST_TEST((pt::write_safetensors(other) == bytes));
    const auto options = pt::weight_options{.prefix = "k.", .layout = pt::weight_layout::keras};
    BOOST_TEST((pt::from_safetensors<Net>(pt::write_safetensors(net, options), options) == net));
}

// The header is 0x80 bytes long.
constexpr unsigned char gate_file[] =
    "\x80\0\0\0\0\0\0\0"
    "{\"0.weight\":{\"dtype\":\"F32\",\"shape\":[1,2],\"data_offsets\":[0,8]},"
    "\"0.bias\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[8,12]}}      "
    "\0\0\x80\x3f\0\0\0\xc0\0\0\0\x3f";
constexpr auto gate_bytes = [] {
    std::array<unsigned char, sizeof(gate_file) - 1> bytes{};
    for (std::size_t i = 0; i < bytes.size(); ++i) bytes[i] = gate_file[i];
    return bytes;
}();
using gate = pt::network<pt::input<2>, pt::dense<1>, pt::sigmoid>;
constexpr auto compiled = pt::from_safetensors<gate>(gate_bytes);
static_assert(pt::parameters_to_vector(compiled) == std::array{1.0f, -2.0f, 0.5f});

}  // namespace

// Written by PyTorch; see tests/reference/data/models.
BOOST_AUTO_TEST_CASE(reads_a_network_that_others_trained) {
    using net_type = pt::network<pt::input<3, 8, 8>, pt::conv2d<4, pt::kernel<3>, pt::padding<1>>, pt::batch_norm,
                                 pt::relu, pt::flatten, pt::dense<16>>;
    net_type net;
    pt::load_safetensors(net, data_path("models/multi_layer.safetensors"), {.names = {"conv1", "norm1", "fc1"}});
    pt::tensor<float, 3, 8, 8> ones;
    std::fill(ones.begin(), ones.end(), 1.0f);
    const std::array<float, 16> expected{
        0.04971555f,  -0.16849735f, 0.05182848f,  -0.18032673f, 0.23138367f,  0.05041867f,  0.13005908f,  -0.32202929f,
        -0.07915690f, -0.03232457f, -0.19790289f, -0.17476529f, -0.19627589f, -0.21757686f, -0.31376451f, 0.08377837f};
    const auto y = net(ones);
    for (std::size_t i = 0; i < 16; ++i) BOOST_TEST(y[i] == expected[i], boost::test_tools::tolerance(1e-5f));
}

BOOST_AUTO_TEST_CASE(every_layer_comes_back_as_it_went) {
    check_round_trip<gate>();
    check_round_trip<pt::basic_network<double, pt::input<7>, pt::dense<9, pt::no_bias>, pt::prelu, pt::dense<17>>>();
    check_round_trip<
        pt::network<pt::input<2, 9>, pt::conv1d<5, pt::kernel<3>>, pt::group_norm<5>, pt::global_average_pool>>();
    check_round_trip<pt::network<pt::input<4, 6, 6>, pt::conv2d<8, pt::kernel<3>, pt::groups<4>>, pt::batch_norm,
                                 pt::relu, pt::conv_transpose2d<6, pt::kernel<2>, pt::stride<2>, pt::groups<2>>,
                                 pt::layer_norm, pt::max_pool<pt::kernel<2>>, pt::flatten, pt::dense<3>>>();
    check_round_trip<pt::network<
        pt::input<3, 4, 4>, pt::residual<pt::conv2d<5, pt::kernel<3>, pt::padding<1>>, pt::batch_norm>,
        pt::squeeze_excite<2>, pt::flatten, pt::dropout<0.5>, pt::dense<12>, pt::reshape<3, 2, 2>, pt::upsample<2>>>();
    check_round_trip<
        pt::graph<pt::input_node<"image", 2, 4, 4>, pt::input_node<"meta", 3>,
                  pt::node<"eye", pt::from<"image">, pt::conv2d<3, pt::kernel<3>>, pt::relu, pt::flatten>,
                  pt::node<"both", pt::from<"eye", "meta">, pt::concat, pt::dense<5>>,
                  pt::node<"y", pt::from<"both">, pt::network<pt::input<5>, pt::dense<4>, pt::tanh, pt::dense<2>>>,
                  pt::outputs<"y", "both">>>();
    check_round_trip<pt::network<pt::input<3>, pt::relu>>();  // nothing to save
}

BOOST_AUTO_TEST_CASE(files_come_back_and_faulty_ones_change_nothing) {
    const gate net{5};
    pt::save_safetensors(net, "safetensors_test.safetensors");
    gate other{6};
    pt::load_safetensors(other, "safetensors_test.safetensors");
    BOOST_TEST((other == net));
    std::ofstream("safetensors_test.safetensors", std::ios::app) << 'x';
    gate third{7};
    BOOST_TEST(error_text([&] { pt::load_safetensors(third, "safetensors_test.safetensors"); }) ==
               "safetensors_test.safetensors: byte 8: expected tensors for all 13 bytes of data, found tensors for 12");
    BOOST_TEST((third == gate{7}));
    std::remove("safetensors_test.safetensors");
    BOOST_TEST(error_text([&] { pt::load_safetensors(third, "safetensors_test.safetensors"); }) ==
               "safetensors_test.safetensors: expected a readable file, found no such file");
    BOOST_TEST(error_text([&] { pt::save_safetensors(third, "no/such/directory.safetensors"); }) ==
               "no/such/directory.safetensors: expected a file that can be written, found no such directory");
}

BOOST_AUTO_TEST_CASE(bytes_of_any_kind_are_read) {
    gate net;
    pt::read_safetensors(net, gate_bytes);
    BOOST_TEST((net == compiled));
    const std::string text(gate_bytes.begin(), gate_bytes.end());
    gate from_text;
    pt::read_safetensors(from_text, text);
    BOOST_TEST((from_text == compiled));
    gate from_span;
    pt::read_safetensors(from_span, std::as_bytes(std::span(gate_bytes)));
    BOOST_TEST((from_span == compiled));
}

// Wherever a file ends too early, that is an error, and the network stays as it is.
BOOST_AUTO_TEST_CASE(a_file_that_is_cut_anywhere_is_an_error) {
    for (std::size_t size = 0; size < gate_bytes.size(); ++size) {
        gate net{7};
        const std::string text = error_text([&] { pt::read_safetensors(net, std::span(gate_bytes).first(size)); });
        BOOST_TEST(text.starts_with("read_safetensors: "), "cut at " << size << ": " << text);
        BOOST_TEST((net == gate{7}));
    }
}

BOOST_AUTO_TEST_CASE(one_wrong_byte_is_an_error_or_another_number) {
    for (std::size_t i = 0; i < gate_bytes.size(); ++i)
        for (int bit = 0; bit < 8; ++bit) {
            auto bytes = gate_bytes;
            bytes[i] = static_cast<unsigned char>(bytes[i] ^ 1 << bit);
            gate net{7};
            const std::string text = error_text([&] { pt::read_safetensors(net, bytes); });
            if (i < 130)
                BOOST_TEST(text != "no error", "byte " << i << " bit " << bit);  // the header without its spaces
            if (text != "no error") BOOST_TEST((net == gate{7}));
        }
}

BOOST_AUTO_TEST_SUITE_END()
