// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
#pragma once

#include <perceptype/config.hpp>
#include <perceptype/loss/loss.hpp>

namespace perceptype::inline PERCEPTYPE_ISA {

/// E = mean over the outputs of |y - t|; dE/dy = sign(y - t) / n, 0 at 0.
struct mean_absolute_error : loss_base<mean_absolute_error>, mean_of_terms<mean_absolute_error> {
    static constexpr const char* name = "mean_absolute_error";
    static constexpr const char* gradient_text = "sign(y - t) / n";

    template <class LastLayer, class Shape>
    static constexpr bool fits = true;

    template <class Pack>
    PERCEPTYPE_INLINE constexpr Pack term(Pack y, Pack t) const {
        return absolute(y - t);
    }
    template <class Pack>
    PERCEPTYPE_INLINE constexpr Pack slope(Pack y, Pack t) const {
        const Pack one = Pack::broadcast(1);
        return select(y > t, one, select(y < t, -one, y - t));  // 0, or NaN
    }
};

}  // namespace perceptype::inline PERCEPTYPE_ISA
