// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
#pragma once

#include <perceptype/config.hpp>
#include <perceptype/activation/activation.hpp>
#include <perceptype/kernel/math.hpp>
#include <perceptype/layer/layer.hpp>

namespace perceptype::inline PERCEPTYPE_ISA {

/// a(z) = tanh z; a' = 1 - a^2.
struct tanh : activation_base {
    static constexpr const char* name = "tanh";
    static constexpr layer_capabilities can{.uses_many_registers = true};
    static constexpr const char* derivative_text = "1 - a^2";

    template <class Pack>
    PERCEPTYPE_INLINE static constexpr Pack value(Pack z) {
        return kernels::tanh(z);
    }
    template <class Pack>
    PERCEPTYPE_INLINE static constexpr Pack derivative_from_value(Pack a) {
        return multiply_add(-a, a, Pack::broadcast(1));
    }
};

}  // namespace perceptype::inline PERCEPTYPE_ISA
