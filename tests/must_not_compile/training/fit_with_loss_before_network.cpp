// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt

// The loss, a value without a name, before the network.
// expect: perceptype: training changes the network: the first argument must be a network variable that is not const
// expect: is_a_named_network<perceptype::
// expect: cross_entropy>
// program: small_classifier

const std::vector<pt::tensor<float, 4>> inputs(2);
const std::vector<int> classes(2);
#if defined(PERCEPTYPE_MUST_FAIL)
const auto curve = pt::fit(pt::cross_entropy{}, model, pt::adam{}, inputs, classes);
#else
const auto curve = pt::fit(model, pt::cross_entropy{}, pt::adam{}, inputs, classes);
#endif
return curve.back().loss > 3 ? 1 : 0;
