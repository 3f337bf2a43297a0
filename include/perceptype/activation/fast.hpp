// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
#pragma once

#include <perceptype/config.hpp>
#include <perceptype/activation/activation.hpp>
#include <perceptype/activation/sigmoid.hpp>
#include <perceptype/activation/tanh.hpp>
#include <perceptype/kernel/math.hpp>
#include <perceptype/layer/layer.hpp>

namespace perceptype::inline PERCEPTYPE_ISA {

/// A faster, less accurate version of an activation: `fast<tanh>` and `fast<sigmoid>`. Other arguments are not layers.
template <class Activation>
struct fast {};

/// tanh z with an error of at most 6e-5, never beyond +-1. a' is the exact derivative of the approximation, 0 for |z|
/// >= 5.247.
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

/// 1 / (1 + e^-z) = 1/2 + tanh(z / 2) / 2, with an error of at most 3e-5, never outside 0..1. a' is the exact
/// derivative of the approximation, 0 for |z| >= 10.494.
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
