// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt

// More constants than parameters.
// expect: perceptype: network_from_constants needs an array of exactly parameter_count values of the network's scalar
// expect: constants_match<perceptype::
// expect: [68]>
// expect: needs<std::array<float, 67>
// program: classifier

#if defined(PERCEPTYPE_MUST_FAIL)
static constexpr float weights[net::parameter_count + 1] = {1};
#else
static constexpr float weights[net::parameter_count] = {1};
#endif
constexpr net trained = pt::network_from_constants<net>(weights);
std::printf("%g %g\n", trained.layer<1>().bias(0), model.layer<1>().bias(0));
