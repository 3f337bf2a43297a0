// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt

// Outputs of another extent.
// expect: perceptype: outputs must be a std::vector, array or span, not const, of tensors or arrays of exactly the output's extents and scalar type
// expect: receives<std::vector<perceptype::
// expect: tensor<float, 2>
// expect: outputs_match<perceptype::
// expect: needs<perceptype::
// expect: range_of<perceptype::
// expect: tensor<float, 3>
// program: classifier

#if defined(PERCEPTYPE_MUST_FAIL)
std::vector<pt::tensor<float, 2>> outputs(32);
#else
std::vector<pt::tensor<float, 3>> outputs(32);
#endif
pt::predict(model, inputs, outputs);
std::printf("%g\n", outputs[0][1]);
