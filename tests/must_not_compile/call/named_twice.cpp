// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt

// Two values under one name.
// expect: perceptype: two of these values have the same name; give each a name of its own
// expect: names_differ<perceptype::

#include <perceptype.hpp>

namespace pt = perceptype;
using namespace pt::literals;

int main() {
#if defined(PERCEPTYPE_MUST_FAIL)
    const auto in = pt::named("x"_node = 1, "x"_node = 2);
#else
    const auto in = pt::named("x"_node = 1, "y"_node = 2);
#endif
    static_cast<void>(in);
}
