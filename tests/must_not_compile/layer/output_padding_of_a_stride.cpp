// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt

// Rows added that no window of the convolution backwards would meet.
// expect: perceptype: output_padding<...> must be less than the stride; lower it, or use a larger stride
// expect: output_padding_is_below_stride<perceptype::
// expect: at_layer<1>
// expect: conv_transpose2d<8, perceptype::
// expect: output_padding<1>
// program: network_of_images

#if defined(PERCEPTYPE_MUST_FAIL)
using net = pt::network<pt::input<2, 6, 6>, pt::conv_transpose2d<8, pt::kernel<3>, pt::output_padding<1>>, pt::flatten,
                        pt::dense<3>, pt::softmax>;
#else
using net =
    pt::network<pt::input<2, 6, 6>, pt::conv_transpose2d<8, pt::kernel<3>, pt::stride<2>, pt::output_padding<1>>,
                pt::flatten, pt::dense<3>, pt::softmax>;
#endif
