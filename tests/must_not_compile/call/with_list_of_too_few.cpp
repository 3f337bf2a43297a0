// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt

// A list of three numbers for a network of four.
// expect: perceptype: a tensor takes as many values as it has elements
// expect: tensor<float, 4>
// expect: count<3>
// program: classifier

#if defined(PERCEPTYPE_MUST_FAIL)
const auto y = model({1.0f, 2.0f, 3.0f});
#else
const auto y = model({1.0f, 2.0f, 3.0f, 4.0f});
#endif
return y[0] > 0.5f ? 1 : 0;
