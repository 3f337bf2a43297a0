// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt

// The value and the gradient where the gradient is meant.
// expect: perceptype: value_and_gradient gives both; write net -= rate * result.gradient
// expect: is_only_the_gradient<perceptype::
// expect: value_and_gradient_result<perceptype::
// program: classifier

const pt::tensor<float, 4> x;
#if defined(PERCEPTYPE_MUST_FAIL)
model -= 0.1f * pt::value_and_gradient(model, pt::cross_entropy{}, x, 2);
#else
model -= 0.1f * pt::value_and_gradient(model, pt::cross_entropy{}, x, 2).gradient;
#endif
