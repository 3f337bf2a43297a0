// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
#pragma once

#include <perceptype/config.hpp>
#include <perceptype/activation/activation.hpp>
#include <perceptype/initializer/he_uniform.hpp>
#include <perceptype/kernel/math.hpp>
#include <perceptype/layer/layer.hpp>

namespace perceptype::inline PERCEPTYPE_ISA {

/// Sigmoid linear unit, swish: a(z) = z s(z), s the sigmoid; a' = s (1 + z (1 - s)).
/// Source: Elfwing, Uchibe, Doya 2018.
struct silu : activation_base {
    static constexpr const char* name = "silu";
    static constexpr layer_capabilities can{
        .has_initializer = true, .derivative = derivative_source::input, .uses_many_registers = true};
    static constexpr const char* derivative_text = "s (1 + z (1 - s)), with s = 1 / (1 + e^-z)";
    static constexpr he_uniform initializer{};

    template <class Pack>
    PERCEPTYPE_INLINE static constexpr Pack value(Pack z) {
        return z * kernels::sigmoid(z);
    }
    template <class Pack>
    PERCEPTYPE_INLINE static constexpr Pack derivative(Pack z) {
        const Pack s = kernels::sigmoid(z);
        return multiply_add(z * s, kernels::sigmoid(-z), s);
    }
};

}  // namespace perceptype::inline PERCEPTYPE_ISA
