// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
#pragma once

#include <perceptype/config.hpp>
#include <perceptype/activation/activation.hpp>
#include <perceptype/initializer/he_uniform.hpp>
#include <perceptype/kernel/math.hpp>
#include <perceptype/layer/layer.hpp>

namespace perceptype::inline PERCEPTYPE_ISA {

/// Gaussian error linear unit, exact: a(z) = z P(z), P the normal distribution's cumulative function;
/// a' = P(z) + z p(z), p its density. Source: Hendrycks, Gimpel 2016.
struct gelu : activation_base {
    static constexpr const char* name = "gelu";
    static constexpr layer_capabilities can{
        .has_initializer = true, .derivative = derivative_source::input, .uses_many_registers = true};
    static constexpr const char* derivative_text = "P(z) + z p(z), with the normal distribution P and its density p";
    static constexpr he_uniform initializer{};

    template <class Pack>
    PERCEPTYPE_INLINE static constexpr Pack value(Pack z) {
        return z * kernels::normal_cdf(z);
    }
    template <class Pack>
    PERCEPTYPE_INLINE static constexpr Pack derivative(Pack z) {
        return multiply_add(z, kernels::normal_density(z), kernels::normal_cdf(z));
    }
};

}  // namespace perceptype::inline PERCEPTYPE_ISA
