// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt

// The loss before the network.
// expect: perceptype: the first argument must be a network
// expect: is_a_network<perceptype::
// expect: cross_entropy
// program: classifier

const pt::tensor<float, 4> x;
#if defined(PERCEPTYPE_MUST_FAIL)
const auto result = pt::value_and_gradient(pt::cross_entropy{}, model, x, 2);
#else
const auto result = pt::value_and_gradient(model, pt::cross_entropy{}, x, 2);
#endif
return result.value > 3 ? 1 : 0;
