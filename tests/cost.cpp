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
    constexpr std::size_t others = 2 * (64 + 32 + 32 + 5);  // a bias and an activation for each unit
    BOOST_TEST(cost.forward.multiply_adds == products);
    BOOST_TEST(cost.forward.flops == 2 * products + others);
    // The forward pass, the gradient of the weights, and that of the inputs except in the first layer.
    BOOST_TEST(cost.training.multiply_adds == 3 * products - 16 * 64);
    BOOST_TEST(cost.training.flops == 2 * (3 * products - 16 * 64 + others) + 2 * 4389);
}

// A product whose weights exceed the L1 cache is split, and its partial sums are stored in addition to the results.
BOOST_AUTO_TEST_CASE(a_batch_counts_partial_sums_of_products) {
    using wide = pt::network<pt::input<256>, pt::dense<256>, pt::dense<256>>;
    // x, the target, two results and their gradients; the sums of the second layer's gradient of its input.
    constexpr std::size_t rows = pt::kernels::native_lanes<float> != 1 ? 7 : 6;
    BOOST_TEST(pt::cost<wide>.batch_training.workspace_bytes ==
               32 * rows * 256 * sizeof(float) + pt::detail::call_frames + pt::detail::batch_frames);
}

// Samples that are too large to be processed several at a time are read in place, in a batch as well.
BOOST_AUTO_TEST_CASE(a_batch_of_large_samples_takes_no_more_than_one) {
    using net = pt::network<pt::input<16, 32, 32>, pt::conv2d<16, pt::kernel<3>>, pt::relu>;
    BOOST_TEST(pt::cost<net>.batch_training.workspace_bytes <= pt::cost<net>.training.workspace_bytes + 1024);
}

BOOST_AUTO_TEST_CASE(the_workspace_holds_two_consecutive_results_and_no_more_than_all) {
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

BOOST_AUTO_TEST_CASE(scratch_of_the_backward_pass_is_not_counted_in_a_forward_pass) {
    // The backward pass of matrices beyond the L1 cache stores its sums in memory.
    using large = pt::network<pt::input<784>, pt::dense<128>, pt::relu, pt::dense<64>, pt::relu, pt::dense<16>>;
    BOOST_TEST(pt::cost<large>.forward.workspace_bytes == (128 + 64) * sizeof(float));
    using wide = pt::network<pt::input<16>, pt::dense<9600>, pt::relu, pt::dense<1>>;
    BOOST_TEST(pt::cost<wide>.forward.workspace_bytes == 9600 * sizeof(float));
}

// A bias and an activation for each output element, however few the parameters; and the scratch image of a convolution.
BOOST_AUTO_TEST_CASE(a_convolution_counts_every_pixel_and_its_scratch_memory) {
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

BOOST_AUTO_TEST_CASE(options_and_views_have_their_cost) {
    using without_bias = pt::network<pt::input<3>, pt::dense<4, pt::no_bias>>;
    BOOST_TEST(pt::cost<without_bias>.parameters == 12u);
    BOOST_TEST(pt::cost<without_bias>.forward.multiply_adds == 12u);
    BOOST_TEST(pt::cost<without_bias>.forward.flops == 24u);
    using flat = pt::network<pt::input<1, 2, 3>, pt::flatten>;
    BOOST_TEST(pt::cost<flat>.parameters == 0u);
    BOOST_TEST(pt::cost<flat>.forward.flops == 0u);
    // A copy of x, padded to whole registers.
    BOOST_TEST(pt::cost<flat>.forward.workspace_bytes <= std::max(8 * sizeof(float), pt::vector_bytes));
}

BOOST_AUTO_TEST_SUITE_END()
