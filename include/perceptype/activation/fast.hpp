// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
#pragma once

#include <perceptype/config.hpp>
#include <perceptype/activation/activation.hpp>
#include <perceptype/activation/sigmoid.hpp>
#include <perceptype/activation/tanh.hpp>
#include <perceptype/kernel/math.hpp>
#include <perceptype/layer/layer.hpp>

namespace perceptype::inline PERCEPTYPE_ISA {

/// A coarser form of an activation that takes less time: `fast<tanh>`, `fast<sigmoid>`. No layer for any other.
template <class Activation>
struct fast {};

/// tanh z, at most 6e-5 off and never beyond +-1; a' is the derivative of what is computed, 0 from |z| = 5.247 on.
template <>
struct fast<tanh> : activation_base {
    static constexpr const char* name = "fast<tanh>";
    static constexpr layer_capabilities can{.derivative = derivative_source::input, .uses_many_registers = true};
    static constexpr const char* derivative_text = "1 - a^2, about";

    template <class Pack>
    PERCEPTYPE_INLINE static constexpr Pack value(Pack z) {
        return kernels::fast_tanh(z);
    }
    template <class Pack>
    PERCEPTYPE_INLINE static constexpr Pack derivative(Pack z) {
        return kernels::fast_tanh_derivative(z);
    }
};

/// 1 / (1 + e^-z) = 1/2 + tanh(z / 2) / 2, at most 3e-5 off and never beyond 0 and 1; a' is the derivative of what is
/// computed, 0 from |z| = 10.494 on.
template <>
struct fast<sigmoid> : activation_base {
    static constexpr const char* name = "fast<sigmoid>";
    static constexpr layer_capabilities can{
        .gives_probabilities = true, .derivative = derivative_source::input, .uses_many_registers = true};
    static constexpr const char* derivative_text = "a (1 - a), about";

    template <class Pack>
    PERCEPTYPE_INLINE static constexpr Pack value(Pack z) {
        const Pack half = Pack::broadcast(typename Pack::scalar_type(0.5));
        return multiply_add(half, kernels::fast_tanh(half * z), half);
    }
    template <class Pack>
    PERCEPTYPE_INLINE static constexpr Pack derivative(Pack z) {
        using Scalar = typename Pack::scalar_type;
        return Pack::broadcast(Scalar(0.25)) * kernels::fast_tanh_derivative(Pack::broadcast(Scalar(0.5)) * z);
    }
};

}  // namespace perceptype::inline PERCEPTYPE_ISA
