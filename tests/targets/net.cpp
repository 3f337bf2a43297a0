// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt

/// A net that runs and learns, compiled for one processor after the other and with various flags: see run.cmake.

#include <perceptype.hpp>

namespace pt = perceptype;

using small = pt::network<pt::input<5>, pt::dense<9>, pt::tanh, pt::dense<2>, pt::softmax>;

float learn(pt::trainer<small, pt::cross_entropy, pt::adam<>>& trainer, const pt::tensor<float, 5>& x) {
    return trainer.step(x, 1);
}

#if defined(__cpp_exceptions)
bool is_wrong(pt::trainer<small, pt::cross_entropy, pt::adam<>>& trainer, int number) {
    try {
        trainer.step({}, number);
    } catch (const pt::data_error& error) {
        const pt::data_error copy = error;
        return copy.position() == 0;
    }
    return false;
}
#endif
