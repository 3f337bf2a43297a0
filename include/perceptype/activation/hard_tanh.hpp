// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
#pragma once

#include <perceptype/config.hpp>
#include <perceptype/activation/activation.hpp>
#include <perceptype/kernel/simd/pack.hpp>
#include <perceptype/layer/layer.hpp>

namespace perceptype::inline PERCEPTYPE_ISA {

/// a(z) = z, clamped to -1..1; a' = 1 inside, 0 outside and at the corners, as in PyTorch.
struct hard_tanh : activation_base {
    static constexpr const char* name = "hard_tanh";
    static constexpr const char* derivative_text = "1 if -1 < z < 1, else 0";

    template <class Pack>
    PERCEPTYPE_INLINE static constexpr Pack value(Pack z) {
        return kernels::minimum(Pack::broadcast(1), kernels::maximum(Pack::broadcast(-1), z));
    }
    template <class Pack>
    PERCEPTYPE_INLINE static constexpr Pack derivative_from_value(Pack a) {
        return select((a > Pack::broadcast(-1)) & (a < Pack::broadcast(1)), Pack::broadcast(1), Pack::broadcast(0));
    }
};

}  // namespace perceptype::inline PERCEPTYPE_ISA
