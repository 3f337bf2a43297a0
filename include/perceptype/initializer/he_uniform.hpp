// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
#pragma once

#include <perceptype/config.hpp>
#include <perceptype/kernel/reproducible.hpp>
#include <perceptype/random/generator.hpp>

#include <cstddef>

namespace perceptype::inline PERCEPTYPE_ISA {

/// Uniform weights for layers before relu and similar activations: within +-sqrt(6 / (fan_in (1 + negative_slope^2))).
///
/// K. He et al., "Delving deep into rectifiers", ICCV 2015; `torch.nn.init.kaiming_uniform_`.
struct he_uniform {
    /// The slope of leaky_relu or prelu for negative inputs.
    double negative_slope = 0;

    /// The function that draws one weight per call; see initializer.hpp.
    constexpr auto sampler(std::size_t fan_in, std::size_t) const noexcept {
        const double squares = static_cast<double>(fan_in) * (1 + detail::rounded(negative_slope * negative_slope));
        const double bound = detail::square_root(6 / squares);
        return [bound](generator& random) noexcept { return bound * random.symmetric(); };
    }
};

}  // namespace perceptype::inline PERCEPTYPE_ISA
