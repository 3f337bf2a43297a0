// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt

#include <boost/test/unit_test.hpp>

#include <perceptype.hpp>

#include <type_traits>

namespace pt = perceptype;

BOOST_AUTO_TEST_SUITE(topology_chain)

using chain = pt::chain<float, pt::input<1, 2, 3>, pt::flatten, pt::relu, pt::dense<5>, pt::tanh, pt::sigmoid,
                        pt::dense<2, pt::no_bias>, pt::softmax>;

static_assert(chain::layer_count == 8);
static_assert(std::is_same_v<chain::input_shape, pt::shape<1, 2, 3>> &&
              std::is_same_v<chain::output_shape, pt::shape<2>>);
static_assert(std::is_same_v<chain::layer<3>, pt::dense<5>> && std::is_same_v<chain::output<1>, pt::shape<6>>);
static_assert(chain::parameter_count == 6 * 5 + 5 + 5 * 2);
static_assert(chain::place.canonical[3] == 0 && chain::place.canonical[4] == 35 && chain::place.canonical[8] == 45);

// A view is no stage, an activation goes with the layer before it, and where that cannot take it, it is one of its own.
static_assert(chain::stages.count == 5);
static_assert(chain::stages.first[0] == 2 && !chain::stages.fused[0]);  // relu behind a view of the input
static_assert(chain::stages.first[1] == 3 && chain::stages.fused[1]);   // dense with tanh
static_assert(chain::stages.first[2] == 5 && !chain::stages.fused[2]);  // sigmoid behind an activation
static_assert(chain::stages.first[3] == 6 && !chain::stages.fused[3]);  // dense without an activation
static_assert(chain::stages.first[4] == 7);                             // softmax

static_assert(pt::chain<float, pt::input<4>>::stages.count == 1);

BOOST_AUTO_TEST_CASE(every_layers_parameters_begin_on_a_full_register) {
    for (const std::size_t begin : chain::place.storage) BOOST_TEST(begin % pt::kernels::native_lanes<float> == 0u);
}

BOOST_AUTO_TEST_SUITE_END()
