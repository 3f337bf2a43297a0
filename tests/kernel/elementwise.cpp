// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
#include <perceptype/kernel/elementwise.hpp>

#include <boost/test/unit_test.hpp>

#include <cmath>
#include <cstddef>
#include <limits>

namespace kernels = perceptype::kernels;

BOOST_AUTO_TEST_SUITE(kernel_elementwise)

namespace {

template <class Scalar>
constexpr Scalar value(std::size_t i) {
    return static_cast<Scalar>(i * 7 % 19) - static_cast<Scalar>(8.3);
}

template <std::size_t Lanes, std::size_t Size, class Scalar>
constexpr Scalar sum_of_values() {
    Scalar values[Size] = {};
    for (std::size_t i = 0; i < Size; ++i) values[i] = value<Scalar>(i);
    return kernels::sum_of_squares<Lanes, Size>(+values);
}

template <std::size_t Lanes, std::size_t Size, class Scalar>
void check_sum() {
    double expected = 0;
    for (std::size_t i = 0; i < Size; ++i) expected += double{value<Scalar>(i)} * double{value<Scalar>(i)};
    const double tolerance = 8 * expected * double{std::numeric_limits<Scalar>::epsilon()};
    BOOST_TEST(std::abs(double{sum_of_values<Lanes, Size, Scalar>()} - expected) <= tolerance);
    static constexpr Scalar compiled = sum_of_values<1, Size, Scalar>();
    BOOST_TEST(std::abs(double{compiled} - expected) <= tolerance);
}

}  // namespace

BOOST_AUTO_TEST_CASE(whole_lanes_divide_the_size) {
    static_assert(kernels::whole_lanes<float, 48> <= 16 && 48 % kernels::whole_lanes<float, 48> == 0);
    static_assert(kernels::whole_lanes<float, 1024> == kernels::native_lanes<float>);
    static_assert(kernels::whole_lanes<double, 1024> == kernels::native_lanes<double>);
    static_assert(kernels::whole_lanes<float, 37> == 1);
    static_assert(kernels::whole_lanes<float, 6> == 1);  // no packs narrower than 16 bytes
    static_assert(kernels::whole_lanes<float, 12> == (kernels::native_lanes<float> == 1 ? 1 : 4));
}

BOOST_AUTO_TEST_CASE(each_pack_is_visited_once) {
    static constexpr auto visits = [] {
        struct {
            std::size_t offsets[8] = {};
            std::size_t count = 0;
        } visited;
        kernels::for_each_pack<4, 20>([&](std::size_t offset) { visited.offsets[visited.count++] = offset; });
        return visited;
    }();
    static_assert(visits.count == 5);
    for (std::size_t i = 0; i < 5; ++i) BOOST_TEST(visits.offsets[i] == 4 * i);
    kernels::for_each_pack<4, 0>([](std::size_t) { BOOST_ERROR("nothing to visit"); });
}

BOOST_AUTO_TEST_CASE(sum_of_squares_takes_every_element) {
    constexpr std::size_t floats = kernels::native_lanes<float>;
    constexpr std::size_t doubles = kernels::native_lanes<double>;
    check_sum<1, 1, float>();
    check_sum<1, 7, double>();
    check_sum<1, 8, float>();
    check_sum<1, 37, double>();
    check_sum<floats, floats, float>();
    check_sum<floats, 9 * floats, float>();
    check_sum<floats, 25 * floats, float>();
    check_sum<doubles, 8 * doubles, double>();
    check_sum<doubles, 17 * doubles, double>();
    const float nothing = 1;
    BOOST_TEST((kernels::sum_of_squares<4, 0>(&nothing)) == 0);
}

BOOST_AUTO_TEST_SUITE_END()
