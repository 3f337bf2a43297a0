// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt

// Targets of another extent than the output's.
// expect: perceptype: targets must be a std::vector, array or span of integer classes, or of tensors or arrays of exactly that output's extents
// expect: target_matches<perceptype::
// expect: tensor<float, 2>
// expect: tensor<float, 3>
// program: classifying_graph

#if defined(PERCEPTYPE_MUST_FAIL)
return pt::accuracy<"kind">(model, inputs, pairs) > 0.5;
#else
return pt::accuracy<"kind">(model, inputs, kinds) > 0.5;
#endif
