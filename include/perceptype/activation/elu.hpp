// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
#pragma once

#include <perceptype/config.hpp>
#include <perceptype/activation/activation.hpp>
#include <perceptype/initializer/he_uniform.hpp>
#include <perceptype/kernel/math.hpp>
#include <perceptype/layer/layer.hpp>

namespace perceptype::inline PERCEPTYPE_ISA {

/// Exponential linear unit: a(z) = z for z > 0, else Alpha (e^z - 1), with 0 < Alpha.
/// Source: Clevert, Unterthiner, Hochreiter 2016.
template <auto Alpha>
struct elu_with : activation_base {
    static constexpr const char* name = "elu";
    static constexpr layer_capabilities can{.has_initializer = true, .uses_many_registers = true};
    using arguments = argument_list<Alpha>;
    static constexpr const char* derivative_text = "1 if z > 0, else a + alpha";
    static constexpr he_uniform initializer{};
    static constexpr bool in_range = Alpha > 0;
    using range = above<0>;

    template <class Pack>
    PERCEPTYPE_INLINE static constexpr Pack value(Pack z) {
        using Scalar = typename Pack::scalar_type;
        return select(z > Pack::broadcast(0), z, kernels::expm1(z) * static_cast<Scalar>(Alpha));
    }
    template <class Pack>
    PERCEPTYPE_INLINE static constexpr Pack derivative_from_value(Pack a) {
        using Scalar = typename Pack::scalar_type;
        return select(a > Pack::broadcast(0), Pack::broadcast(1), a + static_cast<Scalar>(Alpha));
    }
};

/// `elu_with` with PyTorch's default alpha.
using elu = elu_with<1.0>;

}  // namespace perceptype::inline PERCEPTYPE_ISA
