// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
#pragma once

#include <perceptype/config.hpp>
#include <perceptype/loss/loss.hpp>

namespace perceptype::inline PERCEPTYPE_ISA {

/// E = 1/2 sum (y - t)^2, the textbook's error; dE/dy = y - t.
struct sum_of_squared_errors : loss_base<sum_of_squared_errors>, sum_of_terms<sum_of_squared_errors> {
    static constexpr const char* name = "sum_of_squared_errors";
    static constexpr const char* gradient_text = "y - t";

    template <class LastLayer, class Shape>
    static constexpr bool fits = true;

    template <class Pack>
    PERCEPTYPE_INLINE constexpr Pack term(Pack y, Pack t) const {
        return (y - t) * (y - t) * Pack::broadcast(static_cast<typename Pack::scalar_type>(0.5));
    }
    template <class Pack>
    PERCEPTYPE_INLINE constexpr Pack slope(Pack y, Pack t) const {
        return y - t;
    }
};

}  // namespace perceptype::inline PERCEPTYPE_ISA
