// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
#pragma once

#include <perceptype/config.hpp>
#include <perceptype/activation/sigmoid.hpp>
#include <perceptype/kernel/math.hpp>
#include <perceptype/layer/layer.hpp>
#include <perceptype/loss/loss.hpp>

namespace perceptype::inline PERCEPTYPE_ISA {

/// E = mean over the outputs of -(t log y + (1 - t) log(1 - y)), for y and t in 0..1; logarithms are clamped to at
/// least -100, as in PyTorch. dE/dy = (y - t) / max(y (1 - y), 1e-12) / n. After a final sigmoid, the loss is fused
/// with it: E is computed from z without a logarithm of 0, and dE/dz = (y - t) / n.
struct binary_cross_entropy : loss_base<binary_cross_entropy>, mean_of_terms<binary_cross_entropy> {
    static constexpr const char* name = "binary_cross_entropy";
    static constexpr const char* gradient_text = "(y - t) / (y (1 - y)) / n";
    static constexpr loss_capabilities can{.take_label = true};

    /// The last layer's outputs must be probabilities.
    template <class LastLayer, class Shape>
    static constexpr bool fits = capabilities_of<LastLayer>.gives_probabilities;

    template <class Pack>
    PERCEPTYPE_INLINE constexpr Pack term(Pack y, Pack t) const {
        using Scalar = typename Pack::scalar_type;
        const Pack least = Pack::broadcast(Scalar(-100));
        const Pack one = Pack::broadcast(1);
        return -(t * kernels::maximum(least, kernels::log(y)) +
                 (one - t) * kernels::maximum(least, kernels::log1p(-y)));
    }
    template <class Pack>
    PERCEPTYPE_INLINE constexpr Pack slope(Pack y, Pack t) const {
        using Scalar = typename Pack::scalar_type;
        const Pack one = Pack::broadcast(1);
        return (y - t) / kernels::maximum(Pack::broadcast(static_cast<Scalar>(1e-12)), y * (one - y));
    }
};

namespace detail {

/// Binary cross entropy in terms of z, the input of a sigmoid, for one output: log(1 + e^z) - t z, with the derivative
/// sigmoid(z) - t. Stable for every finite z.
struct binary_cross_entropy_of_logit {
    template <class Pack>
    PERCEPTYPE_INLINE constexpr Pack term(Pack z, Pack t) const {
        return kernels::softplus(z) - t * z;
    }
    template <class Pack>
    PERCEPTYPE_INLINE constexpr Pack slope(Pack z, Pack t) const {
        return kernels::sigmoid(z) - t;
    }
};

}  // namespace detail

template <>
struct fused_pair<binary_cross_entropy, sigmoid> : detail::binary_cross_entropy_of_logit,
                                                   mean_of_terms<fused_pair<binary_cross_entropy, sigmoid>> {
    static constexpr const char* name = "binary_cross_entropy after sigmoid";
    static constexpr const char* gradient_text = "(y - t) / n";
};

}  // namespace perceptype::inline PERCEPTYPE_ISA
