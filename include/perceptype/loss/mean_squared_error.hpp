// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
#pragma once

#include <perceptype/config.hpp>
#include <perceptype/loss/loss.hpp>

namespace perceptype::inline PERCEPTYPE_ISA {

/// E = mean over the outputs of (y - t)^2; dE/dy = 2 (y - t) / n.
struct mean_squared_error : loss_base<mean_squared_error>, mean_of_terms<mean_squared_error> {
    static constexpr const char* name = "mean_squared_error";
    static constexpr const char* gradient_text = "2 (y - t) / n";

    template <class LastLayer, class Shape>
    static constexpr bool fits = true;

    template <class Pack>
    PERCEPTYPE_INLINE constexpr Pack term(Pack y, Pack t) const {
        return (y - t) * (y - t);
    }
    template <class Pack>
    PERCEPTYPE_INLINE constexpr Pack slope(Pack y, Pack t) const {
        return (y - t) + (y - t);
    }
};

}  // namespace perceptype::inline PERCEPTYPE_ISA
