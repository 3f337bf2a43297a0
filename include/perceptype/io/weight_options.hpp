// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
#pragma once

#include <perceptype/config.hpp>

#include <string_view>
#include <vector>

namespace perceptype::inline PERCEPTYPE_ISA {

/// The axes of the tensors in a weight file.
///
/// `pytorch`: dense (out, in), convolutions (out, in / groups, height, width), transposed convolutions (in, out /
/// groups, height, width), features of a flattened image in the order (channels, height, width).
///
/// `keras`: dense (in, out), convolutions (height, width, in / groups, out), depthwise ones (height, width, in, out /
/// in), transposed ones (height, width, out, in), features of a flattened image in the order (height, width, channels).
/// Keras's names are accepted beside PyTorch's: kernel, gamma, beta, moving_mean, moving_variance and alpha, after a
/// slash or a dot, and with ":0" at the end.
enum class weight_layout { pytorch, keras };

/// How the tensors of a weight file belong to the layers of a network. Without options, a network that was trained as
/// an `nn.Sequential` is read by PyTorch's names; see `tensor_names`. The options refer to the texts they are given.
struct weight_options {
    /// What comes before each tensor's name: "model." if the file has "model.0.weight".
    std::string_view prefix{};
    /// What replaces the numbers of the layers: one name for each layer that has tensors, in order, as in {"fc1",
    /// "fc2"} for "fc1.weight", "fc1.bias", "fc2.weight", ... In graphs, a name replaces the node and the number. An empty name is that of a single layer, whose tensors are
    /// "weight" and "bias".
    std::vector<std::string_view> names{};
    /// Tensors of the file that the network does not have and that may stay unused, such as "optimizer.*": `*` stands
    /// for any characters, `?` for one.
    std::vector<std::string_view> ignore{};
    weight_layout layout = weight_layout::pytorch;
};

}  // namespace perceptype::inline PERCEPTYPE_ISA
