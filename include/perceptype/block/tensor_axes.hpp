// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
#pragma once

/// The parameter tensors of a block, as weight files hold them.

#include <perceptype/config.hpp>

#include <concepts>
#include <cstddef>
#include <initializer_list>
#include <string_view>

namespace perceptype::inline PERCEPTYPE_ISA {

/// The axes of a parameter tensor, which files of other frameworks may hold in another order.
enum class tensor_axes {
    features,     ///< (features) or (channels)
    kernel,       ///< (out, in), (out, in, length) or (out, in, height, width); transposed convolutions: (in, out, ...)
    unit_kernel,  ///< a kernel whose window has the extent 1, so that files may leave the window's axes out
    image,        ///< (channels, length) or (channels, height, width)
    unspecified   ///< the same in every framework
};

/// What `Block::name_tensors(list)` is called with. It calls `list.add` for each parameter tensor in canonical order,
/// with PyTorch's name and extents, and the number of groups of a convolution. Layers made of layers call `add_layers<Chain>()` and `add_block<Block>(name)`.
namespace archetype {

struct tensor_list {
    void add(std::string_view name, tensor_axes axes, std::initializer_list<std::size_t> extents,
             std::size_t groups = 1);
    template <class Chain>
    void add_layers();
    template <class Block>
    void add_block(std::string_view name);
};

}  // namespace archetype

/// A block that names its parameter tensors. A block with parameters that does not is one tensor, "parameters".
template <class Block>
concept NamesTensors = requires(archetype::tensor_list& list) {
    { Block::name_tensors(list) } -> std::same_as<void>;
};

}  // namespace perceptype::inline PERCEPTYPE_ISA
