// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
#pragma once

#include <perceptype/config.hpp>
#include <perceptype/layer/layer.hpp>
#include <perceptype/loss/cross_entropy.hpp>
#include <perceptype/loss/loss.hpp>

namespace perceptype::inline PERCEPTYPE_ISA {

/// Cross entropy of logits, PyTorch's CrossEntropyLoss: E = -sum t log softmax(y), for a target t of probabilities, or
/// a class index c with E = -log softmax(y)(c). It is computed by log-sum-exp, so that logits of any size are right;
/// dE/dy = softmax(y) sum t - t.
///
/// A network that ends in a softmax takes `cross_entropy`, which gives the same numbers. Here the network's outputs are
/// the logits themselves, as imported networks often have them; the class is the largest of them.
struct softmax_cross_entropy : loss_base<softmax_cross_entropy>, detail::cross_entropy_of_logits {
    static constexpr const char* name = "softmax_cross_entropy";
    static constexpr const char* gradient_text = "softmax(y) - t";
    static constexpr loss_capabilities can{.take_class = true};

    /// The last layer's outputs must be logits, not probabilities, for at least two classes.
    template <class LastLayer, class Shape>
    static constexpr bool fits =
        Shape::rank == 1 && Shape::size >= 2 && !capabilities_of<LastLayer>.gives_probabilities &&
        !capabilities_of<LastLayer>.gives_log_probabilities;
};

}  // namespace perceptype::inline PERCEPTYPE_ISA
