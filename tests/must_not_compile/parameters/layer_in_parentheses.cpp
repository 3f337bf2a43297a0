// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt

// A layer's number in parentheses.
// expect: perceptype: each layer has its own type, so its number is a template argument, as in net.layer<1>()
// expect: takes_as_many<perceptype::
// program: classifier

#if defined(PERCEPTYPE_MUST_FAIL)
model.layer(1).bias(0) = 0.5f;
#else
model.layer<1>().bias(0) = 0.5f;
#endif
