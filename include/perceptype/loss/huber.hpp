// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
#pragma once

#include <perceptype/config.hpp>
#include <perceptype/diagnostics/text.hpp>
#include <perceptype/loss/loss.hpp>

#include <cstddef>

namespace perceptype::inline PERCEPTYPE_ISA {

/// E = mean over the outputs of d^2 / 2 for |d| <= delta, else delta (|d| - delta / 2), d = y - t; dE/dy is d clamped
/// to -delta..delta, divided by n. Source: Huber 1964; PyTorch's HuberLoss.
struct huber {
    static constexpr const char* name = "huber";
    static constexpr loss_capabilities can{};
    static constexpr const char* gradient_text = "(y - t) / n, cut to -delta / n .. delta / n";
    double delta = 1;  ///< the |d| at which the parabola becomes a line; above 0

    template <class LastLayer, class Shape>
    static constexpr bool fits = true;

    template <class Pack>
    PERCEPTYPE_INLINE constexpr Pack term(Pack y, Pack t) const {
        using Scalar = typename Pack::scalar_type;
        const Pack limit = Pack::broadcast(static_cast<Scalar>(delta));
        const Pack distance = absolute(y - t);
        // The two formulas are not combined by a selection: g++ 12 turns that into a masked product, and fails to
        // compile it for AVX-512 if the value is unused.
        const Pack cut = kernels::minimum(limit, distance);
        return cut * (distance - Pack::broadcast(Scalar(0.5)) * cut);
    }
    template <class Pack>
    PERCEPTYPE_INLINE constexpr Pack slope(Pack y, Pack t) const {
        const Pack limit = Pack::broadcast(static_cast<typename Pack::scalar_type>(delta));
        return kernels::minimum(limit, kernels::maximum(-limit, y - t));
    }

    // Unlike other losses, huber has no base classes: an aggregate with bases cannot be initialized as huber{0.5}.
    template <std::size_t Lanes, std::size_t Size, class Scalar>
    constexpr Scalar row_value(const Scalar* y, const Scalar* t) const {
        return detail::sum_terms<Lanes, Size>(*this, y, t, Scalar(1) / Scalar(Size));
    }
    template <std::size_t Lanes, std::size_t Size, class Scalar>
    constexpr Scalar row_gradient(const Scalar* y, const Scalar* t, Scalar* dy, Scalar scale) const {
        return detail::sum_terms_and_slopes<Lanes, Size>(*this, y, t, dy, Scalar(1) / Scalar(Size), scale);
    }

    /// E(y, t).
    template <class Output, class Target>
    [[nodiscard]] constexpr auto value(const Output& y, const Target& t) const {
        static_assert(target_matches<receives<Target>, needs<Output>, huber>, PERCEPTYPE_TEXT_LOSS_TARGET_MATCHES);
        return loss_value(*this, y, t);
    }
    /// dE/dy, of y's shape.
    template <class Output, class Target>
    [[nodiscard]] constexpr auto gradient(const Output& y, const Target& t) const {
        static_assert(target_matches<receives<Target>, needs<Output>, huber>, PERCEPTYPE_TEXT_LOSS_TARGET_MATCHES);
        return loss_gradient(*this, y, t);
    }
};

}  // namespace perceptype::inline PERCEPTYPE_ISA
