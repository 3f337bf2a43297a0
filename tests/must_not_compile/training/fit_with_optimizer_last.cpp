// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt

// The optimizer behind the data: what stands in the places of the others is not told as well.
// expect: perceptype: the third argument must be an optimizer, such as sgd{.learning_rate = 0.1} or adam{}
// expect: is_an_optimizer<std::
// expect: vector<perceptype::
// program: small_classifier

const std::vector<pt::tensor<float, 4>> inputs(2);
const std::vector<int> classes(2);
#if defined(PERCEPTYPE_MUST_FAIL)
pt::fit(model, pt::cross_entropy{}, inputs, classes, pt::adam{});
#else
pt::fit(model, pt::cross_entropy{}, pt::adam{}, inputs, classes);
#endif
