// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
#pragma once

#include <perceptype/config.hpp>
#include <perceptype/kernel/math.hpp>
#include <perceptype/layer/layer.hpp>

namespace perceptype::inline PERCEPTYPE_ISA {

/// a(z) = 1 / (1 + e^-z); a' = a (1 - a), at most 0.25.
struct sigmoid : layer_base {
    static constexpr const char* name = "sigmoid";
    using uses_many_registers = void;
    static constexpr const char* derivative_text = "a (1 - a)";
    using gives_probabilities = void;
    using elementwise = void;

    template <class Pack>
    PERCEPTYPE_INLINE static constexpr Pack value(Pack z) {
        return kernels::sigmoid(z);
    }
    template <class Pack>
    PERCEPTYPE_INLINE static constexpr Pack derivative_from_value(Pack a) {
        return a * (Pack::broadcast(1) - a);
    }
};

/// The sigmoid's other name.
using logistic = sigmoid;

}  // namespace perceptype::inline PERCEPTYPE_ISA
