// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt

// The inputs and the loss, each in the place of the other: one fault, told once.
// expect: perceptype: the second argument must be a loss, such as mean_squared_error{} or cross_entropy{}
// expect: is_a_loss<std::
// expect: vector<perceptype::
// program: classifier

const std::vector<pt::tensor<float, 4>> inputs(2);
const std::vector<int> classes(2);
#if defined(PERCEPTYPE_MUST_FAIL)
const auto loss = pt::evaluate(model, inputs, pt::cross_entropy{}, classes);
#else
const auto loss = pt::evaluate(model, pt::cross_entropy{}, inputs, classes);
#endif
return loss > 3 ? 1 : 0;
