// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt

// A summary of a layer.
// expect: perceptype: the first argument must be a network
// expect: is_a_network<perceptype::
// expect: dense<3>

#include <perceptype.hpp>

#include <cstdio>

namespace pt = perceptype;

#if defined(PERCEPTYPE_MUST_FAIL)
using net = pt::dense<3>;
#else
using net = pt::network<pt::input<4>, pt::dense<3>>;
#endif

int main() { std::puts(pt::summary<net>().data()); }
