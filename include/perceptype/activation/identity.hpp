// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
#pragma once

#include <perceptype/config.hpp>
#include <perceptype/activation/activation.hpp>
#include <perceptype/kernel/simd/pack.hpp>
#include <perceptype/layer/layer.hpp>

namespace perceptype::inline PERCEPTYPE_ISA {

/// a(z) = z.
struct identity : activation_base {
    static constexpr const char* name = "identity";
    static constexpr const char* derivative_text = "1";

    template <class Pack>
    PERCEPTYPE_INLINE static constexpr Pack value(Pack z) {
        return z;
    }
    template <class Pack>
    PERCEPTYPE_INLINE static constexpr Pack derivative_from_value(Pack) {
        return Pack::broadcast(1);
    }
};

}  // namespace perceptype::inline PERCEPTYPE_ISA
