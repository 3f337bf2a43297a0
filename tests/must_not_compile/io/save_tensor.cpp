// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt

// A tensor is no network.
// expect: perceptype: the network comes first, and then the path as a string: save_safetensors(net, "net.safetensors")
// expect: saves_to_path<perceptype::
// expect: tensor<float, 2>
// program: weights

#if defined(PERCEPTYPE_MUST_FAIL)
pt::save_safetensors(pt::tensor<float, 2>{}, "net.safetensors");
#else
pt::save_safetensors(net, "net.safetensors");
#endif
