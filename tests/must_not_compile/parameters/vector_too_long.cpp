// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt

// More numbers than parameters.
// expect: perceptype: vector_to_parameters needs exactly parameter_count values of the network's scalar type
// expect: numbers_match<perceptype::
// expect: receives<std::array<float, 68>
// expect: needs<std::array<float, 67>
// program: classifier

#if defined(PERCEPTYPE_MUST_FAIL)
std::array<float, net::parameter_count + 1> numbers{};
#else
std::array<float, net::parameter_count> numbers{};
#endif
pt::vector_to_parameters(numbers, model);
std::printf("%g\n", model.layer<1>().bias(0));
