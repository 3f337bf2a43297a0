// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt

// Only the mistake in the network is an error.
// expect: perceptype: this layer needs (channels, height, width); put reshape<...> before it
// expect: at_layer<2>
// program: weights

#if defined(PERCEPTYPE_MUST_FAIL)
using other_type = pt::network<pt::input<2>, pt::dense<4>, pt::conv2d<3, pt::kernel<2>>>;
other_type other;
pt::load_safetensors(other, "net.safetensors");
pt::save_safetensors(other, "net.safetensors");
other = pt::from_safetensors<other_type>(bytes);
#else
using other_type = pt::network<pt::input<2>, pt::dense<4>>;
other_type other;
pt::load_safetensors(other, "net.safetensors");
pt::save_safetensors(other, "net.safetensors");
other = pt::from_safetensors<other_type>(bytes);
#endif
