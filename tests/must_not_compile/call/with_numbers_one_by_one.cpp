// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt

// Numbers one by one instead of a list of them.
// expect: perceptype: a network takes one x; pass several values as a list, net({0.5f, 1.0f})
// expect: takes_as_many<perceptype::
// expect: count<4>
// expect: count<1>
// program: classifier

#if defined(PERCEPTYPE_MUST_FAIL)
const auto y = model(1.0f, 2.0f, 3.0f, 4.0f);
#else
const auto y = model({1.0f, 2.0f, 3.0f, 4.0f});
#endif
return y[0] > 0.5f ? 1 : 0;
