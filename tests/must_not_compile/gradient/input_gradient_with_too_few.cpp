// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt

// input_gradient with an argument too few.
// expect: perceptype: the arguments are input_gradient(net, loss, x, target)
// expect: takes_as_many<perceptype::
// expect: count<3>
// expect: count<4>
// program: classifier

#if defined(PERCEPTYPE_MUST_FAIL)
const auto result = pt::input_gradient(model, inputs[0], targets[0]);
#else
const auto result = pt::input_gradient(model, pt::cross_entropy{}, inputs[0], targets[0]);
#endif
