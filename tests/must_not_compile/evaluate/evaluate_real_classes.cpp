// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt

// Targets that are neither class numbers nor tensors.
// expect: perceptype: targets must be a std::vector, array or span of tensors or arrays of exactly the output's extents and scalar type, or of integer classes for a loss such as cross_entropy
// expect: target_matches<perceptype::
// expect: receives<std::vector<double
// expect: needs<perceptype::
// expect: range_of<perceptype::
// expect: tensor<float, 3>
// expect: cross_entropy>
// program: classifier

#if defined(PERCEPTYPE_MUST_FAIL)
const std::vector<double> targets(32, 1.0);
#else
const std::vector<int> targets(32, 1);
#endif
std::printf("%g\n", pt::evaluate(model, pt::cross_entropy{}, inputs, targets));
