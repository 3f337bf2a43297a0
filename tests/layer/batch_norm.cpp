// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
#include <perceptype/layer/batch_norm.hpp>

#include <boost/test/unit_test.hpp>

#include <perceptype/activation/sigmoid.hpp>

#include <laws/layer.hpp>

namespace pt = perceptype;

BOOST_AUTO_TEST_SUITE(layer_batch_norm)

BOOST_AUTO_TEST_CASE(obeys_the_laws_of_a_layer) {
    laws::layer<pt::batch_norm, pt::shape<5>, pt::sigmoid>();
    laws::layer<pt::batch_norm, pt::shape<3, 4, 3>>();
    laws::layer<pt::basic_batch_norm<pt::no_affine, pt::momentum<0.5>, pt::epsilon<0.01>>, pt::shape<9, 7>>();
}

BOOST_AUTO_TEST_SUITE_END()
