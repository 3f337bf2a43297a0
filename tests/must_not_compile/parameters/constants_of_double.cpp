// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt

// Constants of another scalar type than the network's.
// expect: perceptype: network_from_constants needs an array of exactly parameter_count values of the network's scalar
// expect: receives<std::array<double, 67>
// expect: needs<std::array<float, 67>
// program: classifier

#if defined(PERCEPTYPE_MUST_FAIL)
constexpr std::array<double, net::parameter_count> weights{1};
#else
constexpr std::array<float, net::parameter_count> weights{1};
#endif
constexpr net trained = pt::network_from_constants<net>(weights);
std::printf("%g %g\n", trained.layer<1>().bias(0), model.layer<1>().bias(0));
