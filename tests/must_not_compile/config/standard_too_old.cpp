// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt

// An older C++, which is the default of g++ 12 and clang 19.
// compiled with: -std=c++17
// expect: perceptype needs C++20: compile with -std=c++20

#include <perceptype.hpp>

namespace pt = perceptype;

int main() {
    pt::network<pt::input<4>, pt::dense<8>, pt::relu, pt::dense<3>> model{42};
    static_cast<void>(model);
}
