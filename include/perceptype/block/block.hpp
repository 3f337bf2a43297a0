// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
#pragma once

/// The contract of a block: a layer bound to a scalar type and an input shape. A block has static members only, derives
/// from `block_base`, and states what it can do beyond the minimum in one value, `can`.
///
/// Buffers hold one row for each sample. A row is `kernels::padded` long; its padding is zero before and after each
/// function. (samples, n) below means that many rows of n elements.

#include <perceptype/config.hpp>
#include <perceptype/block/batch.hpp>
#include <perceptype/block/execution.hpp>
#include <perceptype/random/generator.hpp>
#include <perceptype/shape.hpp>

#include <concepts>
#include <cstddef>
#include <type_traits>

namespace perceptype::inline PERCEPTYPE_ISA {

/// What a block can do beyond the minimum. A capability whose comment names members requires them, and each of those
/// members requires its capability: either one without the other is a compile error.
struct block_capabilities {
    /// `forward` passes packs of results to a function that applies the activation; see `ForwardToActivation`.
    bool fuses_activation = false;
    /// Those packs may start at any column and end at the last one; the caller writes the padding of y.
    bool leaves_padding = false;
    /// Rows of narrow results share a register if `shares_registers<Execution>` is true; see `ForwardTogether`.
    bool shares_registers = false;
    /// The block can be fused with a pool after it if `pooled<Pool>::applies` is true. Requires `pooled<Pool>`.
    bool fuses_pool = false;
    /// The block is such a pool. Requires `reduction`, `window_rows`, `window_columns` and `output_row`.
    bool is_pool = false;
    /// Training saves values for the backward pass. Requires `saved_size<Samples>`; see `Train` and
    /// `BackwardFromSaved`.
    bool saves_activations = false;
    /// Training needs the batch, its seed or its statistics. Training passes then take a `training_batch`.
    bool uses_batch = false;
    /// For a batch processed in parts, the number of passes in each direction that collect statistics before the pass
    /// that trains. A pass that the batch says ends here only collects and returns false. Requires
    /// `update_running_statistics(statistics, weights)`, which is called after the step.
    std::size_t statistics_passes = 0;
    /// The number of scalars in those statistics.
    std::size_t statistics_size = 0;
    /// The minimum number of samples in a batch for those statistics.
    std::size_t least_samples = 1;
    /// Some parameters are running statistics, which no gradient changes. Requires `is_running_statistic(i)`.
    bool has_running_statistics = false;
};

/// The base of every block, with the default of each member.
struct block_base {
    static constexpr block_capabilities can{};
    static constexpr std::size_t parameter_count = 0;
    static constexpr std::size_t storage_size = 0;   ///< scalars of the parameters as stored, padding included
    static constexpr std::size_t multiply_adds = 0;  ///< in a forward pass over one sample

    /// The value of `other_operations` for a block that adds a bias or applies a function to each output element.
    static constexpr std::size_t one_per_output = static_cast<std::size_t>(-1);
    /// Operations other than multiply-adds, in a forward pass over one sample.
    static constexpr std::size_t other_operations = one_per_output;

    /// Scratch scalars on the stack: the maximum over the training passes, those of `forward`, and those of `backward`.
    template <class Execution>
    static constexpr std::size_t scratch = 0;
    template <class Execution>
    static constexpr std::size_t forward_scratch = 0;
    template <class Execution, required_gradients Required>
    static constexpr std::size_t backward_scratch = 0;
    /// Scalars that training saves for the backward pass over `Samples` samples.
    template <std::size_t Samples>
    static constexpr std::size_t saved_size = 0;
    template <class Execution>
    static constexpr bool shares_registers = false;
};

/// Arguments with which the concepts check a block's functions; nothing is executed.
namespace archetype {

using run = execution<1, false>;
inline constexpr required_gradients both{true, true};

/// Takes a pack of results.
struct finish {
    void operator()(auto pack, std::size_t sample, std::size_t column) const;
    void operator()(auto pack, std::size_t position) const;
};
/// Draws the initial weights; see initializer/initializer.hpp.
struct initializer {
    struct sample {
        double operator()(generator&) const noexcept;
    };
    sample sampler(std::size_t fan_in, std::size_t fan_out) const noexcept;
};
struct pool : block_base {};

}  // namespace archetype

template <class Block>
concept HasBlockCapabilities = requires {
    { Block::can } -> std::same_as<const block_capabilities&>;
};
/// Whether `can` is free of errors, such as a misspelt capability, which the compiler has already reported. After such
/// an error, g++ treats every expression that needs its value as invalid, and clang treats every expression as invalid
/// once one has needed it.
template <class Block>
concept HasSoundBlockCapabilities = !std::derived_from<Block, block_base> || (requires {
    Block::can;
} && (!HasBlockCapabilities<Block> ||
      (requires { typename std::bool_constant<Block::can.uses_batch>; } && requires { Block::can.uses_batch; })));

/// The members that every block has.
template <class Block>
concept HasShapes = std::derived_from<Block, block_base> && HasBlockCapabilities<Block> && requires {
    typename Block::input_shape;
    typename Block::output_shape;
    { Block::input_shape::size } -> std::convertible_to<std::size_t>;
    { Block::output_shape::size } -> std::convertible_to<std::size_t>;
    requires Block::storage_size >= Block::parameter_count;
};

/// The members of a block with parameters.
template <class Block, class Scalar>
concept HasParameters =
    requires(Scalar* weights,  // (storage_size), zero before; receives the initial parameters, drawn in canonical order
             const archetype::initializer& initializer, generator& random,
             std::size_t canonical) {                                 // index of a parameter in canonical order
        { Block::position(canonical) } -> std::same_as<std::size_t>;  // its position in `weights`
        { Block::initialize(weights, initializer, random) } -> std::same_as<void>;
        typename Block::template view<Scalar*>;  // constructed from `weights`; gives access to the parameters by name
    };

/// y = f(x).
template <class Block, class Scalar>
concept ForwardOfRows = requires(archetype::run run,     // the number of samples and how to run
                                 const Scalar* weights,  // (storage_size)
                                 const Scalar* x,        // (samples, inputs)
                                 Scalar* y) {            // (samples, outputs), written, with its padding
    { Block::forward(run, weights, x, y) } -> std::same_as<void>;
};

/// The forward pass of a block with `fuses_activation`: each result is passed to `finish(pack, sample, column)` once,
/// including padding columns, which are zero or NaN. With `leaves_padding`, padding is not passed, and a column may be
/// passed twice.
template <class Block, class Scalar>
concept ForwardToActivation = requires(archetype::run run,
                                       const Scalar* weights,       // (storage_size)
                                       const Scalar* x,             // (samples, inputs)
                                       archetype::finish finish) {  // takes packs of (samples, outputs)
    { Block::forward(run, weights, x, finish) } -> std::same_as<void>;
};

/// The forward pass of a block with `shares_registers`: `finish(pack, i)` receives consecutive elements, starting at
/// offset i in all rows taken together. Elements in the padding may have any value.
template <class Block, class Scalar>
concept ForwardTogether = requires(archetype::run run,
                                   const Scalar* weights,       // (storage_size)
                                   const Scalar* x,             // (samples, inputs)
                                   archetype::finish finish) {  // takes packs of (samples, outputs)
    { Block::forward_together(run, weights, x, finish) } -> std::same_as<void>;
};

/// dx = (df/dx)^T dy and gradient += (df/dw)^T dy, each where it is required. `gradient` may be `weights`, for plain
/// gradient descent: the last read of each parameter must precede the addition of its gradient.
template <class Block, class Scalar>
concept BackwardOfRows = requires(archetype::run run,
                                  const Scalar* weights,  // (storage_size)
                                  const Scalar* x,        // (samples, inputs)
                                  const Scalar* y,        // (samples, outputs), the result
                                  Scalar* dy,             // (samples, outputs), may be overwritten
                                  Scalar* dx,             // (samples, inputs), written, with its padding
                                  Scalar* gradient) {     // (storage_size), added to, padding left alone
    { Block::template backward<archetype::both>(run, weights, x, y, dy, dx, gradient) } -> std::same_as<void>;
};

/// The forward pass of training for a block with `saves_activations`. `Batch` is a `training_batch`, or `no_batch` for
/// the gradient of the inference network. Returns false if the pass ended after collecting statistics.
template <class Block, class Scalar, class Batch>
concept Train = requires(archetype::run run, Batch batch,
                         const Scalar* weights,  // (storage_size)
                         const Scalar* x,        // (samples, inputs)
                         Scalar* y,              // (samples, outputs), written, with its padding
                         Scalar* saved) {        // (saved_size<samples>), written
    { Block::train(run, batch, weights, x, y, saved) } -> std::same_as<bool>;
};
/// The backward pass after `train`.
template <class Block, class Scalar, class Batch>
concept BackwardFromSaved = requires(archetype::run run, Batch batch,
                                     const Scalar* weights,  // (storage_size)
                                     const Scalar* x,        // (samples, inputs)
                                     const Scalar* y,        // (samples, outputs), the result
                                     Scalar* saved,          // (saved_size<samples>), as `train` left it
                                     Scalar* dy,             // (samples, outputs), may be overwritten
                                     Scalar* dx,             // (samples, inputs), written, with its padding
                                     Scalar* gradient) {     // (storage_size), added to, padding left alone
    {
        Block::template backward<archetype::both>(run, batch, weights, x, y, saved, dy, dx, gradient)
    } -> std::same_as<bool>;
};

template <class Block, class Scalar>
concept UpdatesRunningStatistics = requires(const Scalar* statistics,  // (statistics_size), those of the whole batch
                                            Scalar* weights) {         // (storage_size), after the optimizer's update
    { Block::update_running_statistics(statistics, weights) } -> std::same_as<void>;
};
template <class Block>
concept KnowsRunningStatistics = requires(std::size_t canonical) {
    { Block::is_running_statistic(canonical) } -> std::same_as<bool>;
};
template <class Block>
concept FusesPool = requires { typename Block::template pooled<archetype::pool>; };
template <class Block>
concept IsPool = requires { typename Block::reduction; };

/// Members of the contract, as error messages name them.
namespace member {

struct block_base;
struct position_initialize_view;
struct forward_of_rows;
struct forward_to_activation;
struct forward_together;
struct backward_of_rows;
struct train;
struct backward_from_saved;
struct saved_size;
struct forward_scratch_or_backward_scratch;
struct update_running_statistics;
struct is_running_statistic;
struct pooled;
struct reduction;

}  // namespace member

namespace detail {

/// Whether the training functions are valid for every kind of batch that they are called with.
template <class Block, class Scalar, bool OnlyInTraining>
concept TrainsWithBatches = (OnlyInTraining || Train<Block, Scalar, no_batch>) &&
                            (!Block::can.uses_batch || Train<Block, Scalar, training_batch<Scalar>>);
template <class Block, class Scalar, bool OnlyInTraining>
concept GoesBackWithBatches = (OnlyInTraining || BackwardFromSaved<Block, Scalar, no_batch>) &&
                              (!Block::can.uses_batch || BackwardFromSaved<Block, Scalar, training_batch<Scalar>>);

/// The required member that a block lacks or declares with other parameters; void if it has all.
template <class Block, class Scalar, bool OnlyInTraining>
consteval auto missing_member() {
    constexpr block_capabilities can = Block::can;
    if constexpr (Block::parameter_count != 0 && !HasParameters<Block, Scalar>)
        return std::type_identity<member::position_initialize_view>{};
    else if constexpr (can.fuses_activation && !ForwardToActivation<Block, Scalar>)
        return std::type_identity<member::forward_to_activation>{};
    else if constexpr (!can.fuses_activation && !OnlyInTraining && !ForwardOfRows<Block, Scalar>)
        return std::type_identity<member::forward_of_rows>{};
    else if constexpr (can.shares_registers && !ForwardTogether<Block, Scalar>)
        return std::type_identity<member::forward_together>{};
    else if constexpr (can.saves_activations && !TrainsWithBatches<Block, Scalar, OnlyInTraining>)
        return std::type_identity<member::train>{};
    else if constexpr (can.saves_activations && !GoesBackWithBatches<Block, Scalar, OnlyInTraining>)
        return std::type_identity<member::backward_from_saved>{};
    else if constexpr (!can.saves_activations && (can.uses_batch || !BackwardOfRows<Block, Scalar>))
        return std::type_identity<member::backward_of_rows>{};
    else if constexpr (can.statistics_passes != 0 && !UpdatesRunningStatistics<Block, Scalar>)
        return std::type_identity<member::update_running_statistics>{};
    else if constexpr (can.has_running_statistics && !KnowsRunningStatistics<Block>)
        return std::type_identity<member::is_running_statistic>{};
    else if constexpr (can.fuses_pool && !FusesPool<Block>)
        return std::type_identity<member::pooled>{};
    else if constexpr (can.is_pool && !IsPool<Block>)
        return std::type_identity<member::reduction>{};
    else if constexpr (Block::template scratch<archetype::run> != 0 &&
                       Block::template forward_scratch<archetype::run> == 0 &&
                       Block::template backward_scratch<archetype::run, archetype::both> == 0)
        return std::type_identity<member::forward_scratch_or_backward_scratch>{};
    else
        return std::type_identity<void>{};
}

/// The member that a block has without the matching capability; void if there is none.
template <class Block, class Scalar>
consteval auto unstated_member() {
    constexpr block_capabilities can = Block::can;
    if constexpr (!can.fuses_activation && ForwardToActivation<Block, Scalar>)
        return std::type_identity<member::forward_to_activation>{};
    else if constexpr (!can.shares_registers && ForwardTogether<Block, Scalar>)
        return std::type_identity<member::forward_together>{};
    else if constexpr (!can.saves_activations &&
                       (Train<Block, Scalar, no_batch> || Train<Block, Scalar, training_batch<Scalar>>))
        return std::type_identity<member::train>{};
    else if constexpr (!can.saves_activations && Block::template saved_size<1> != 0)
        return std::type_identity<member::saved_size>{};
    else if constexpr (can.statistics_passes == 0 && UpdatesRunningStatistics<Block, Scalar>)
        return std::type_identity<member::update_running_statistics>{};
    else if constexpr (!can.has_running_statistics && KnowsRunningStatistics<Block>)
        return std::type_identity<member::is_running_statistic>{};
    else if constexpr (!can.fuses_pool && FusesPool<Block>)
        return std::type_identity<member::pooled>{};
    else if constexpr (!can.is_pool && IsPool<Block>)
        return std::type_identity<member::reduction>{};
    else
        return std::type_identity<void>{};
}

template <class Block, class Scalar, bool OnlyInTraining>
struct block_contract {
    using missing = member::block_base;
    using unstated = void;
};
template <HasShapes Block, class Scalar, bool OnlyInTraining>
struct block_contract<Block, Scalar, OnlyInTraining> {
    using missing = typename decltype(missing_member<Block, Scalar, OnlyInTraining>())::type;
    using unstated = typename decltype(unstated_member<Block, Scalar>())::type;
};

}  // namespace detail

/// A block that satisfies its contract. The block of a layer that is `only_in_training` needs no `forward`.
///
/// Laws (tests/laws/layer.hpp): `backward` is the derivative of `forward`, and linear in dy; the output has the stated
/// shape; constant evaluation and run time give the same results; converting parameters to canonical order and back
/// does not change them; padding stays zero.
template <class Type, class Scalar, bool OnlyInTraining = false>
concept Block = std::is_void_v<typename detail::block_contract<Type, Scalar, OnlyInTraining>::missing> &&
                std::is_void_v<typename detail::block_contract<Type, Scalar, OnlyInTraining>::unstated>;

}  // namespace perceptype::inline PERCEPTYPE_ISA
