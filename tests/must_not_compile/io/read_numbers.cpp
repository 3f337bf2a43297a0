// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt

// Bytes are no floating-point numbers.
// expect: perceptype: weights are read into a network that is a variable and not const, which comes first, and then a contiguous range of std::byte, unsigned char or char: read_safetensors(net, bytes)
// expect: reads_from_bytes<perceptype::
// expect: vector<float
// program: weights

#if defined(PERCEPTYPE_MUST_FAIL)
pt::read_safetensors(net, std::vector<float>(3));
#else
pt::read_safetensors(net, bytes);
#endif
