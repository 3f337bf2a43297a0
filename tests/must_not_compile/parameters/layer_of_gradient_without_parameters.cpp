// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt

// The gradient of a layer without parameters.
// expect: perceptype: this layer has no parameters or does not exist; layers are numbered from 0, the input
// expect: has_parameters<perceptype::
// expect: at_layer<4>
// expect: softmax>
// program: classifier

const auto [value, gradient] = pt::value_and_gradient(model, pt::cross_entropy{}, x, 1);
#if defined(PERCEPTYPE_MUST_FAIL)
model.layer<3>().bias(0) -= gradient.layer<4>().bias(0);
#else
model.layer<3>().bias(0) -= gradient.layer<3>().bias(0);
#endif
std::printf("%g\n", value);
