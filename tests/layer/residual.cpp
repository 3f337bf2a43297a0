// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
#include <perceptype/layer/residual.hpp>

#include <boost/test/unit_test.hpp>

#include <perceptype/activation/gelu.hpp>
#include <perceptype/activation/tanh.hpp>
#include <perceptype/layer/batch_norm.hpp>
#include <perceptype/layer/dropout.hpp>

#include <laws/layer.hpp>

namespace pt = perceptype;

BOOST_AUTO_TEST_SUITE(layer_residual)

BOOST_AUTO_TEST_CASE(obeys_the_laws_of_a_layer) {
    laws::layer<pt::residual<pt::dense<7>, pt::tanh, pt::dense<5>>, pt::shape<5>, pt::gelu>();
}
BOOST_AUTO_TEST_CASE(obeys_them_with_a_projection) {
    laws::layer<pt::residual<pt::dense<7>, pt::tanh>, pt::shape<5>>();
    laws::layer<pt::residual<pt::conv2d<3, pt::kernel<3>, pt::stride<2>, pt::padding<1>>, pt::gelu>, pt::shape<2, 5, 4>>();
    laws::layer<pt::residual<pt::conv1d<2, pt::kernel<3>, pt::padding<pt::same>>>, pt::shape<3, 7>>();
}
BOOST_AUTO_TEST_CASE(obeys_them_with_layers_that_learn_from_their_batch) {
    laws::layer<pt::residual<pt::dense<3>, pt::batch_norm, pt::tanh, pt::dropout<0.25>, pt::dense<4>, pt::batch_norm>, pt::shape<4>, pt::batch_norm>();
}
BOOST_AUTO_TEST_CASE(obeys_them_inside_another) {
    laws::layer<pt::residual<pt::dense<3>, pt::residual<pt::dense<3>, pt::batch_norm, pt::tanh>, pt::residual<pt::dense<4>>>, pt::shape<4>>();
}

BOOST_AUTO_TEST_SUITE_END()
