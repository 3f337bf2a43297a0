// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
#pragma once

#include <perceptype/config.hpp>
#include <perceptype/kernel/reproducible.hpp>
#include <perceptype/random/generator.hpp>

#include <cstddef>

namespace perceptype::inline PERCEPTYPE_ISA {

/// Normal weights for layers before relu and similar activations: variance 2 / (fan_in (1 + negative_slope^2)).
///
/// K. He et al., "Delving deep into rectifiers", ICCV 2015; `torch.nn.init.kaiming_normal_`.
struct he_normal {
    /// The slope of leaky_relu or prelu for negative inputs.
    double negative_slope = 0;

    /// The function that draws one weight per call; see initializer.hpp.
    constexpr auto sampler(std::size_t fan_in, std::size_t) const noexcept {
        const double squares = static_cast<double>(fan_in) * (1 + detail::rounded(negative_slope * negative_slope));
        const double deviation = detail::square_root(2 / squares);
        return [deviation](generator& random) noexcept { return deviation * random.normal(); };
    }
};

}  // namespace perceptype::inline PERCEPTYPE_ISA
