// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
#pragma once

#include <perceptype/config.hpp>
#include <perceptype/activation/activation.hpp>
#include <perceptype/initializer/he_uniform.hpp>
#include <perceptype/kernel/simd/pack.hpp>
#include <perceptype/layer/layer.hpp>

namespace perceptype::inline PERCEPTYPE_ISA {

/// a(z) = z for z > 0, else Slope z, with 0 < Slope. Source: Maas, Hannun, Ng 2013.
template <auto Slope>
struct leaky_relu_with : activation_base {
    static constexpr const char* name = "leaky_relu";
    static constexpr layer_capabilities can{.has_initializer = true};
    using arguments = argument_list<Slope>;
    static constexpr const char* derivative_text = "1 if z > 0, else the slope";
    static constexpr he_uniform initializer{.negative_slope = static_cast<double>(Slope)};
    static constexpr bool in_range = Slope > 0;
    using range = above<0>;

    template <class Pack>
    PERCEPTYPE_INLINE static constexpr Pack value(Pack z) {
        using Scalar = typename Pack::scalar_type;
        return select(z > Pack::broadcast(0), z, z * static_cast<Scalar>(Slope));
    }
    template <class Pack>
    PERCEPTYPE_INLINE static constexpr Pack derivative_from_value(Pack a) {
        using Scalar = typename Pack::scalar_type;
        return select(a > Pack::broadcast(0), Pack::broadcast(1), Pack::broadcast(static_cast<Scalar>(Slope)));
    }
};

/// `leaky_relu_with` with PyTorch's default slope.
using leaky_relu = leaky_relu_with<0.01>;

}  // namespace perceptype::inline PERCEPTYPE_ISA
