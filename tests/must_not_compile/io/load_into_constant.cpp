// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt

// A network that is const keeps its weights.
// expect: perceptype: weights are loaded into a network that is a variable and not const, which comes first, and then the path as a string: load_safetensors(net, "net.safetensors")
// expect: loads_from_path<const perceptype::
// program: weights

#if defined(PERCEPTYPE_MUST_FAIL)
const net_type constant;
pt::load_safetensors(constant, "net.safetensors");
#else
pt::load_safetensors(net, "net.safetensors");
#endif
