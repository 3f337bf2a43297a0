// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt

// Numbers and a network, each in the place of the other.
// expect: perceptype: vector_to_parameters takes the values first, then the network or gradient to fill, which must not be const
// expect: holds_parameters_to_write<std::array<float, 15>
// program: small_classifier

auto numbers = pt::parameters_to_vector(model);
#if defined(PERCEPTYPE_MUST_FAIL)
pt::vector_to_parameters(model, numbers);
#else
pt::vector_to_parameters(numbers, model);
#endif
