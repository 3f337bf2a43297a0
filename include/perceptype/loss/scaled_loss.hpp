// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
#pragma once

#include <perceptype/config.hpp>
#include <perceptype/loss/loss.hpp>

#include <cstddef>
#include <type_traits>

namespace perceptype::inline PERCEPTYPE_ISA {

namespace detail {

template <class Loss>
struct takes_no_number {};
template <class Loss>
struct takes_a_class {
    using takes_class = void;
};
template <class Loss>
struct takes_a_label {
    using takes_label = void;
};
template <class Loss>
using takes_what =
    std::conditional_t<requires { typename Loss::takes_class; }, takes_a_class<Loss>, std::conditional_t<requires {
                           typename Loss::takes_label;
                       }, takes_a_label<Loss>, takes_no_number<Loss>>>;

}  // namespace detail

/// `factor * loss`: a loss that weighs more or less than others beside it.
template <Loss Scaled>
struct scaled_loss : detail::takes_what<Scaled> {
    static constexpr const char* name = Scaled::name;
    using scaled_type = Scaled;
    double factor;
    Scaled loss;

    constexpr scaled_loss(double by, const Scaled& scaled) : factor(by), loss(scaled) {}

    template <class LastLayer, class Shape>
    static constexpr bool fits = Scaled::template fits<LastLayer, Shape>;

    template <std::size_t Lanes, std::size_t Size, class Scalar>
    constexpr Scalar row_value(const Scalar* y, const Scalar* t) const {
        return static_cast<Scalar>(factor) * loss.template row_value<Lanes, Size>(y, t);
    }
    template <std::size_t Lanes, std::size_t Size, class Scalar>
    constexpr Scalar row_gradient(const Scalar* y, const Scalar* t, Scalar* dy, Scalar scale) const {
        const auto by = static_cast<Scalar>(factor);
        return by * loss.template row_gradient<Lanes, Size>(y, t, dy, scale * by);
    }

    /// E(y, t) and dE/dy, as the loss's own, times the factor.
    template <class Output, class Target>
    [[nodiscard]] constexpr auto value(const Output& y, const Target& t) const {
        static_assert(target_matches<receives<Target>, needs<Output>, scaled_loss>,
                      "perceptype: y must be a tensor, and the target must have exactly its extents and scalar type, "
                      "or be an integer class for a loss such as cross_entropy");
        return loss_value(*this, y, t);
    }
    template <class Output, class Target>
    [[nodiscard]] constexpr auto gradient(const Output& y, const Target& t) const {
        static_assert(target_matches<receives<Target>, needs<Output>, scaled_loss>,
                      "perceptype: y must be a tensor, and the target must have exactly its extents and scalar type, "
                      "or be an integer class for a loss such as cross_entropy");
        return loss_gradient(*this, y, t);
    }
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

/// The pair of the loss itself, scaled.
template <class Scaled, class LastLayer>
    requires detail::Fused<Scaled, LastLayer>
struct fused_pair<scaled_loss<Scaled>, LastLayer> {
    static constexpr const char* name = fused_pair<Scaled, LastLayer>::name;
    double factor;

    constexpr explicit fused_pair(const scaled_loss<Scaled>& loss) : factor(loss.factor) {}

    template <std::size_t Lanes, std::size_t Size, class Scalar>
    constexpr Scalar row_value(const Scalar* z, const Scalar* t) const {
        return static_cast<Scalar>(factor) * fused_pair<Scaled, LastLayer>{}.template row_value<Lanes, Size>(z, t);
    }
    template <std::size_t Lanes, std::size_t Size, class Scalar>
    constexpr Scalar row_gradient(const Scalar* z, const Scalar* t, Scalar* dz, Scalar scale) const {
        const auto by = static_cast<Scalar>(factor);
        return by * fused_pair<Scaled, LastLayer>{}.template row_gradient<Lanes, Size>(z, t, dz, scale * by);
    }
};

namespace detail {

template <class Scaled, class LastLayer>
    requires requires(const Scaled& loss) { loss_of_result<Scaled, LastLayer>{loss}; }
struct loss_of_result<scaled_loss<Scaled>, LastLayer> {
    double factor;
    loss_of_result<Scaled, LastLayer> loss;

    constexpr explicit loss_of_result(const scaled_loss<Scaled>& scaled) : factor(scaled.factor), loss(scaled.loss) {}

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

}  // namespace perceptype::inline PERCEPTYPE_ISA
