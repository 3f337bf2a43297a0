// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt

// Doubles for a network of floats.
// expect: perceptype: x must be a tensor, std::array or std::span<T, N> of exactly the input's extents and scalar type; pass a std::vector v as std::span<const T, N>{v}
// expect: x_matches<perceptype::
// expect: receives<std::array<double, 4>
// expect: needs<perceptype::
// expect: tensor<float, 4>
// program: call

#if defined(PERCEPTYPE_MUST_FAIL)
const std::array<double, 4> x{0.1, 0.2, 0.3, 0.4};
#else
const std::array<float, 4> x{0.1f, 0.2f, 0.3f, 0.4f};
#endif
