// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
#include <perceptype/kernel/convolution/window.hpp>

#include <boost/test/unit_test.hpp>

#include <cstddef>

namespace kernels = perceptype::kernels;

BOOST_AUTO_TEST_SUITE(kernel_convolution_window)

// By trying: the places where the whole window lies in the padded image.
constexpr std::size_t feature_positions(const kernels::window_axis& axis) {
    std::size_t count = 0;
    for (std::size_t first = 0; first + axis.dilation * (axis.kernel - 1) < axis.before + axis.image + axis.after;
         first += axis.stride)
        ++count;
    return count;
}

BOOST_AUTO_TEST_CASE(positions_are_the_places_where_the_window_fits) {
    for (std::size_t image = 1; image < 12; ++image)
        for (std::size_t kernel = 1; kernel < 5; ++kernel)
            for (std::size_t stride = 1; stride < 5; ++stride)
                for (std::size_t dilation = 1; dilation < 4; ++dilation)
                    for (std::size_t padding = 0; padding < 3; ++padding) {
                        const kernels::window_axis axis{image, kernel, stride, dilation, padding, padding + kernel % 2};
                        BOOST_TEST(axis.fits() == (feature_positions(axis) != 0));
                        if (axis.fits()) BOOST_TEST(axis.positions() == feature_positions(axis));
                    }
}

BOOST_AUTO_TEST_CASE(a_phase_is_a_remainder_s_share_rounded_up) {
    static_assert(kernels::window_axis{.image = 9, .kernel = 3}.phase() == 9);
    static_assert(kernels::window_axis{.image = 9, .kernel = 3, .stride = 2}.phase() == 5);
    static_assert(kernels::window_axis{.image = 9, .kernel = 3, .stride = 4, .before = 2, .after = 1}.phase() == 3);
}

BOOST_AUTO_TEST_SUITE_END()
