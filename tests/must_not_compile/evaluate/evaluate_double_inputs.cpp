// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt

// Inputs of another scalar type.
// expect: perceptype: inputs must be a std::vector, array or span of tensors or arrays of exactly the input's extents and scalar type
// expect: x_matches<perceptype::
// expect: receives<std::vector<std::array<double, 4>
// expect: needs<perceptype::
// expect: range_of<perceptype::
// expect: tensor<float, 4>
// program: classifier

#if defined(PERCEPTYPE_MUST_FAIL)
const std::vector<std::array<double, 4>> inputs(32);
#else
const std::vector<std::array<float, 4>> inputs(32);
#endif
std::printf("%g\n", pt::evaluate(model, pt::cross_entropy{}, inputs, targets));
