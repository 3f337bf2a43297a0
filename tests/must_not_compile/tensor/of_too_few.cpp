// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt

// Too few values.
// expect: perceptype: a tensor takes as many values as it has elements, or none for all zeros
// expect: takes_values<perceptype::
// expect: tensor<float, 4>
// expect: count<3>
// program: classifier

#if defined(PERCEPTYPE_MUST_FAIL)
const pt::tensor<float, 4> x{0.1f, 0.2f, 0.3f};
#else
const pt::tensor<float, 4> x{0.1f, 0.2f, 0.3f, 0.4f};
#endif
std::printf("%g %g\n", x[0], model(x)[0]);
