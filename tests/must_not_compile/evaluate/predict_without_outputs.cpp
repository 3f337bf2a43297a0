// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt

// predict without a place for the outputs.
// expect: perceptype: the arguments are predict(net, inputs, outputs), the last of which is written to
// expect: takes_as_many<perceptype::
// expect: count<2>
// expect: count<3>
// program: classifier

#if defined(PERCEPTYPE_MUST_FAIL)
const auto outputs = pt::predict(model, inputs);
#else
std::vector<pt::tensor<float, 3>> outputs(32);
pt::predict(model, inputs, outputs);
#endif
return outputs[0][0] > 0.5f ? 1 : 0;
