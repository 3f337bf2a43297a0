// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
#pragma once

/// All parameters of a chain of layers, or their gradient: one flat array, so that an update is one loop over it.

#include <perceptype/config.hpp>
#include <perceptype/detail/argument.hpp>
#include <perceptype/error.hpp>
#include <perceptype/kernel/plan.hpp>
#include <perceptype/topology/refusal.hpp>

#include <array>
#include <concepts>
#include <cstddef>
#include <span>
#include <utility>

namespace perceptype::inline PERCEPTYPE_ISA {

/// The layer at a place of the list owns parameters.
template <class At, class Layer>
inline constexpr bool has_parameters = false;

/// The parameters of `Chain`'s layers, each block's as its kernels like them, padding zero. A literal, trivially copyable value.
template <class Chain>
class parameter_set {
public:
    using scalar_type = typename Chain::scalar_type;
    using chain_type = Chain;

    static constexpr std::size_t parameter_count = Chain::parameter_count;
    /// Numbers stored, padding included; not 0, since no array is empty.
    static constexpr std::size_t storage_size = Chain::storage_size == 0 ? 1 : Chain::storage_size;

    /// The parameters of layer `Index` (the input is layer 0) by name: for dense, `weights(out, in)` and `bias(out)`.
    template <std::size_t Index>
    [[nodiscard]] constexpr auto layer() noexcept {
        return view_of<Index>(static_cast<scalar_type*>(values_));
    }
    template <std::size_t Index>
    [[nodiscard]] constexpr auto layer() const noexcept {
        return view_of<Index>(static_cast<const scalar_type*>(values_));
    }

    /// The array itself, in no order to rely on: `parameters_to_vector` gives the canonical one.
    [[nodiscard]] constexpr auto& storage() noexcept { return values_; }
    [[nodiscard]] constexpr const auto& storage() const noexcept { return values_; }

private:
    template <std::size_t Index, class Pointer>
    static constexpr auto view_of(Pointer values) {
        using block = typename Chain::template block<Index>;
        static_assert(block::parameter_count != 0 || has_parameters<at_layer<Index>, typename Chain::template layer<Index>>,
                      "perceptype: this layer has no parameters; layers count from 0, the input");
        if constexpr (block::parameter_count != 0)
            return typename block::template view<Pointer>{values + Chain::place.storage[Index]};
    }

    alignas(vector_bytes == 0 ? alignof(scalar_type) : vector_bytes)
        scalar_type values_[storage_size] = {};
};

namespace detail {

/// Calls f(storage position, canonical position) for every parameter of one layer, in canonical order.
template <class Chain, std::size_t Index, class Function>
constexpr void for_each_parameter_of(Function& f) {
    using block = typename Chain::template block<Index>;
    if constexpr (block::parameter_count != 0)
        for (std::size_t k = 0; k < block::parameter_count; ++k)
            f(Chain::place.storage[Index] + block::position(k), Chain::place.canonical[Index] + k);
}

/// The same for all layers.
template <class Chain, class Function>
constexpr void for_each_parameter(Function f) {
    [&]<std::size_t... i>(std::index_sequence<i...>) {
        (for_each_parameter_of<Chain, i>(f), ...);
    }(std::make_index_sequence<Chain::layer_count>{});
}

}  // namespace detail

/// All parameters (or a gradient) in canonical order, PyTorch's: layers in order; in each, weights row-major, then bias.
template <class Chain>
[[nodiscard]] constexpr auto parameters_to_vector(const parameter_set<Chain>& parameters) noexcept {
    std::array<typename Chain::scalar_type, Chain::parameter_count> vector{};
    detail::for_each_parameter<Chain>(
        [&](std::size_t stored, std::size_t canonical) { vector[canonical] = parameters.storage()[stored]; });
    return vector;
}

/// Reads all parameters (or a gradient) from numbers in canonical order. A length other than `parameter_count` is a
/// `data_error`, and nothing is changed.
template <class Chain>
constexpr void vector_to_parameters(std::span<const typename Chain::scalar_type> vector, parameter_set<Chain>& parameters) {
    if (vector.size() != Chain::parameter_count)
        PERCEPTYPE_THROW(data_error::size_mismatch("vector_to_parameters: numbers", Chain::parameter_count, vector.size()));
    detail::for_each_parameter<Chain>(
        [&](std::size_t stored, std::size_t canonical) { parameters.storage()[stored] = vector[canonical]; });
}

}  // namespace perceptype::inline PERCEPTYPE_ISA
