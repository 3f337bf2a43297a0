// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
#pragma once

/// A less accurate, faster tanh, which has to be asked for by name.

#include <perceptype/config.hpp>
#include <perceptype/kernel/simd/pack.hpp>

#include <cstddef>

namespace perceptype::inline PERCEPTYPE_ISA::kernels {

/// z P(z^2) / Q(z^2), with P and Q from tests/reference/math_coefficients.py, lowest power first.
struct fast_tanh_terms {
    static constexpr double over[3] = {0.9997536, 0.10087329, 0.0006308369};
    static constexpr double under[3] = {1, 0.43351376, 0.012390093};
    static constexpr double limit = 5.247;  ///< beyond it the result is constant, just below 1
};

/// a + b y + c y^2
template <class Pack>
PERCEPTYPE_INLINE constexpr Pack parabola(const double (&terms)[3], Pack y) {
    const auto term = [&](std::size_t i) { return Pack::broadcast(static_cast<typename Pack::scalar_type>(terms[i])); };
    return multiply_add(multiply_add(term(2), y, term(1)), y, term(0));
}

/// The hyperbolic tangent, at most 6e-5 off, never beyond +-1, odd; NaN for NaN.
template <class Scalar, std::size_t Lanes>
PERCEPTYPE_INLINE constexpr pack<Scalar, Lanes> fast_tanh(pack<Scalar, Lanes> z) {
    const auto limit = pack<Scalar, Lanes>::broadcast(static_cast<Scalar>(fast_tanh_terms::limit));
    const auto within = minimum(limit, maximum(-limit, z));
    const auto y = within * within;
    return within * parabola(fast_tanh_terms::over, y) / parabola(fast_tanh_terms::under, y);
}

/// Its derivative, as exact as rounding allows: (P Q + 2 y (P' Q - P Q')) / Q^2 with y = z^2, and 0 beyond the limit.
template <class Scalar, std::size_t Lanes>
PERCEPTYPE_INLINE constexpr pack<Scalar, Lanes> fast_tanh_derivative(pack<Scalar, Lanes> z) {
    using Pack = pack<Scalar, Lanes>;
    using terms = fast_tanh_terms;
    const auto limit = Pack::broadcast(static_cast<Scalar>(terms::limit));
    const auto within = minimum(limit, maximum(-limit, z));
    const auto y = within * within;
    const auto over = parabola(terms::over, y);
    const auto under = parabola(terms::under, y);
    constexpr double over_slope[3] = {terms::over[1], 2 * terms::over[2], 0};
    constexpr double under_slope[3] = {terms::under[1], 2 * terms::under[2], 0};
    const auto bend = parabola(over_slope, y) * under - over * parabola(under_slope, y);
    const auto slope = multiply_add(y + y, bend, over * under) / (under * under);
    return mask_where((within == z) | (z != z), slope);  // NaN stays
}

}  // namespace perceptype::inline PERCEPTYPE_ISA::kernels
