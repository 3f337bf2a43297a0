// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt

// accuracy with an argument too few.
// expect: perceptype: the arguments are accuracy(net, inputs, targets)
// expect: takes_as_many<perceptype::
// expect: count<2>
// expect: count<3>
// program: classifier

#if defined(PERCEPTYPE_MUST_FAIL)
const auto result = pt::accuracy(model, inputs);
#else
const auto result = pt::accuracy(model, inputs, targets);
#endif
