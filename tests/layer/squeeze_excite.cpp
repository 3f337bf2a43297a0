// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
#include <perceptype/layer/squeeze_excite.hpp>

#include <boost/test/unit_test.hpp>

#include <perceptype/activation/tanh.hpp>

#include <laws/layer.hpp>

namespace pt = perceptype;

BOOST_AUTO_TEST_SUITE(layer_squeeze_excite)

BOOST_AUTO_TEST_CASE(obeys_the_laws_of_a_layer) {
    laws::layer<pt::squeeze_excite<2>, pt::shape<4, 3, 3>, pt::tanh>();
    laws::layer<pt::squeeze_excite<>, pt::shape<3, 5>>();
}

BOOST_AUTO_TEST_SUITE_END()
