// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt

// Targets of another extent.
// expect: perceptype: targets must be a std::vector, array or span of integer classes, or of tensors or arrays of exactly the output's extents and scalar type
// expect: target_matches<perceptype::
// expect: receives<std::vector<std::array<float, 4>
// expect: needs<perceptype::
// expect: range_of<perceptype::
// expect: tensor<float, 3>
// expect: classification>
// program: classifier

#if defined(PERCEPTYPE_MUST_FAIL)
const std::vector<std::array<float, 4>> targets(32);
#else
const std::vector<std::array<float, 3>> targets(32);
#endif
std::printf("%d\n", static_cast<int>(pt::confusion(model, inputs, targets)(1, 2)));
