// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt

// Numbers of another type.
// expect: perceptype: vector_to_parameters needs exactly parameter_count values of the network's scalar type
// expect: numbers_match<perceptype::
// expect: receives<std::vector<double
// expect: needs<std::array<float, 67>
// program: classifier

#if defined(PERCEPTYPE_MUST_FAIL)
const std::vector<double> numbers(net::parameter_count);
#else
const std::vector<float> numbers(net::parameter_count);
#endif
pt::vector_to_parameters(numbers, model);
std::printf("%g\n", model.layer<1>().bias(0));
