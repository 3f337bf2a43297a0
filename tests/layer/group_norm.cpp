// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
#include <perceptype/layer/group_norm.hpp>

#include <boost/test/unit_test.hpp>

#include <laws/layer.hpp>

namespace pt = perceptype;

BOOST_AUTO_TEST_SUITE(layer_group_norm)

BOOST_AUTO_TEST_CASE(obeys_the_laws_of_a_layer) {
    laws::layer<pt::group_norm<2>, pt::shape<6>>();
    laws::layer<pt::group_norm<2>, pt::shape<4, 3, 3>>();
    laws::layer<pt::group_norm<1, pt::epsilon<0.1>>, pt::shape<3, 17>>();
}

BOOST_AUTO_TEST_SUITE_END()
