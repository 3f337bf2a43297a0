// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
#pragma once

#include <perceptype/config.hpp>
#include <perceptype/activation/activation.hpp>
#include <perceptype/kernel/simd/pack.hpp>
#include <perceptype/layer/layer.hpp>

namespace perceptype::inline PERCEPTYPE_ISA {

/// a(z) = z / 6 + 1/2, clamped to 0..1, as in PyTorch; a' = 1/6 inside, 0 outside and at the corners.
struct hard_sigmoid : activation_base {
    static constexpr const char* name = "hard_sigmoid";
    static constexpr layer_capabilities can{.gives_probabilities = true};
    static constexpr const char* derivative_text = "1 / 6 if -3 < z < 3, else 0";

    template <class Pack>
    PERCEPTYPE_INLINE static constexpr Pack value(Pack z) {
        using Scalar = typename Pack::scalar_type;
        const Pack line = (z + Scalar(3)) * (Scalar(1) / 6);  // exact at the corners, which z / 6 + 1/2 is not
        return kernels::minimum(Pack::broadcast(1), kernels::maximum(Pack::broadcast(0), line));
    }
    template <class Pack>
    PERCEPTYPE_INLINE static constexpr Pack derivative_from_value(Pack a) {
        using Scalar = typename Pack::scalar_type;
        return select((a > Pack::broadcast(0)) & (a < Pack::broadcast(1)), Pack::broadcast(Scalar(1) / 6),
                      Pack::broadcast(0));
    }
};

}  // namespace perceptype::inline PERCEPTYPE_ISA
