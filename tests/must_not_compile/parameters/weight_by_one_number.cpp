// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt

// A weight by one number.
// expect: deleted
// expect: perceptype: a dense weight has two numbers, (unit, input)
// program: classifier

#if defined(PERCEPTYPE_MUST_FAIL)
model.layer<1>().weights(3) = 0.5f;
#else
model.layer<1>().weights(0, 3) = 0.5f;
#endif
