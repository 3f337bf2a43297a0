// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt

// Targets where the optimizer belongs, and the optimizer where they do: one fault, told once.
// expect: perceptype: the third argument must be an optimizer, such as sgd{.learning_rate = 0.1} or adam{}
// expect: is_an_optimizer<std::
// expect: vector<int
// program: small_classifier

const std::vector<pt::tensor<float, 4>> inputs(2);
const std::vector<int> classes(2);
#if defined(PERCEPTYPE_MUST_FAIL)
pt::fit(model, pt::cross_entropy{}, classes, inputs, pt::adam{});
#else
pt::fit(model, pt::cross_entropy{}, pt::adam{}, inputs, classes);
#endif
