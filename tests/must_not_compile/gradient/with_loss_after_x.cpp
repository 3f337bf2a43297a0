// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt

// x and the loss, each in the place of the other: one fault, told once.
// expect: perceptype: the second argument must be a loss, such as mean_squared_error{} or cross_entropy{}
// expect: is_a_loss<perceptype::
// expect: tensor<float, 4>
// program: classifier

const pt::tensor<float, 4> x;
#if defined(PERCEPTYPE_MUST_FAIL)
const auto result = pt::value_and_gradient(model, x, pt::cross_entropy{}, 2);
#else
const auto result = pt::value_and_gradient(model, pt::cross_entropy{}, x, 2);
#endif
return result.value > 3 ? 1 : 0;
