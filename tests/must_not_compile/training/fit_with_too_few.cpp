// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt

// fit with an argument too few.
// expect: perceptype: the arguments are fit(net, loss, optimizer, inputs, targets)
// expect: takes_as_many<perceptype::
// expect: count<4>
// expect: count<5>
// program: classifier

#if defined(PERCEPTYPE_MUST_FAIL)
const auto result = pt::fit(model, pt::cross_entropy{}, pt::adam{}, inputs);
#else
const auto result = pt::fit(model, pt::cross_entropy{}, pt::adam{}, inputs, targets);
#endif
