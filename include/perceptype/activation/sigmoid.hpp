// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
#pragma once

#include <perceptype/config.hpp>
#include <perceptype/activation/activation.hpp>
#include <perceptype/kernel/math.hpp>
#include <perceptype/layer/layer.hpp>

namespace perceptype::inline PERCEPTYPE_ISA {

/// a(z) = 1 / (1 + e^-z); a' = a (1 - a), at most 0.25.
struct sigmoid : activation_base {
    static constexpr const char* name = "sigmoid";
    static constexpr layer_capabilities can{.gives_probabilities = true, .uses_many_registers = true};
    static constexpr const char* derivative_text = "a (1 - a)";

    template <class Pack>
    PERCEPTYPE_INLINE static constexpr Pack value(Pack z) {
        return kernels::sigmoid(z);
    }
    template <class Pack>
    PERCEPTYPE_INLINE static constexpr Pack derivative_from_value(Pack a) {
        return a * (Pack::broadcast(1) - a);
    }
};

/// Another name of the sigmoid.
using logistic = sigmoid;

}  // namespace perceptype::inline PERCEPTYPE_ISA
