// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
#include <perceptype/layer/max_pool.hpp>

#include <boost/test/unit_test.hpp>

#include <laws/layer.hpp>

#include <cmath>
#include <cstddef>
#include <limits>
#include <type_traits>

namespace pt = perceptype;

BOOST_AUTO_TEST_SUITE(layer_max_pool)

BOOST_AUTO_TEST_CASE(obeys_the_laws_of_a_layer) {
    laws::layer<pt::max_pool<pt::kernel<2>>, pt::shape<3, 6, 5>>();
    laws::layer<pt::max_pool<pt::kernel<3, 2>, pt::stride<1, 3>, pt::padding<1>>, pt::shape<1, 4, 9>>();
    laws::layer<pt::max_pool<pt::kernel<3>, pt::stride<2>, pt::padding<1>>, pt::shape<2, 21>>();
}

BOOST_AUTO_TEST_CASE(takes_the_largest_and_its_gradient_goes_to_the_first_of_equals) {
    using net_type = pt::network<pt::input<1, 2, 4>, pt::max_pool<pt::kernel<2>>>;
    static_assert(std::is_same_v<net_type::output_type::shape_type, pt::shape<1, 1, 2>>);
    const net_type net;
    const net_type::input_type x{1, 7, -2, -3,  //
                                 7, 2, -3, -2};
    BOOST_TEST(net(x)[0] == 7);
    BOOST_TEST(net(x)[1] == -2);
    const auto dx = pt::input_gradient(net, pt::sum_of_squared_errors{}, x, net_type::output_type{});
    const float expected[] = {0, 7, -2, 0, 0, 0, 0, 0};
    for (std::size_t i = 0; i < 8; ++i) BOOST_TEST(dx[i] == expected[i]);
}

BOOST_AUTO_TEST_CASE(a_nan_is_the_result_of_its_window_alone) {
    using net_type = pt::network<pt::input<1, 20>, pt::max_pool<pt::kernel<2>>>;
    for (std::size_t at = 0; at < 20; ++at) {
        net_type::input_type x;
        for (std::size_t i = 0; i < 20; ++i) x[i] = static_cast<float>(i);
        x[at] = std::numeric_limits<float>::quiet_NaN();
        const auto y = net_type{}(x);
        for (std::size_t i = 0; i < 10; ++i) BOOST_TEST(std::isnan(y[i]) == (i == at / 2));
    }
}

BOOST_AUTO_TEST_CASE(padding_is_never_the_largest) {
    const pt::network<pt::input<1, 3, 3>, pt::max_pool<pt::kernel<2>, pt::padding<1>>> net;
    const auto y = net(pt::tensor<float, 1, 3, 3>{-1, -2, -3, -4, -5, -6, -7, -8, -9});
    const float expected[] = {-1, -2, -4, -5};
    for (std::size_t i = 0; i < 4; ++i) BOOST_TEST(y[i] == expected[i]);
}

BOOST_AUTO_TEST_SUITE_END()
