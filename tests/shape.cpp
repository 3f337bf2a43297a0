// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt

#include <boost/test/unit_test.hpp>

#include <perceptype/shape.hpp>

namespace pt = perceptype;

BOOST_AUTO_TEST_SUITE(shape)

static_assert(pt::shape<3, 4, 5>::rank == 3 && pt::shape<3, 4, 5>::size == 60);
static_assert(pt::shape<>::rank == 0 && pt::shape<>::size == 1 && pt::shape<>::positive);
static_assert(pt::shape<1>::positive && !pt::shape<2, 0>::positive);
static_assert(pt::shape<2, 3>{} == pt::shape<2, 3>{} && pt::shape<2, 3>{} != pt::shape<3, 2>{} &&
              pt::shape<6>{} != pt::shape<2, 3>{});
static_assert(pt::is_shape<pt::shape<1>> && !pt::is_shape<int>);

BOOST_AUTO_TEST_CASE(compares_extents) {
    BOOST_TEST((pt::shape<2, 3>{} == pt::shape<2, 3>{}));
    BOOST_TEST(!(pt::shape<2, 3>{} == pt::shape<3, 2>{}));
}

BOOST_AUTO_TEST_SUITE_END()
