// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
#include <perceptype/kernel/pooling.hpp>

#include <boost/test/unit_test.hpp>

#include <array>
#include <cmath>
#include <cstddef>
#include <limits>

namespace kernels = perceptype::kernels;

BOOST_AUTO_TEST_SUITE(kernel_pooling)

template <std::size_t Stride, std::size_t Lanes>
void check_load_every() {
    std::array<float, 64> numbers;
    for (std::size_t i = 0; i < numbers.size(); ++i) numbers[i] = static_cast<float>(i);
    std::array<float, Lanes> found;
    kernels::load_every<Stride, kernels::pack<float, Lanes>>(numbers.data() + 3).store(found.data());
    for (std::size_t i = 0; i < Lanes; ++i) BOOST_TEST(found[i] == numbers[3 + i * Stride]);
}

BOOST_AUTO_TEST_CASE(loads_every_so_many_th_number) {
    check_load_every<1, 8>();
    check_load_every<2, 1>();
    check_load_every<2, 2>();
    check_load_every<2, 4>();
    check_load_every<2, 8>();
    check_load_every<3, 4>();
    check_load_every<5, 8>();
}

// Every width of vectors makes the same of an image with padding, strides that leave a rest, and a NaN.
template <class Reduction, std::size_t Widest>
auto pooled() {
    using passes = kernels::pooling<2, kernels::window_axis{7, 3, 2, 1, 1, 1}, kernels::window_axis{11, 2, 3, 2, 1, 1}, double>;
    std::array<double, 2 * 7 * 11> x;
    for (std::size_t i = 0; i < x.size(); ++i) x[i] = static_cast<double>(i * 37 % 101) - 50;
    x[40] = std::numeric_limits<double>::quiet_NaN();
    std::array<double, 2 * passes::height * passes::width> y{};
    passes::forward<Reduction, Widest>(x.data(), y.data());
    return y;
}
template <class Reduction>
void check_widths() {
    const auto expected = pooled<Reduction, 1>();
    std::size_t not_numbers = 0;
    for (const double each : expected) not_numbers += std::isnan(each);
    BOOST_TEST(not_numbers != 0);
    BOOST_TEST(not_numbers < expected.size() / 2);
    for (const auto& found : {pooled<Reduction, 2>(), pooled<Reduction, 4>()})
        for (std::size_t i = 0; i < found.size(); ++i)
            BOOST_TEST((found[i] == expected[i] || (std::isnan(found[i]) && std::isnan(expected[i]))));
}

BOOST_AUTO_TEST_CASE(largest_is_the_same_at_every_width) { check_widths<kernels::largest_of_window>(); }
BOOST_AUTO_TEST_CASE(mean_is_the_same_at_every_width) { check_widths<kernels::mean_of_window>(); }

BOOST_AUTO_TEST_SUITE_END()
