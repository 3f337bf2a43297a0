// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
#pragma once

#include <perceptype/config.hpp>
#include <perceptype/activation/activation.hpp>
#include <perceptype/initializer/he_uniform.hpp>
#include <perceptype/kernel/simd/pack.hpp>
#include <perceptype/layer/layer.hpp>

namespace perceptype::inline PERCEPTYPE_ISA {

/// Rectified linear unit: a(z) = max(z, 0); NaN stays NaN. a' = 1 for z > 0, else 0, also at 0, as in PyTorch.
/// Source: Glorot, Bordes, Bengio 2011.
struct relu : activation_base {
    static constexpr const char* name = "relu";
    static constexpr layer_capabilities can{.has_initializer = true};
    static constexpr const char* derivative_text = "1 if z > 0, else 0";
    static constexpr he_uniform initializer{};

    template <class Pack>
    PERCEPTYPE_INLINE static constexpr Pack value(Pack z) {
        return kernels::maximum(Pack::broadcast(0), z);
    }
    template <class Pack>
    PERCEPTYPE_INLINE static constexpr Pack derivative_from_value(Pack a) {
        return select(a > Pack::broadcast(0), Pack::broadcast(1), Pack::broadcast(0));
    }
};

}  // namespace perceptype::inline PERCEPTYPE_ISA
