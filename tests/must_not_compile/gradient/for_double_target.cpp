// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt

// A target of another scalar type.
// expect: perceptype: the target must be a tensor, std::array or std::span<T, N> of exactly the output's extents and scalar type, or an integer class for a loss such as cross_entropy
// expect: target_matches<perceptype::
// expect: receives<std::array<double, 3>
// expect: needs<perceptype::
// expect: tensor<float, 3>
// expect: mean_squared_error>
// program: gradient_for_target

#if defined(PERCEPTYPE_MUST_FAIL)
const std::array<double, 3> target{0.0, 1.0, 0.0};
#else
const std::array<float, 3> target{0.0f, 1.0f, 0.0f};
#endif
