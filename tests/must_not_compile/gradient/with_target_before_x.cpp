// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt

// x and target, each in the place of the other.
// expect: perceptype: x must be a tensor, std::array or std::span<T, N> of exactly the input's extents and scalar type
// expect: x_matches<perceptype::
// expect: tensor<float, 3>
// program: small_classifier

const pt::tensor<float, 4> x{};
const pt::tensor<float, 3> target{};
#if defined(PERCEPTYPE_MUST_FAIL)
return pt::value_and_gradient(model, pt::huber{}, target, x).value > 1;
#else
return pt::value_and_gradient(model, pt::huber{}, x, target).value > 1;
#endif
