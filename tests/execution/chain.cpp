// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt

#include <boost/test/unit_test.hpp>

#include <perceptype.hpp>

#include <cmath>
#include <cstddef>
#include <type_traits>

namespace pt = perceptype;

BOOST_AUTO_TEST_SUITE(execution_chain)

using chain = pt::chain<float, pt::input<1, 2, 3>, pt::flatten, pt::relu, pt::dense<5>, pt::tanh, pt::sigmoid,
                        pt::dense<2, pt::no_bias>, pt::softmax>;

static_assert(chain::layer_count == 8);
static_assert(std::is_same_v<chain::input_shape, pt::shape<1, 2, 3>> &&
              std::is_same_v<chain::output_shape, pt::shape<2>>);
static_assert(std::is_same_v<chain::layer<3>, pt::dense<5>> && std::is_same_v<chain::output<1>, pt::shape<6>>);
static_assert(chain::parameter_count == 6 * 5 + 5 + 5 * 2);
static_assert(chain::offsets.canonical[3] == 0 && chain::offsets.canonical[4] == 35 &&
              chain::offsets.canonical[8] == 45);

// A view is no stage, an activation goes with the layer before it, and where that cannot take it, it is one of its own.
static_assert(chain::stages.count == 5);
static_assert(chain::stages.first[0] == 2 && !chain::stages.fused[0]);  // relu behind a view of the input
static_assert(chain::stages.first[1] == 3 && chain::stages.fused[1]);   // dense with tanh
static_assert(chain::stages.first[2] == 5 && !chain::stages.fused[2]);  // sigmoid behind an activation
static_assert(chain::stages.first[3] == 6 && !chain::stages.fused[3]);  // dense without an activation
static_assert(chain::stages.first[4] == 7);                             // softmax

static_assert(pt::chain<float, pt::input<4>>::stages.count == 1);

// In use, a convolution goes with the pool behind it; while it learns, and where there are no registers, it does not.
using pooled =
    pt::chain<float, pt::input<1, 28, 28>, pt::conv2d<8, pt::kernel<3>>, pt::relu, pt::max_pool<pt::kernel<2>>,
              pt::conv2d<16, pt::kernel<3>>, pt::average_pool<pt::kernel<2>>, pt::flatten, pt::dense<10>>;
static_assert(pooled::stages.count == 5 && pooled::inference_stages<false>.count == 5);
static_assert(pt::kernels::native_lanes<float> != 16 || pooled::inference_stages<true>.count == 3);
static_assert(pooled::inference_stages<true>.count <= 5 && pooled::inference_stages<true>.first[0] == 1);

BOOST_AUTO_TEST_CASE(every_layers_parameters_begin_on_a_full_register) {
    for (const std::size_t begin : chain::offsets.storage) BOOST_TEST(begin % pt::kernels::native_lanes<float> == 0u);
}

/// What runs as one gives what its parts give, apart from the order of sums.
template <class Activation, class Pool>
void check_pooled() {
    using conv = pt::conv2d<6, pt::kernel<3>>;
    const pt::network<pt::input<2, 13, 19>, conv, Activation, Pool> net{1};
    pt::network<pt::input<2, 13, 19>, conv, Activation> first{pt::zeros{}};
    pt::vector_to_parameters(pt::parameters_to_vector(net), first);
    const pt::network<pt::input<6, 11, 17>, Pool> second;
    pt::tensor<float, 2, 13, 19> x;
    for (std::size_t i = 0; i < x.size(); ++i) x[i] = static_cast<float>(i * 37 % 101) / 50 - 1;
    const auto found = net(x), expected = second(first(x));
    for (std::size_t i = 0; i < found.size(); ++i) BOOST_TEST(std::fabs(found[i] - expected[i]) < 1e-5f);
    // A NaN reaches the windows that meet it, and no others.
    x(1, 0, 18) = std::nanf("");
    const auto with_nan = net(x), expected_with_nan = second(first(x));
    for (std::size_t i = 0; i < found.size(); ++i)
        BOOST_TEST(std::isnan(with_nan[i]) == std::isnan(expected_with_nan[i]));
}
BOOST_AUTO_TEST_CASE(a_pool_behind_a_convolution_changes_no_result) {
    check_pooled<pt::relu, pt::max_pool<pt::kernel<2>>>();
    check_pooled<pt::tanh, pt::average_pool<pt::kernel<2>>>();
    check_pooled<pt::identity, pt::max_pool<pt::kernel<3>, pt::stride<2>>>();
}

BOOST_AUTO_TEST_SUITE_END()
