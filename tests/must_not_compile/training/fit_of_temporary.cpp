// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt

// A network that is gone when it has learned.
// expect: perceptype: training changes the network: the first argument must be a network variable that is not const
// expect: is_a_named_network<perceptype::
// expect: basic_network<float
// program: small_classifier

const std::vector<pt::tensor<float, 4>> inputs(2);
const std::vector<int> classes(2);
#if defined(PERCEPTYPE_MUST_FAIL)
pt::fit(net{42}, pt::cross_entropy{}, pt::adam{}, inputs, classes, pt::fit_options{.epochs = 3});
#else
pt::fit(model, pt::cross_entropy{}, pt::adam{}, inputs, classes, pt::fit_options{.epochs = 3});
#endif
