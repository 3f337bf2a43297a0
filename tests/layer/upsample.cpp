// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
#include <perceptype/layer/upsample.hpp>

#include <boost/test/unit_test.hpp>

#include <laws/layer.hpp>

namespace pt = perceptype;

BOOST_AUTO_TEST_SUITE(layer_upsample)

BOOST_AUTO_TEST_CASE(obeys_the_laws_of_a_layer) {
    laws::layer<pt::upsample<2>, pt::shape<2, 3, 5>>();
    laws::layer<pt::upsample<3>, pt::shape<2, 3>>();
}

BOOST_AUTO_TEST_CASE(repeats_rows_and_columns) {
    const auto y = pt::network<pt::input<1, 2, 2>, pt::upsample<2, 3>>{}(pt::tensor<float, 1, 2, 2>{1, 2, 3, 4});
    static_assert(std::is_same_v<decltype(y)::shape_type, pt::shape<1, 4, 6>>);
    for (std::size_t i = 0; i < 4; ++i)
        for (std::size_t j = 0; j < 6; ++j) BOOST_TEST(y(0, i, j) == static_cast<float>(1 + i / 2 * 2 + j / 3));
}

BOOST_AUTO_TEST_SUITE_END()
