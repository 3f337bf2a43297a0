// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
#pragma once

#include <perceptype/config.hpp>
#include <perceptype/activation/activation.hpp>
#include <perceptype/initializer/he_uniform.hpp>
#include <perceptype/kernel/math.hpp>
#include <perceptype/layer/layer.hpp>

namespace perceptype::inline PERCEPTYPE_ISA {

/// a(z) = log(1 + e^z), exact for every z (PyTorch returns z above 20); a' = kernels::sigmoid(z) = 1 - e^-a.
struct softplus : activation_base {
    static constexpr const char* name = "softplus";
    static constexpr layer_capabilities can{.has_initializer = true, .uses_many_registers = true};
    static constexpr const char* derivative_text = "1 - e^-a";
    static constexpr he_uniform initializer{};

    template <class Pack>
    PERCEPTYPE_INLINE static constexpr Pack value(Pack z) {
        return kernels::softplus(z);
    }
    template <class Pack>
    PERCEPTYPE_INLINE static constexpr Pack derivative_from_value(Pack a) {
        return -kernels::expm1(-a);
    }
};

}  // namespace perceptype::inline PERCEPTYPE_ISA
