// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
#pragma once

#include <perceptype/config.hpp>
#include <perceptype/activation/activation.hpp>
#include <perceptype/initializer/lecun_normal.hpp>
#include <perceptype/kernel/math.hpp>
#include <perceptype/layer/layer.hpp>

namespace perceptype::inline PERCEPTYPE_ISA {

/// Scaled exponential linear unit: a(z) = s z for z > 0, else s alpha (e^z - 1), with the constants that keep mean 0
/// and variance 1. Source: Klambauer et al. 2017.
struct selu : activation_base {
    static constexpr const char* name = "selu";
    static constexpr layer_capabilities can{.has_initializer = true, .uses_many_registers = true};
    static constexpr const char* derivative_text = "1.0507 if z > 0, else a + 1.7581";
    static constexpr lecun_normal initializer{};

    static constexpr double scale = 1.0507009873554804934193349852946;
    static constexpr double alpha = 1.6732632423543772848170429916717;

    template <class Pack>
    PERCEPTYPE_INLINE static constexpr Pack value(Pack z) {
        using Scalar = typename Pack::scalar_type;
        return select(z > Pack::broadcast(0), z * static_cast<Scalar>(scale),
                      kernels::expm1(z) * static_cast<Scalar>(scale * alpha));
    }
    template <class Pack>
    PERCEPTYPE_INLINE static constexpr Pack derivative_from_value(Pack a) {
        using Scalar = typename Pack::scalar_type;
        return select(a > Pack::broadcast(0), Pack::broadcast(static_cast<Scalar>(scale)),
                      a + static_cast<Scalar>(scale * alpha));
    }
};

}  // namespace perceptype::inline PERCEPTYPE_ISA
