// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
#pragma once

#include <perceptype/config.hpp>
#include <perceptype/kernel/reproducible.hpp>
#include <perceptype/random/generator.hpp>

#include <cstddef>

namespace perceptype::inline PERCEPTYPE_ISA {

/// Uniform weights for layers before tanh, sigmoid and similar activations: within +-gain * sqrt(6 / (fan_in +
/// fan_out)).
///
/// X. Glorot and Y. Bengio, "Understanding the difficulty of training deep feedforward neural networks", AISTATS
/// 2010; `torch.nn.init.xavier_uniform_`.
struct glorot_uniform {
    /// A factor of the weights; 1 suits sigmoid, and tanh near zero.
    double gain = 1;

    /// The function that draws one weight per call; see initializer.hpp.
    constexpr auto sampler(std::size_t fan_in, std::size_t fan_out) const noexcept {
        const double bound = gain * detail::square_root(6 / static_cast<double>(fan_in + fan_out));
        return [bound](generator& random) noexcept { return bound * random.symmetric(); };
    }
};

}  // namespace perceptype::inline PERCEPTYPE_ISA
