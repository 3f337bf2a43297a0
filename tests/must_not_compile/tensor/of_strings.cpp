// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt

// Elements that are no numbers, and larger than a vector register.
// expect: perceptype: a tensor holds numbers: float, double or integers
// expect: holds_numbers<std::

#include <perceptype.hpp>

#include <cstdio>
#include <string>

namespace pt = perceptype;

int main() {
#if defined(PERCEPTYPE_MUST_FAIL)
    const pt::tensor<std::string, 3> names;
#else
    const pt::tensor<int, 3> names;
#endif
    std::printf("%d\n", static_cast<int>(names.size()));
}
