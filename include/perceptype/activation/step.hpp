// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
#pragma once

#include <perceptype/config.hpp>
#include <perceptype/activation/activation.hpp>
#include <perceptype/kernel/simd/pack.hpp>
#include <perceptype/layer/layer.hpp>

namespace perceptype::inline PERCEPTYPE_ISA {

/// Rosenblatt's all-or-none neuron: a(z) = 1 for z >= 0, else 0. It can be evaluated, but has no derivative to train
/// with: the gradient of a network that contains it is a compile error. Source: Rosenblatt 1958.
struct step : activation_base {
    static constexpr const char* name = "step";
    static constexpr layer_capabilities can{.gives_probabilities = true, .derivative = derivative_source::none};

    template <class Pack>
    PERCEPTYPE_INLINE static constexpr Pack value(Pack z) {
        return select(z >= Pack::broadcast(0), Pack::broadcast(1), Pack::broadcast(0));
    }
};

}  // namespace perceptype::inline PERCEPTYPE_ISA
