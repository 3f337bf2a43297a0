// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt

// evaluate with an argument too few.
// expect: perceptype: the arguments are evaluate(net, loss, inputs, targets)
// expect: takes_as_many<perceptype::
// expect: count<3>
// expect: count<4>
// program: classifier

#if defined(PERCEPTYPE_MUST_FAIL)
const auto result = pt::evaluate(model, inputs, targets);
#else
const auto result = pt::evaluate(model, pt::cross_entropy{}, inputs, targets);
#endif
