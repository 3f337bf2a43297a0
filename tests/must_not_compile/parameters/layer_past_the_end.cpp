// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt

// The parameters of a layer that is not there.
// expect: perceptype: this layer has no parameters or does not exist; layers are numbered from 0, the input
// expect: has_parameters<perceptype::
// expect: at_layer<5>
// expect: past_the_end<perceptype::
// expect: at_layer<4>
// program: classifier

#if defined(PERCEPTYPE_MUST_FAIL)
const float bias = model.layer<5>().bias(0);
#else
const float bias = model.layer<3>().bias(0);
#endif
std::printf("%g\n", bias);
