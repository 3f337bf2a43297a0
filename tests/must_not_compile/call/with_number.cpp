// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt

// One number for a network of several.
// expect: perceptype: x must be a tensor, std::array or std::span<T, N> of exactly the input's extents and scalar type; pass a std::vector v as std::span<const T, N>{v}
// expect: x_matches<perceptype::
// expect: receives<float>
// expect: needs<perceptype::
// expect: tensor<float, 4>
// program: call

#if defined(PERCEPTYPE_MUST_FAIL)
const float x = 0.1f;
#else
const pt::tensor<float, 4> x{0.1f, 0.2f, 0.3f, 0.4f};
#endif
