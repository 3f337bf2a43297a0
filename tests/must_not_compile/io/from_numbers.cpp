// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt

// Bytes are no floating-point numbers.
// expect: perceptype: the bytes of a file are a contiguous range of std::byte, unsigned char or char
// expect: is_a_range_of_bytes<
// expect: vector<float
// program: weights

#if defined(PERCEPTYPE_MUST_FAIL)
net = pt::from_safetensors<net_type>(std::vector<float>(3));
#else
net = pt::from_safetensors<net_type>(bytes);
#endif
