// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt

// An x of another extent.
// expect: perceptype: x must be a tensor, std::array or std::span<T, N> of exactly the input's extents and scalar type; pass a std::vector v as std::span<const T, N>{v}
// expect: x_matches<perceptype::
// expect: tensor<float, 5>
// expect: needs<perceptype::
// expect: tensor<float, 4>
// program: classifier

#if defined(PERCEPTYPE_MUST_FAIL)
const pt::tensor<float, 5> x{0.1f, 0.2f, 0.3f, 0.4f, 0.5f};
#else
const pt::tensor<float, 4> x{0.1f, 0.2f, 0.3f, 0.4f};
#endif
const auto [value, gradient] = pt::value_and_gradient(model, pt::cross_entropy{}, x, 1);
model -= 0.1f * gradient;
std::printf("%g\n", value);
