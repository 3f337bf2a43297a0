// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
#pragma once

/// The contract of a loss, and the common part of losses.

#include <perceptype/config.hpp>
#include <perceptype/diagnostics/argument.hpp>
#include <perceptype/diagnostics/stand_in.hpp>
#include <perceptype/diagnostics/text.hpp>
#include <perceptype/kernel/plan.hpp>
#include <perceptype/kernel/row.hpp>
#include <perceptype/tensor.hpp>

#include <concepts>
#include <cstddef>
#include <type_traits>

namespace perceptype::inline PERCEPTYPE_ISA {

/// A loss E(y, t) of one sample, for the output y of a network and the target t. It derives from `loss_base<Type>`,
/// which has `value` and `gradient` for tensors, and, if E is a sum or a mean over the outputs, from
/// `sum_of_terms<Type>` or `mean_of_terms<Type>`, which have `row_value` and `row_gradient` for rows. `gradient_text`
/// is dE/dy as explain.hpp prints it, in terms of y, t and n, the number of outputs; it is optional.
///
/// Rows are padded with zeros to whole packs of `Lanes` elements; `Size` is the number of outputs.
///
/// Laws (tests/laws/loss.hpp): the gradient is the derivative of the value, the padding of dy is zero, and constant
/// evaluation gives the same results as run time.
template <class Type>
concept Loss = requires(const Type loss,
                        const float* y,  // (outputs)
                        const float* t,  // (outputs)
                        float* dy,       // (outputs), written, with zeros as padding
                        float scale) {
    { Type::name } -> std::convertible_to<const char*>;
    { Type::can } -> std::same_as<const loss_capabilities&>;
    // Whether E is defined for outputs of that shape from that layer.
    { Type::template fits<void, shape<1>> } -> std::convertible_to<bool>;
    // E
    { loss.template row_value<1, 1>(y, t) } -> std::same_as<float>;
    // Writes dy = scale dE/dy and returns E.
    { loss.template row_gradient<1, 1>(y, t, dy, scale) } -> std::same_as<float>;
};

// The output of an ill-formed network, whose error is reported elsewhere.
template <class Target, class LossType>
inline constexpr bool target_matches<Target, needs<detail::rejected_values>, LossType> = true;

/// A loss fused with the last layer: `row_value` and `row_gradient` in terms of the input of that layer, for pairs that
/// are simpler and more accurate when fused. The specialisations are in the header of the loss.
template <class Loss, class LastLayer>
struct fused_pair;

namespace detail {

template <class Loss, class LastLayer>
concept Fused = requires { fused_pair<Loss, LastLayer>::name; };

/// A loss in terms of the output of a layer that is not in the form that the loss expects, such as logarithms of
/// probabilities. It is used when other nodes read the output too, so that the layer cannot be fused.
template <class Loss, class LastLayer>
struct loss_of_result;

/// The loss in terms of the output of that layer.
template <class LastLayer, class Loss>
constexpr decltype(auto) of_result(const Loss& loss) {
    if constexpr (requires { loss_of_result<Loss, LastLayer>{loss}; })
        return loss_of_result<Loss, LastLayer>{loss};
    else
        return (loss);
}

/// The loss after that layer: the fused loss if there is one, else the loss itself.
template <class LastLayer, class Loss>
constexpr decltype(auto) behind_layer(const Loss& loss) {
    if constexpr (!Fused<Loss, LastLayer>)
        return (loss);
    else if constexpr (std::is_constructible_v<fused_pair<Loss, LastLayer>, const Loss&>)
        return fused_pair<Loss, LastLayer>{loss};
    else
        return fused_pair<Loss, LastLayer>{};
}

/// Calls f with `Lanes` as an integral constant: 1 in constant evaluation, else the register width for `Size` elements.
template <class Scalar, std::size_t Size, class Function>
constexpr auto with_lanes(Function f) {
    if (std::is_constant_evaluated()) return f(std::integral_constant<std::size_t, 1>{});
    return f(std::integral_constant<std::size_t, kernels::lanes_for<Scalar>(Size)>{});
}

/// The sum over a row of `Loss::term(y, t)`, and the row of `Loss::slope(y, t)`, both scaled.
template <std::size_t Lanes, std::size_t Size, class Loss, class Scalar>
constexpr Scalar sum_terms(const Loss& loss, const Scalar* y, const Scalar* t, Scalar weight) {
    return weight * kernels::row<Scalar, Lanes, Size>::sum([&](auto a, auto b) { return loss.term(a, b); }, y, t);
}
template <std::size_t Lanes, std::size_t Size, class Loss, class Scalar>
constexpr Scalar sum_terms_and_slopes(const Loss& loss, const Scalar* y, const Scalar* t, Scalar* dy, Scalar weight,
                                      Scalar scale) {
    using row = kernels::row<Scalar, Lanes, Size>;
    const auto factor = row::pack::broadcast(weight * scale);
    row::map(dy, [&](auto a, auto b) { return loss.slope(a, b) * factor; }, y, t);
    return sum_terms<Lanes, Size>(loss, y, t, weight);
}

}  // namespace detail

/// E(y, t) for a tensor y and a target: a tensor, array or span of y's extent, or a class index if the loss takes one.
/// A class index out of range is a `data_error`. For any other target, which the caller rejects, the result is 0.
template <class LossType, class Scalar, std::size_t... Extents, class Target>
constexpr Scalar loss_value(const LossType& loss, const tensor<Scalar, Extents...>& y, const Target& target) {
    using shape_type = shape<Extents...>;
    if constexpr (detail::TargetOf<Target, LossType, Scalar, shape_type>) {
        if constexpr (detail::class_count<LossType, Target, shape_type> != 0)
            detail::check_class<detail::class_count<LossType, Target, shape_type>>(target, "loss: class");
        tensor<Scalar, Extents...> row;
        detail::target_to_row<shape_type>(target, row.data());
        return detail::with_lanes<Scalar, shape_type::size>([&](auto lanes) {
            return loss.template row_value<decltype(lanes)::value, shape_type::size>(y.data(), row.data());
        });
    } else {
        return {};
    }
}

/// dE/dy, of y's shape; targets and errors as for `loss_value`.
template <class LossType, class Scalar, std::size_t... Extents, class Target>
constexpr tensor<Scalar, Extents...> loss_gradient(const LossType& loss, const tensor<Scalar, Extents...>& y,
                                                   const Target& target) {
    using shape_type = shape<Extents...>;
    tensor<Scalar, Extents...> gradient;
    if constexpr (detail::TargetOf<Target, LossType, Scalar, shape_type>) {
        if constexpr (detail::class_count<LossType, Target, shape_type> != 0)
            detail::check_class<detail::class_count<LossType, Target, shape_type>>(target, "loss: class");
        tensor<Scalar, Extents...> row;
        detail::target_to_row<shape_type>(target, row.data());
        detail::with_lanes<Scalar, shape_type::size>([&](auto lanes) {
            return loss.template row_gradient<decltype(lanes)::value, shape_type::size>(y.data(), row.data(),
                                                                                        gradient.data(), Scalar(1));
        });
    }
    return gradient;
}

// For a y that is not a tensor, which the caller rejects, the results are chosen to cause no second error.
template <class LossType, class Output, class Target>
    requires(!is_tensor<Output>)
constexpr float loss_value(const LossType&, const Output&, const Target&) {
    return 0;
}
template <class LossType, class Output, class Target>
    requires(!is_tensor<Output>)
constexpr detail::rejected_values loss_gradient(const LossType&, const Output&, const Target&) {
    return {};
}

/// The base of losses that are a mean or a sum over the outputs: `Derived` has `term(y, t)`, the term of one output,
/// and `slope(y, t)`, its derivative with respect to y, both for packs.
template <class Derived, bool Mean>
struct loss_of_terms {
    template <std::size_t Lanes, std::size_t Size, class Scalar>
    constexpr Scalar row_value(const Scalar* y, const Scalar* t) const {
        return detail::sum_terms<Lanes, Size>(static_cast<const Derived&>(*this), y, t, weight<Scalar, Size>);
    }
    template <std::size_t Lanes, std::size_t Size, class Scalar>
    constexpr Scalar row_gradient(const Scalar* y, const Scalar* t, Scalar* dy, Scalar scale) const {
        return detail::sum_terms_and_slopes<Lanes, Size>(static_cast<const Derived&>(*this), y, t, dy,
                                                         weight<Scalar, Size>, scale);
    }

private:
    template <class Scalar, std::size_t Size>
    static constexpr Scalar weight = Mean ? Scalar(1) / Scalar(Size) : Scalar(1);
};
template <class Derived>
using mean_of_terms = loss_of_terms<Derived, true>;
template <class Derived>
using sum_of_terms = loss_of_terms<Derived, false>;

/// The base of every loss: its `value` and `gradient` for tensors.
template <class Derived>
struct loss_base {
    static constexpr loss_capabilities can{};

    /// E(y, t).
    template <class Output, class Target>
    [[nodiscard]] constexpr auto value(const Output& y, const Target& t) const {
        static_assert(target_matches<receives<Target>, needs<Output>, Derived>, PERCEPTYPE_TEXT_LOSS_TARGET_MATCHES);
        return loss_value(static_cast<const Derived&>(*this), y, t);
    }
    /// dE/dy, of y's shape.
    template <class Output, class Target>
    [[nodiscard]] constexpr auto gradient(const Output& y, const Target& t) const {
        static_assert(target_matches<receives<Target>, needs<Output>, Derived>, PERCEPTYPE_TEXT_LOSS_TARGET_MATCHES);
        return loss_gradient(static_cast<const Derived&>(*this), y, t);
    }
};

}  // namespace perceptype::inline PERCEPTYPE_ISA
