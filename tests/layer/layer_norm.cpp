// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
#include <perceptype/layer/layer_norm.hpp>

#include <boost/test/unit_test.hpp>

#include <laws/layer.hpp>

namespace pt = perceptype;

BOOST_AUTO_TEST_SUITE(layer_layer_norm)

BOOST_AUTO_TEST_CASE(obeys_the_laws_of_a_layer) {
    laws::layer<pt::layer_norm, pt::shape<5>>();
    laws::layer<pt::layer_norm, pt::shape<3, 4, 3>>();
    laws::layer<pt::basic_layer_norm<pt::no_affine>, pt::shape<19>>();
}

BOOST_AUTO_TEST_SUITE_END()
