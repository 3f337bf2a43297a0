// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
#include <perceptype/layer/residual.hpp>

#include <boost/test/unit_test.hpp>

#include <perceptype/activation/gelu.hpp>
#include <perceptype/activation/relu.hpp>
#include <perceptype/activation/tanh.hpp>
#include <perceptype/initializer/he_normal.hpp>
#include <perceptype/layer/batch_norm.hpp>
#include <perceptype/layer/dropout.hpp>

#include <laws/layer.hpp>

#include <array>
#include <cstddef>
#include <type_traits>

namespace pt = perceptype;

BOOST_AUTO_TEST_SUITE(layer_residual)

BOOST_AUTO_TEST_CASE(obeys_the_laws_of_a_layer) {
    laws::layer<pt::residual<pt::dense<7>, pt::tanh, pt::dense<5>>, pt::shape<5>, pt::gelu>();
}
BOOST_AUTO_TEST_CASE(obeys_them_with_a_projection) {
    laws::layer<pt::residual<pt::dense<7>, pt::tanh>, pt::shape<5>>();
    laws::layer<pt::residual<pt::conv2d<3, pt::kernel<3>, pt::stride<2>, pt::padding<1>>, pt::gelu>,
                pt::shape<2, 5, 4>>();
    laws::layer<pt::residual<pt::conv1d<2, pt::kernel<3>, pt::padding<pt::same>>>, pt::shape<3, 7>>();
}
BOOST_AUTO_TEST_CASE(obeys_them_with_layers_that_learn_from_their_batch) {
    laws::layer<pt::residual<pt::dense<3>, pt::batch_norm, pt::tanh, pt::dropout<0.25>, pt::dense<4>, pt::batch_norm>,
                pt::shape<4>, pt::batch_norm>();
}
BOOST_AUTO_TEST_CASE(obeys_them_inside_another) {
    laws::layer<
        pt::residual<pt::dense<3>, pt::residual<pt::dense<3>, pt::batch_norm, pt::tanh>, pt::residual<pt::dense<4>>>,
        pt::shape<4>>();
}

BOOST_AUTO_TEST_CASE(parameters_have_names_and_an_order) {
    using net_type = pt::network<pt::input<2>, pt::residual<pt::dense<3>, pt::tanh, pt::dense<4, pt::no_bias>>>;
    static_assert(net_type::parameter_count == 9 + 12 + 8);
    net_type net;
    std::array<float, net_type::parameter_count> numbers{};
    for (std::size_t i = 0; i < numbers.size(); ++i) numbers[i] = static_cast<float>(i);
    pt::vector_to_parameters(numbers, net);
    const auto block = net.layer<1>();
    BOOST_TEST(block.layer<1>().weights(1, 0) == 2);
    BOOST_TEST(block.layer<1>().bias(0) == 6);
    BOOST_TEST(block.layer<3>().weights(3, 2) == 20);
    BOOST_TEST(block.projection().weights(0, 1) == 22);
}

BOOST_AUTO_TEST_CASE(projections_take_the_stride_that_it_needs) {
    using pt::conv2d, pt::kernel, pt::stride;
    using halved = pt::residual<conv2d<4, kernel<3>, stride<2>, pt::padding<1>>>;
    static_assert(
        std::is_same_v<halved::projection<pt::shape<3, 7, 6>>, conv2d<4, kernel<1>, stride<2, 2>, pt::no_bias>>);
    static_assert(std::is_same_v<halved::output<pt::shape<3, 7, 6>>, pt::shape<4, 4, 3>>);
    static_assert(std::is_same_v<pt::residual<pt::dense<4>>::projection<pt::shape<4>>, pt::identity>);
    static_assert(std::is_same_v<pt::residual<pt::dense<4>>::projection<pt::shape<3>>, pt::dense<4, pt::no_bias>>);
}

BOOST_AUTO_TEST_CASE(the_layers_inside_start_as_suits_the_activation_behind_each) {
    using net_type = pt::network<pt::input<4>, pt::residual<pt::dense<4>, pt::relu, pt::dense<4>>, pt::tanh>;
    using same = pt::network<pt::input<4>, pt::dense<4>, pt::relu, pt::dense<4>, pt::tanh>;
    BOOST_TEST(pt::parameters_to_vector(net_type{5}) == pt::parameters_to_vector(same{5}),
               boost::test_tools::per_element());
    BOOST_TEST(
        pt::parameters_to_vector(net_type{pt::he_normal{}, 5}) == pt::parameters_to_vector(same{pt::he_normal{}, 5}),
        boost::test_tools::per_element());
}

BOOST_AUTO_TEST_SUITE_END()
