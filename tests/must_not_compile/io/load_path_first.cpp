// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt

// The arguments in the wrong order.
// expect: perceptype: weights are loaded into a network that is a variable and not const, which comes first, and then the path as a string: load_safetensors(net, "net.safetensors")
// expect: loads_from_path<const char
// program: weights

#if defined(PERCEPTYPE_MUST_FAIL)
pt::load_safetensors("net.safetensors", net);
#else
pt::load_safetensors(net, "net.safetensors");
#endif
