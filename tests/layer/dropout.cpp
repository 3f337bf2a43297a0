// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
#include <perceptype/layer/dropout.hpp>

#include <boost/test/unit_test.hpp>

#include <laws/layer.hpp>

namespace pt = perceptype;

BOOST_AUTO_TEST_SUITE(layer_dropout)

BOOST_AUTO_TEST_CASE(obeys_the_laws_of_a_layer) {
    laws::layer<pt::dropout<>, pt::shape<5>>();
    laws::layer<pt::dropout<0.25>, pt::shape<3, 4, 3>>();
}

BOOST_AUTO_TEST_SUITE_END()
