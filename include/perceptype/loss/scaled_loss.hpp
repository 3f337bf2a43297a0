// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
#pragma once

#include <perceptype/config.hpp>
#include <perceptype/loss/loss.hpp>

#include <cstddef>
#include <type_traits>

namespace perceptype::inline PERCEPTYPE_ISA {

namespace detail {

/// The row functions of a loss, or of its fused form, times a factor.
template <class Loss>
struct scaled_rows {
    double factor;
    Loss loss;

    template <std::size_t Lanes, std::size_t Size, class Scalar>
    constexpr Scalar row_value(const Scalar* y, const Scalar* t) const {
        return static_cast<Scalar>(factor) * loss.template row_value<Lanes, Size>(y, t);
    }
    template <std::size_t Lanes, std::size_t Size, class Scalar>
    constexpr Scalar row_gradient(const Scalar* y, const Scalar* t, Scalar* dy, Scalar scale) const {
        const auto by = static_cast<Scalar>(factor);
        return by * loss.template row_gradient<Lanes, Size>(y, t, dy, scale * by);
    }
};

}  // namespace detail

/// The weighted loss `factor * loss`.
template <Loss Scaled>
struct scaled_loss : loss_base<scaled_loss<Scaled>>, detail::scaled_rows<Scaled> {
    static constexpr const char* name = Scaled::name;
    static constexpr loss_capabilities can = Scaled::can;
    using scaled_type = Scaled;

    constexpr scaled_loss(double by, const Scaled& scaled) : detail::scaled_rows<Scaled>{by, scaled} {}

    template <class LastLayer, class Shape>
    static constexpr bool fits = Scaled::template fits<LastLayer, Shape>;
};

template <class Number, Loss Scaled>
    requires std::is_arithmetic_v<Number>
constexpr scaled_loss<Scaled> operator*(Number factor, const Scaled& loss) {
    return {static_cast<double>(factor), loss};
}
template <class Number, Loss Scaled>
    requires std::is_arithmetic_v<Number>
constexpr scaled_loss<Scaled> operator*(const Scaled& loss, Number factor) {
    return {static_cast<double>(factor), loss};
}

/// The fused form of the loss, scaled.
template <class Scaled, class LastLayer>
    requires detail::Fused<Scaled, LastLayer>
struct fused_pair<scaled_loss<Scaled>, LastLayer> : detail::scaled_rows<fused_pair<Scaled, LastLayer>> {
    static constexpr const char* name = fused_pair<Scaled, LastLayer>::name;

    constexpr explicit fused_pair(const scaled_loss<Scaled>& scaled)
        : detail::scaled_rows<fused_pair<Scaled, LastLayer>>{scaled.factor,
                                                             detail::behind_layer<LastLayer>(scaled.loss)} {}
};

namespace detail {

template <class Scaled, class LastLayer>
    requires requires(const Scaled& loss) { loss_of_result<Scaled, LastLayer>{loss}; }
struct loss_of_result<scaled_loss<Scaled>, LastLayer> : scaled_rows<loss_of_result<Scaled, LastLayer>> {
    constexpr explicit loss_of_result(const scaled_loss<Scaled>& scaled)
        : scaled_rows<loss_of_result<Scaled, LastLayer>>{scaled.factor,
                                                         loss_of_result<Scaled, LastLayer>{scaled.loss}} {}
};

}  // namespace detail

}  // namespace perceptype::inline PERCEPTYPE_ISA
