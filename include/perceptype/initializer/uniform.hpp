// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
#pragma once

#include <perceptype/config.hpp>
#include <perceptype/kernel/reproducible.hpp>
#include <perceptype/random/generator.hpp>

#include <cstddef>

namespace perceptype::inline PERCEPTYPE_ISA {

/// Weights uniform between `low` and `high`, whatever the layer's size; the default is Keras's `RandomUniform`.
struct uniform {
    double low = -0.05;
    double high = 0.05;

    /// The function that draws one weight per call; see initializer.hpp.
    constexpr auto sampler(std::size_t, std::size_t) const noexcept {
        const double middle = 0.5 * low + 0.5 * high;
        const double bound = 0.5 * high - 0.5 * low;
        return [middle, bound](generator& random) noexcept {
            return middle + detail::rounded(bound * random.symmetric());
        };
    }
};

}  // namespace perceptype::inline PERCEPTYPE_ISA
