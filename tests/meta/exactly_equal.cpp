// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
#include <perceptype/meta/exactly_equal.hpp>

#include <boost/test/unit_test.hpp>

#include <kernel/every_width.hpp>

#include <limits>

BOOST_AUTO_TEST_SUITE(meta_exactly_equal)

using namespace every_width;
namespace meta = perceptype::meta;

template <class Scalar>
constexpr bool holds() {
    constexpr Scalar one = 1, epsilon = std::numeric_limits<Scalar>::epsilon();
    constexpr Scalar nan = std::numeric_limits<Scalar>::quiet_NaN();
    return meta::exactly_equal(one, 1) && !meta::exactly_unequal(one, 1) &&                           //
           meta::exactly_equal(Scalar(0), -Scalar(0)) && !meta::exactly_equal(one, one + epsilon) &&  //
           meta::exactly_unequal(one, one + epsilon) && !meta::exactly_equal(nan, nan) &&
           meta::exactly_unequal(nan, nan);
}
static_assert(holds<float>() && holds<double>());

BOOST_AUTO_TEST_CASE(nothing_is_rounded_and_nan_differs_from_all) {
    BOOST_TEST(holds<float>());
    BOOST_TEST(holds<double>());
}

BOOST_AUTO_TEST_CASE(each_lane_is_compared) {
    of_each([]<class Pack> {
        using Scalar = typename Pack::scalar_type;
        const Pack a = Pack::broadcast(1);
        const Pack nan = Pack::broadcast(std::numeric_limits<Scalar>::quiet_NaN());
        check_lanes(mask_where(a == a, a), [](double) { return 1.0; });
        check_lanes(mask_where(a != a, a), [](double) { return 0.0; });
        check_lanes(mask_where(nan == nan, a), [](double) { return 0.0; });
        check_lanes(mask_where(nan != nan, a), [](double) { return 1.0; });
    });
}

BOOST_AUTO_TEST_SUITE_END()
