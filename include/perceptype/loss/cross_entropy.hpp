// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
#pragma once

#include <perceptype/config.hpp>
#include <perceptype/activation/log_softmax.hpp>
#include <perceptype/activation/softmax.hpp>
#include <perceptype/kernel/math.hpp>
#include <perceptype/kernel/row.hpp>
#include <perceptype/layer/layer.hpp>
#include <perceptype/loss/loss.hpp>

#include <cstddef>

namespace perceptype::inline PERCEPTYPE_ISA {

/// E = -sum t log y, for probabilities y and a target t of probabilities, or a class index c with E = -log y(c);
/// logarithms are clamped to at least -100. dE/dy = -t / max(y, 1e-12), as in PyTorch's binary_cross_entropy. After a
/// final softmax, the loss is fused with it: E is computed from z by log-sum-exp, and dE/dz = y - t. After a final
/// log_softmax, y are log-probabilities, E = -sum t y, and the loss is fused as well.
struct cross_entropy : loss_base<cross_entropy>, sum_of_terms<cross_entropy> {
    static constexpr const char* name = "cross_entropy";
    static constexpr const char* gradient_text = "-t / y";
    static constexpr loss_capabilities can{.take_class = true};

    /// The last layer's outputs must be probabilities or their logarithms, for at least two classes.
    template <class LastLayer, class Shape>
    static constexpr bool fits =
        Shape::rank == 1 && Shape::size >= 2 &&
        (capabilities_of<LastLayer>.gives_probabilities || capabilities_of<LastLayer>.gives_log_probabilities);

    template <class Pack>
    PERCEPTYPE_INLINE constexpr Pack term(Pack y, Pack t) const {
        return -(t * kernels::maximum(Pack::broadcast(-100), kernels::log(y)));
    }
    template <class Pack>
    PERCEPTYPE_INLINE constexpr Pack slope(Pack y, Pack t) const {
        return -t / kernels::maximum(Pack::broadcast(static_cast<typename Pack::scalar_type>(1e-12)), y);
    }
};

namespace detail {

/// Cross entropy in terms of z, the input of a softmax or log_softmax: with T = sum t, L = log sum e^z, E = T L - sum t
/// z and dE/dz = T softmax(z) - t. The largest z is subtracted before exponentiation.
struct cross_entropy_of_logits {
    template <std::size_t Lanes, std::size_t Size, class Scalar>
    constexpr Scalar row_value(const Scalar* z, const Scalar* t) const {
        using row = kernels::row<Scalar, Lanes, Size>;
        const auto most = row::pack::broadcast(row::largest(z));
        return total<row>(row::sum([&](auto a) { return kernels::exp(a - most); }, z), most, z, t);
    }
    template <std::size_t Lanes, std::size_t Size, class Scalar>
    constexpr Scalar row_gradient(const Scalar* z, const Scalar* t, Scalar* dz, Scalar scale) const {
        using row = kernels::row<Scalar, Lanes, Size>;
        using pack = typename row::pack;
        const auto most = pack::broadcast(row::largest(z));
        row::map(dz, [&](auto a) { return kernels::exp(a - most); }, z);
        const Scalar sum = row::sum([](auto a) { return a; }, dz);
        const auto share = pack::broadcast(scale * row::sum([](auto a) { return a; }, t) / sum);
        const auto factor = pack::broadcast(scale);
        row::map(dz, [&](auto a, auto b) { return a * share - b * factor; }, dz, t);
        return total<row>(sum, most, z, t);
    }

private:
    /// The sum of t (L - z), which stays accurate when one z is far larger than the others.
    template <class Row, class Scalar, class Pack>
    static constexpr Scalar total(Scalar sum, Pack most, const Scalar* z, const Scalar* t) {
        const auto zero = Pack::broadcast(0);  // a z with t = 0 may be infinite
        const auto rest = Pack::broadcast(kernels::log(kernels::pack<Scalar, 1>{sum}).value);
        return Row::sum([&](auto a, auto b) { return mask_where(b != zero, b * (rest - (a - most))); }, z, t);
    }
};

/// For log-probabilities y: E = -sum t y, dE/dy = -t.
template <>
struct loss_of_result<cross_entropy, log_softmax> {
    constexpr explicit loss_of_result(const cross_entropy&) {}

    template <std::size_t Lanes, std::size_t Size, class Scalar>
    constexpr Scalar row_value(const Scalar* y, const Scalar* t) const {
        const auto zero = kernels::pack<Scalar, Lanes>::broadcast(0);  // a z with t = 0 may be infinite
        return kernels::row<Scalar, Lanes, Size>::sum([&](auto a, auto b) { return mask_where(b != zero, -(a * b)); },
                                                      y, t);
    }
    template <std::size_t Lanes, std::size_t Size, class Scalar>
    constexpr Scalar row_gradient(const Scalar* y, const Scalar* t, Scalar* dy, Scalar scale) const {
        const auto factor = kernels::pack<Scalar, Lanes>::broadcast(-scale);
        kernels::row<Scalar, Lanes, Size>::map(dy, [&](auto b) { return b * factor; }, t);
        return row_value<Lanes, Size>(y, t);
    }
};

}  // namespace detail

template <>
struct fused_pair<cross_entropy, softmax> : detail::cross_entropy_of_logits {
    static constexpr const char* name = "cross_entropy after softmax";
    static constexpr const char* gradient_text = "y - t";
};
template <>
struct fused_pair<cross_entropy, log_softmax> : detail::cross_entropy_of_logits {
    static constexpr const char* name = "cross_entropy after log_softmax";
    static constexpr const char* gradient_text = "e^y - t";
};

}  // namespace perceptype::inline PERCEPTYPE_ISA
