// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt

// Arguments in another order.
// expect: perceptype: the first argument must be a network
// expect: is_a_network<perceptype::
// expect: cross_entropy
// program: classifier

#if defined(PERCEPTYPE_MUST_FAIL)
const auto [value, gradient] = pt::value_and_gradient(pt::cross_entropy{}, pt::cross_entropy{}, x, 1);
#else
const auto [value, gradient] = pt::value_and_gradient(model, pt::cross_entropy{}, x, 1);
#endif
std::printf("%g\n", value);
