// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt

// The parameters of an activation.
// expect: perceptype: this layer has no parameters or does not exist; layers are numbered from 0, the input
// expect: has_parameters<perceptype::
// expect: at_layer<2>
// expect: relu>
// program: classifier

#if defined(PERCEPTYPE_MUST_FAIL)
const float weight = model.layer<2>().weights(0, 0);
#else
const float weight = model.layer<1>().weights(0, 0);
#endif
std::printf("%g\n", weight);
