// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt

// A batch of inputs one after the other.
// expect: perceptype: inputs must be a std::vector, array or span of tensors or arrays of exactly the input's extents and scalar type
// expect: x_matches<perceptype::
// expect: receives<std::vector<float
// expect: needs<perceptype::
// expect: range_of<perceptype::
// expect: tensor<float, 4>
// program: batches

#if defined(PERCEPTYPE_MUST_FAIL)
const std::vector<float> inputs(4 * 32);
#else
const std::vector<pt::tensor<float, 4>> inputs(32);
#endif
