// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
#pragma once

/// A network of layers in a row, treated as a graph, so that passes, losses and costs are written only once, for nodes.
///
/// The `nodes` of a chain declare the same members as execution/graph_chain.hpp does for a graph: `plan`, the wiring;
/// for each node `runs`, `inner` (its layers), `block`, `owner` and `parameter_offset`; the indices of the inputs and
/// of the outputs; and how the loss, the batch and the rows of samples are passed to a node.

#include <perceptype/config.hpp>
#include <perceptype/diagnostics/diagnostic.hpp>
#include <perceptype/execution/chain.hpp>
#include <perceptype/kernel/plan.hpp>
#include <perceptype/topology/wiring.hpp>

#include <array>
#include <cstddef>
#include <type_traits>

namespace perceptype::inline PERCEPTYPE_ISA::detail {

/// The row of one of several inputs or outputs. A network has one input and one output, whose rows are a single
/// pointer.
template <std::size_t Index, class Scalar>
constexpr Scalar* row_of(Scalar* only) {
    static_assert(Index == 0);
    return only;
}
template <std::size_t Index, class Scalar, std::size_t Count>
constexpr Scalar* row_of(const std::array<Scalar*, Count>& rows) {
    return rows[Index];
}

/// The index of a node among the inputs or outputs.
template <std::size_t Count>
constexpr std::size_t position_of(std::size_t node, const std::array<std::size_t, Count>& values) {
    std::size_t position = 0;
    while (values[position] != node) ++position;
    return position;
}

template <class Chain>
struct inner_chain;

/// The input, one node that has all layers, and the list of outputs.
template <class Chain>
struct single_node {
    using chain_type = Chain;
    using scalar_type = typename Chain::scalar_type;
    static constexpr std::size_t layer_count = 3;
    static constexpr wiring_plan<3, 1> plan{
        .source_count = {0, 1, 1}, .sources = {{{0}, {0}, {1}}}, .order = {0, 1, 2}, .outputs = 2};
    static constexpr std::size_t input_count = 1, output_count = 1;
    static constexpr std::array<std::size_t, 1> input_indices{0}, output_indices{1};
    static constexpr bool shares_parameters = false;

    template <std::size_t Index>
    static constexpr bool is_input = Index == 0;
    template <std::size_t Index>
    static constexpr bool runs = Index == 1;
    template <std::size_t Index>
    static constexpr bool joins = false;
    template <std::size_t Index>
    static constexpr bool is_join_only = false;

    template <std::size_t Index>
    using output = std::conditional_t<Index == 0, typename Chain::input_shape, typename Chain::output_shape>;
    template <std::size_t Index>
    static constexpr std::size_t row = kernels::padded<scalar_type>(output<Index>::size);
    template <std::size_t Index>
    using received = typename Chain::input_shape;
    template <std::size_t Index>
    using inner = std::type_identity<Chain>;
    template <std::size_t Index>
    using block = std::conditional_t<Index == 1, inner_chain<Chain>, no_block<scalar_type, void>>;

    template <std::size_t Index>
    static constexpr std::size_t owner = Index;
    struct offset_table {
        std::array<std::size_t, 4> storage{0, 0, Chain::storage_size, Chain::storage_size};
    };
    static constexpr offset_table offsets{};
    template <std::size_t Index>
    static constexpr std::size_t parameter_offset = 0;

    template <class Pointer, std::size_t Count>
    using rows = Pointer;
    template <std::size_t Index, class Loss>
    using loss_at = Loss;
    template <std::size_t Index, class Loss>
    static constexpr const Loss& loss_of(const Loss& loss) {
        return loss;
    }
    template <std::size_t Index, class Batch>
    static constexpr Batch batch_at(Batch batch, std::size_t, std::size_t) {
        return batch;
    }
    template <std::size_t Index, std::size_t Layer>
    using layer_location = at_layer<Layer>;
    /// The layers before the loss.
    template <class Plan>
    using before_loss = typename Plan::template layers_before_loss<1>;
};

}  // namespace perceptype::inline PERCEPTYPE_ISA::detail
