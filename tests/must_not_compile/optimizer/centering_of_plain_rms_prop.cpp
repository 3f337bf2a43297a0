// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt

// The flag set later, where the optimizer's type was deduced without it.
// expect: perceptype: this optimizer's type is not centered; set it on construction, as in rms_prop{.centered = true}, or name the type, rms_prop<double, double, bool>
// expect: name the type, rms_prop<double, double, bool>
// expect: optimizer_can_be_centered<bool>

#include <perceptype.hpp>

namespace pt = perceptype;

int main() {
#if defined(PERCEPTYPE_MUST_FAIL)
    pt::rms_prop optimizer{.learning_rate = 0.1};
#else
    pt::rms_prop optimizer{.learning_rate = 0.1, .centered = false};
#endif
    optimizer.centered = true;
}
