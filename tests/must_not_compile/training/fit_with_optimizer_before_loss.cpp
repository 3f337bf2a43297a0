// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt

// A loss and an optimizer, each in the place of the other.
// expect: perceptype: the second argument must be a loss, such as mean_squared_error{} or cross_entropy{}
// expect: is_a_loss<perceptype::
// expect: adam<double>
// program: small_classifier

const std::vector<pt::tensor<float, 4>> inputs(2);
const std::vector<int> classes(2);
#if defined(PERCEPTYPE_MUST_FAIL)
pt::fit(model, pt::adam{}, pt::cross_entropy{}, inputs, classes);
#else
pt::fit(model, pt::cross_entropy{}, pt::adam{}, inputs, classes);
#endif
