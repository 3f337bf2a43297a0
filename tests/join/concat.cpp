// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
#include <perceptype/join/concat.hpp>

#include <boost/test/unit_test.hpp>

#include "join/joined.hpp"

#include <cstddef>
#include <type_traits>

BOOST_AUTO_TEST_SUITE(join_concat)

BOOST_AUTO_TEST_CASE(puts_one_behind_the_other) {
    using namespace joined;
    const pt::tensor<double, 10> y = value<pt::concat>();
    const auto dx = slopes<pt::concat>();
    for (std::size_t i = 0; i < 5; ++i) {
        BOOST_TEST((y[i] == a[i] && y[5 + i] == b[i]));
        BOOST_TEST((dx["a"_node][i] == a[i] && dx["b"_node][i] == b[i]));
    }
}

BOOST_AUTO_TEST_CASE(other_axes_keep_rows_together) {
    using namespace joined;
    using graph = pt::basic_graph<double, pt::input_node<"a", 2, 2>, pt::input_node<"b", 2, 3>,
                                  pt::node<"y", pt::from<"a", "b">, pt::concat_axis<1>>, pt::outputs<"y">>;
    const auto y = graph{}("a"_node = pt::tensor<double, 2, 2>{1, 2, 3, 4},
                           "b"_node = pt::tensor<double, 2, 3>{5, 6, 7, 8, 9, 10})["y"_node];
    BOOST_TEST((y == pt::tensor<double, 2, 5>{1, 2, 5, 6, 7, 3, 4, 8, 9, 10}));
}

BOOST_AUTO_TEST_CASE(shapes_are_those_of_pytorch) {
    using pt = perceptype::concat;
    static_assert(
        std::is_same_v<pt::output<perceptype::shape<2, 3>, perceptype::shape<5, 3>>, perceptype::shape<7, 3>>);
    static_assert(!pt::fits<perceptype::shape<2, 3>, perceptype::shape<2, 4>> &&
                  !pt::fits<perceptype::shape<2>, perceptype::shape<2, 1>>);
    static_assert(perceptype::concat_axis<1>::fits<perceptype::shape<2, 3>, perceptype::shape<2, 4>> &&
                  !perceptype::concat_axis<1>::fits<perceptype::shape<2>>);
}

BOOST_AUTO_TEST_SUITE_END()
