// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
#include <perceptype/layer/window_options.hpp>

#include <boost/test/unit_test.hpp>

#include <cstddef>
#include <type_traits>

namespace pt = perceptype;

BOOST_AUTO_TEST_SUITE(layer_window_options)

template <class... Options>
consteval pt::detail::window_options read(std::size_t rank) {
    return pt::detail::window_options::of(rank, pt::option_list<Options...>{});
}
using pair = pt::detail::window_options::pair;

BOOST_AUTO_TEST_CASE(one_number_is_for_all_axes_and_two_are_for_height_and_width) {
    constexpr auto image =
        read<pt::stride<2, 3>, pt::kernel<5>, pt::no_bias, pt::padding<1>, pt::groups<4>, pt::dilation<1, 2>>(2);
    static_assert(image.kernel == pair{5, 5} && image.stride == pair{2, 3} && image.padding == pair{1, 1});
    static_assert(image.dilation == pair{1, 2} && image.groups == 4 && image.has_kernel && image.has_stride &&
                  !image.same);
    constexpr auto sequence = read<pt::kernel<5>, pt::stride<3>, pt::padding<2>>(1);
    static_assert(sequence.kernel == pair{1, 5} && sequence.stride == pair{1, 3} && sequence.padding == pair{0, 2});
    static_assert(sequence.along(0, 1).positions() == 1 && sequence.along(1, 10).positions() == 4);
}

BOOST_AUTO_TEST_CASE(what_is_not_said_is_pytorch_s_default) {
    constexpr auto options = read<>(2);
    static_assert(options.stride == pair{1, 1} && options.padding == pair{0, 0} && options.dilation == pair{1, 1});
    static_assert(options.groups == 1 && !options.has_kernel && !options.has_stride && options.positive);
}

BOOST_AUTO_TEST_CASE(same_padding_keeps_the_extent) {
    constexpr auto options = read<pt::kernel<4, 3>, pt::dilation<3, 1>, pt::padding<pt::same>>(2);
    static_assert(options.same);
    static_assert(options.along(0, 7).before == 4 && options.along(0, 7).after == 5);  // the larger part behind
    static_assert(options.along(0, 7).positions() == 7 && options.along(1, 9).positions() == 9);
}

BOOST_AUTO_TEST_CASE(numbers_out_of_range_are_noticed) {
    static_assert(!read<pt::kernel<0>>(2).positive && !read<pt::stride<1, 0>>(2).positive &&
                  !read<pt::groups<0>>(2).positive);
    static_assert(!read<pt::padding<-1>>(2).positive && read<pt::padding<0>>(2).positive);
    static_assert(read<pt::kernel<1, 2, 3>>(2).most_numbers == 3);
}

BOOST_AUTO_TEST_CASE(a_sequence_is_an_image_of_height_one) {
    using sequence = pt::detail::image_of<pt::shape<3, 8>>;
    static_assert(sequence::rank == 1 && sequence::channels == 3 && sequence::height == 1 && sequence::width == 8);
    static_assert(pt::detail::image_of<pt::shape<3, 8, 9>>::rank == 2 && pt::detail::image_of<pt::shape<3>>::rank == 0);
    static_assert(std::is_same_v<pt::detail::image_shape<1, 3, 1, 8>::type, pt::shape<3, 8>>);
}

BOOST_AUTO_TEST_SUITE_END()
