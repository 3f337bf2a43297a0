// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt

// A class number for a loss that takes none.
// expect: perceptype: the target must be a tensor, std::array or std::span<T, N> of exactly the output's extents and scalar type, or an integer class for a loss such as cross_entropy
// expect: target_matches<perceptype::
// expect: receives<int>
// expect: needs<perceptype::
// expect: tensor<float, 3>
// expect: mean_squared_error>
// program: gradient_for_target

#if defined(PERCEPTYPE_MUST_FAIL)
const int target = 1;
#else
const pt::tensor<float, 3> target{0.0f, 1.0f, 0.0f};
#endif
