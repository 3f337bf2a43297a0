// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
#pragma once

/// All parameters of a chain of layers, or their gradient, in one flat array, so that an update is one loop.

#include <perceptype/config.hpp>
#include <perceptype/diagnostics/diagnostic.hpp>
#include <perceptype/diagnostics/text.hpp>
#include <perceptype/error.hpp>
#include <perceptype/kernel/plan.hpp>
#include <perceptype/shape.hpp>

#include <array>
#include <concepts>
#include <cstddef>
#include <span>
#include <type_traits>
#include <utility>

namespace perceptype::inline PERCEPTYPE_ISA {

/// The stand-in for a layer at an index past the end of the list.
template <class LastLayer>
struct past_the_end;

// Conditions of the assertions below.
template <class At, class Layer>
inline constexpr bool has_parameters = std::same_as<At, nowhere>;
template <class Type>
inline constexpr bool holds_parameters_to_write = false;
template <class Receives, class Needs>
inline constexpr bool numbers_match = std::same_as<Needs, needs<anything>>;

namespace detail {

/// The layer `Index` if it owns parameters, else what is at that index instead.
template <class Chain, std::size_t Index>
struct owner_at {
    static constexpr std::size_t index = Index < Chain::layer_count ? Index : 0;
    static constexpr bool owns = Index < Chain::layer_count && Chain::template block<index>::parameter_count != 0;
    using at = std::conditional_t<owns || is_rejected<Chain>, nowhere, at_layer<Index>>;
    using layer = std::conditional_t<(Index < Chain::layer_count), typename Chain::template layer<index>,
                                     past_the_end<at_layer<Chain::layer_count - 1>>>;
};

template <class Span, class Scalar, std::size_t Count>
inline constexpr bool is_span_of = false;
template <class Scalar, std::size_t Extent, std::size_t Count>
inline constexpr bool is_span_of<std::span<const Scalar, Extent>, Scalar, Count> =
    Extent == std::dynamic_extent || Extent == Count;
template <class Scalar, std::size_t Extent, std::size_t Count>
inline constexpr bool is_span_of<std::span<Scalar, Extent>, Scalar, Count> =
    Extent == std::dynamic_extent || Extent == Count;

}  // namespace detail

/// The parameters of `Chain`'s layers, each block's in the order that its kernels need, with zeros as padding. A
/// literal, trivially copyable value.
template <class Chain>
class parameter_set {
public:
    using scalar_type = typename Chain::scalar_type;
    using chain_type = Chain;

    static constexpr std::size_t parameter_count = Chain::parameter_count;
    /// The number of stored elements, including padding. It is at least 1, since an array cannot be empty.
    static constexpr std::size_t storage_size = Chain::storage_size == 0 ? 1 : Chain::storage_size;

    /// The parameters of layer `Index` (the input is layer 0) by name: for dense, `weights(out, in)` and `bias(out)`.
    template <std::size_t Index>
    [[nodiscard]] constexpr auto layer() noexcept {
        using owner = detail::owner_at<Chain, Index>;
        static_assert(has_parameters<typename owner::at, typename owner::layer>, PERCEPTYPE_TEXT_HAS_PARAMETERS);
        return view_of<owner>(static_cast<scalar_type*>(values_));
    }
    template <std::size_t Index>
    [[nodiscard]] constexpr auto layer() const noexcept {
        using owner = detail::owner_at<Chain, Index>;
        static_assert(has_parameters<typename owner::at, typename owner::layer>, PERCEPTYPE_TEXT_HAS_PARAMETERS);
        return view_of<owner>(static_cast<const scalar_type*>(values_));
    }

    /// Rejects an index in parentheses.
    template <class... Index>
        requires(sizeof...(Index) != 0)
    constexpr auto layer(Index...) const noexcept {
        static_assert(
            takes_as_many<count<sizeof...(Index)>, needs<count<0>>>,
            "perceptype: each layer has its own type, so its number is a template argument, as in net.layer<1>()");
        return detail::rejected_parameters<scalar_type*>{nullptr};
    }

    /// The array itself, in an unspecified order; `parameters_to_vector` gives the canonical order.
    [[nodiscard]] constexpr auto& storage() noexcept { return values_; }
    [[nodiscard]] constexpr const auto& storage() const noexcept { return values_; }

private:
    template <class Owner, class Pointer>
    static constexpr auto view_of(Pointer values) {
        if constexpr (Owner::owns)
            return typename Chain::template block<Owner::index>::template view<Pointer>{
                values + Chain::offsets.storage[Owner::index]};
        else
            return detail::rejected_parameters<Pointer>{values};
    }

    alignas(vector_bytes == 0 ? alignof(scalar_type) : vector_bytes) scalar_type values_[storage_size] = {};
};

namespace detail {

/// Calls f(storage position, canonical position) for every parameter of one layer, in canonical order.
template <class Chain, std::size_t Index, class Function>
constexpr void for_each_parameter_of(Function& f) {
    using block = typename Chain::template block<Index>;
    if constexpr (block::parameter_count != 0)
        for (std::size_t k = 0; k < block::parameter_count; ++k)
            f(Chain::offsets.storage[Index] + block::position(k), Chain::offsets.canonical[Index] + k);
}

/// Calls f for every parameter of all layers, in canonical order.
template <class Chain, class Function>
constexpr void for_each_parameter(Function f) {
    [&]<std::size_t... i>(std::index_sequence<i...>) {
        (for_each_parameter_of<Chain, i>(f), ...);
    }(std::make_index_sequence<Chain::layer_count>{});
}

}  // namespace detail

/// All parameters (or a gradient) in canonical order, which is PyTorch's: layers in order, and for each layer the
/// weights row-major, then the bias.
template <class Chain>
[[nodiscard]] constexpr auto parameters_to_vector(const parameter_set<Chain>& parameters) noexcept {
    std::array<typename Chain::scalar_type, Chain::parameter_count> vector{};
    detail::for_each_parameter<Chain>(
        [&](std::size_t stored, std::size_t canonical) { vector[canonical] = parameters.storage()[stored]; });
    return vector;
}

/// A contiguous range of elements of that type; if its type states a length, it must be that length.
template <class Numbers, class Scalar, std::size_t Count>
    requires requires(const Numbers& values) { std::span(values); }
inline constexpr bool numbers_match<receives<Numbers>, needs<std::array<Scalar, Count>>> =
    detail::is_span_of<decltype(std::span(std::declval<const Numbers&>())), Scalar, Count> &&
    !requires { requires Numbers::size() != Count; };  // a tensor

/// Reads all parameters (or a gradient) from an array, vector or span in canonical order. If the length is known only
/// at run time and is not `parameter_count`, this is a `data_error`, and nothing is changed.
template <class Numbers, class Chain>
constexpr void vector_to_parameters(const Numbers& vector, parameter_set<Chain>& parameters) {
    using scalar = typename Chain::scalar_type;
    using required =
        std::conditional_t<detail::is_rejected<Chain>, anything, std::array<scalar, Chain::parameter_count>>;
    static_assert(numbers_match<receives<Numbers>, needs<required>>,
                  "perceptype: vector_to_parameters needs exactly parameter_count values of the network's scalar type");
    if constexpr (numbers_match<receives<Numbers>, needs<required>> && !detail::is_rejected<Chain>) {
        const std::span<const scalar> values = vector;
        if (values.size() != Chain::parameter_count)
            PERCEPTYPE_THROW(
                data_error::size_mismatch("vector_to_parameters: numbers", Chain::parameter_count, values.size()));
        detail::for_each_parameter<Chain>(
            [&](std::size_t stored, std::size_t canonical) { parameters.storage()[stored] = values[canonical]; });
    }
}

/// Rejects a destination that cannot be written, and arguments in the wrong order.
template <class Numbers, class Other>
    requires(std::is_const_v<Other> || !requires { typename Other::chain_type; })
constexpr void vector_to_parameters(const Numbers&, Other&) {
    static_assert(holds_parameters_to_write<Other>,
                  "perceptype: vector_to_parameters takes the values first, then the network or gradient to fill, "
                  "which must not be const");
}

}  // namespace perceptype::inline PERCEPTYPE_ISA
