// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
#pragma once

#include <perceptype/config.hpp>
#include <perceptype/layer/layer.hpp>
#include <perceptype/loss/binary_cross_entropy.hpp>
#include <perceptype/loss/loss.hpp>

namespace perceptype::inline PERCEPTYPE_ISA {

/// Binary cross entropy of logits, PyTorch's BCEWithLogitsLoss: E = mean over the outputs of log(1 + e^y) - t y, which
/// is -(t log s + (1 - t) log(1 - s)) with s = sigmoid(y), for t in 0..1. It is right for logits of any size;
/// dE/dy = (sigmoid(y) - t) / n.
///
/// A network that ends in a sigmoid takes `binary_cross_entropy`, which gives the same numbers. Here the outputs are the
/// logits themselves; `accuracy` of a single output, which counts values above 1/2 as class 1, needs that sigmoid.
struct sigmoid_binary_cross_entropy : loss_base<sigmoid_binary_cross_entropy>,
                                      detail::binary_cross_entropy_of_logit,
                                      mean_of_terms<sigmoid_binary_cross_entropy> {
    static constexpr const char* name = "sigmoid_binary_cross_entropy";
    static constexpr const char* gradient_text = "(sigmoid(y) - t) / n";
    static constexpr loss_capabilities can{.take_label = true};

    /// The last layer's outputs must be logits, not probabilities.
    template <class LastLayer, class Shape>
    static constexpr bool fits =
        !capabilities_of<LastLayer>.gives_probabilities && !capabilities_of<LastLayer>.gives_log_probabilities;
};

}  // namespace perceptype::inline PERCEPTYPE_ISA
