// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt

#include <boost/test/unit_test.hpp>

#include <perceptype.hpp>

#include <algorithm>
#include <cstddef>

namespace pt = perceptype;

BOOST_AUTO_TEST_SUITE(cost)

using jet_tagger = pt::network<pt::input<16>, pt::dense<64>, pt::relu, pt::dense<32>, pt::relu, pt::dense<32>, pt::relu,
                               pt::dense<5>, pt::softmax>;

BOOST_AUTO_TEST_CASE(counts_a_dense_net_by_hand) {
    constexpr pt::network_cost cost = pt::cost<jet_tagger>;
    BOOST_TEST(cost.parameters == 4389u);
    BOOST_TEST(cost.parameter_bytes == sizeof(jet_tagger));
    BOOST_TEST(cost.parameter_bytes >= 4389u * sizeof(float));
    constexpr std::size_t products = 16 * 64 + 64 * 32 + 32 * 32 + 32 * 5;
    constexpr std::size_t others = 2 * (64 + 32 + 32 + 5);  // a bias and an activation a unit
    BOOST_TEST(cost.forward.multiply_adds == products);
    BOOST_TEST(cost.forward.flops == 2 * products + others);
    // Forward, the gradient of the weights, and that of the inputs but for the first layer's.
    BOOST_TEST(cost.training.multiply_adds == 3 * products - 16 * 64);
    BOOST_TEST(cost.training.flops == 2 * (3 * products - 16 * 64 + others) + 2 * 4389);
}

// Where a product is cut because its weights are too many for the first cache, its sums wait beside the results.
BOOST_AUTO_TEST_CASE(a_batch_counts_what_products_keep) {
    using wide = pt::network<pt::input<256>, pt::dense<256>, pt::dense<256>>;
    // x, the target, two results and their gradients; the sums of the second layer's gradient of its input.
    constexpr std::size_t rows = pt::kernels::native_lanes<float> != 1 ? 7 : 6;
    BOOST_TEST(pt::cost<wide>.batch_training.workspace_bytes ==
               32 * rows * 256 * sizeof(float) + pt::detail::call_frames + pt::detail::batch_frames);
}

// Samples so large that they go through one by one are read where they are, in a batch, too.
BOOST_AUTO_TEST_CASE(a_batch_of_large_samples_takes_no_more_than_one) {
    using net = pt::network<pt::input<16, 32, 32>, pt::conv2d<16, pt::kernel<3>>, pt::relu>;
    BOOST_TEST(pt::cost<net>.batch_training.workspace_bytes <= pt::cost<net>.training.workspace_bytes + 1024);
}

BOOST_AUTO_TEST_CASE(the_workspace_holds_two_neighbouring_results_and_no_more_than_all) {
    constexpr std::size_t widest_pair = 64 + 32;
    constexpr std::size_t all = 64 + 32 + 32 + 5 + 3 * 16;  // and padding
    BOOST_TEST(pt::cost<jet_tagger>.forward.workspace_bytes >= widest_pair * sizeof(float));
    BOOST_TEST(pt::cost<jet_tagger>.forward.workspace_bytes <= all * sizeof(float));
    BOOST_TEST(pt::cost<jet_tagger>.training.workspace_bytes > pt::cost<jet_tagger>.forward.workspace_bytes);
    BOOST_TEST(pt::cost<jet_tagger>.batch_training.workspace_bytes > pt::cost<jet_tagger>.training.workspace_bytes);
    BOOST_TEST(pt::cost<jet_tagger>.batch_training.multiply_adds == pt::cost<jet_tagger>.training.multiply_adds);
    // An array of 17 numbers is copied into a padded row; without SIMD no row is padded.
    using uneven = pt::network<pt::input<17>, pt::dense<1>>;
    constexpr std::size_t copied = pt::kernels::native_lanes<float> > 1 ? 17 : 0;
    BOOST_TEST(pt::cost<uneven>.forward.workspace_bytes >= copied * sizeof(float));
}

BOOST_AUTO_TEST_CASE(what_only_the_way_back_keeps_is_no_part_of_a_forward_pass) {
    // Matrices beyond the first cache are walked back with sums in memory.
    using large = pt::network<pt::input<784>, pt::dense<128>, pt::relu, pt::dense<64>, pt::relu, pt::dense<16>>;
    BOOST_TEST(pt::cost<large>.forward.workspace_bytes == (128 + 64) * sizeof(float));
    using wide = pt::network<pt::input<16>, pt::dense<9600>, pt::relu, pt::dense<1>>;
    BOOST_TEST(pt::cost<wide>.forward.workspace_bytes == 9600 * sizeof(float));
}

// A bias and an activation for each number, however few parameters give it; and the image that a convolution cuts.
BOOST_AUTO_TEST_CASE(a_convolution_counts_every_pixel_and_what_it_keeps) {
    using net = pt::network<pt::input<2, 8, 8>, pt::conv2d<4, pt::kernel<3>>, pt::relu>;
    constexpr std::size_t features = 4 * 6 * 6, products = features * 2 * 9;
    BOOST_TEST(pt::cost<net>.parameters == 4u * 2 * 9 + 4);
    BOOST_TEST(pt::cost<net>.forward.multiply_adds == products);
    BOOST_TEST(pt::cost<net>.forward.flops == 2 * (products + features));
    BOOST_TEST(pt::cost<net>.forward.workspace_bytes >= (2 * 8 * 8 + features) * sizeof(float));
    BOOST_TEST(pt::cost<net>.training.workspace_bytes >=
               pt::cost<net>.forward.workspace_bytes + features * sizeof(float));
    using bare = pt::network<pt::input<2, 8, 8>, pt::conv2d<4, pt::kernel<3>, pt::no_bias>>;
    BOOST_TEST(pt::cost<bare>.forward.flops == 2 * products);
}

BOOST_AUTO_TEST_CASE(an_option_and_a_view_cost_what_they_cost) {
    using without_bias = pt::network<pt::input<3>, pt::dense<4, pt::no_bias>>;
    BOOST_TEST(pt::cost<without_bias>.parameters == 12u);
    BOOST_TEST(pt::cost<without_bias>.forward.multiply_adds == 12u);
    BOOST_TEST(pt::cost<without_bias>.forward.flops == 24u);
    using flat = pt::network<pt::input<1, 2, 3>, pt::flatten>;
    BOOST_TEST(pt::cost<flat>.parameters == 0u);
    BOOST_TEST(pt::cost<flat>.forward.flops == 0u);
    // A copy of x, that begins and ends on a full register.
    BOOST_TEST(pt::cost<flat>.forward.workspace_bytes <= std::max(8 * sizeof(float), pt::vector_bytes));
}

BOOST_AUTO_TEST_SUITE_END()
