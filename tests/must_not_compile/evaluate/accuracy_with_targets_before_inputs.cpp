// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt

// Inputs and targets, each in the place of the other.
// expect: perceptype: inputs must be a std::vector, array or span of tensors or arrays of exactly the input's extents and scalar type
// expect: x_matches<perceptype::
// expect: receives<std::vector<int
// program: small_classifier

const std::vector<pt::tensor<float, 4>> inputs(2);
const std::vector<int> classes(2);
#if defined(PERCEPTYPE_MUST_FAIL)
return pt::accuracy(model, classes, std::vector<float>(2)) > 1;
#else
return pt::accuracy(model, inputs, classes) > 1;
#endif
