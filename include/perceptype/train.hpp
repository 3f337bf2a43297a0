// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
#pragma once

#include <perceptype/config.hpp>
#include <perceptype/block/batch.hpp>
#include <perceptype/diagnostics/argument.hpp>
#include <perceptype/diagnostics/check_call.hpp>
#include <perceptype/diagnostics/diagnostic.hpp>
#include <perceptype/diagnostics/text.hpp>
#include <perceptype/error.hpp>
#include <perceptype/execution/batch_loader.hpp>
#include <perceptype/execution/objective.hpp>
#include <perceptype/gradient.hpp>
#include <perceptype/loss/loss.hpp>
#include <perceptype/optimizer/learning_rate.hpp>
#include <perceptype/optimizer/optimizer.hpp>
#include <perceptype/random/generator.hpp>
#include <perceptype/random/stream_seed.hpp>
#include <perceptype/shape.hpp>

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <type_traits>

namespace perceptype::inline PERCEPTYPE_ISA {

template <class Type>
inline constexpr bool is_an_optimizer = Optimizer<Type>;
template <>
inline constexpr bool is_an_optimizer<anything> = true;

/// The optimizer type of a trainer that is given none.
struct no_optimizer {};
// Conditions of the assertions below.
template <class Network>
inline constexpr bool outlives_the_trainer = std::is_void_v<Network>;

namespace detail {

/// Saves and restores a trainer; see io/checkpoint.hpp.
struct trainer_access;

/// The state arrays of an optimizer. An optimizer without state, or a type that is not an optimizer, takes no storage.
template <class OptimizerType, class Scalar, std::size_t Size>
struct optimizer_slots {
    constexpr Scalar (*begin() noexcept)[Size] { return nullptr; }
    constexpr const Scalar (*begin() const noexcept)[Size] { return nullptr; }
};
template <Optimizer OptimizerType, class Scalar, std::size_t Size>
    requires(OptimizerType::state_buffers != 0)
struct optimizer_slots<OptimizerType, Scalar, Size> {
    alignas(vector_bytes == 0 ? alignof(Scalar) : vector_bytes) Scalar values[OptimizerType::state_buffers][Size] = {};
    constexpr Scalar (*begin() noexcept)[Size] { return values; }
    constexpr const Scalar (*begin() const noexcept)[Size] { return values; }
};

}  // namespace detail

/// Minimizes a loss. A trainer refers to the network that it changes, and owns the gradient and the optimizer's state.
/// It allocates no memory.
///
///     trainer trainer{net, cross_entropy{}, adam{.learning_rate = 3e-3}};
///     float loss = trainer.step(x, target);        // one sample
///     loss = trainer.step(inputs, targets);        // a batch, of any size known at run time
///
/// The fourth argument is the seed for layers that use random numbers, such as dropout. If layers compute batch
/// statistics, as batch_norm does, a batch of more than 32 samples (or fewer, if they are large) goes through the net
/// several times: one more forward pass and one more backward pass for each such layer.
template <class Network, class LossType, class OptimizerType>
class trainer {
    using check = detail::objective_check<Network, LossType, true>;
    using input_shape = typename check::chain::input_shape;
    using output_shape = typename check::chain::output_shape;
    static constexpr bool passes = check::passes && is_a_network_to_train<Network> && is_an_optimizer<OptimizerType>;
    using objective = detail::objective<Network, LossType>;
    static constexpr std::size_t updated_size = [] {
        if constexpr (passes)
            return objective::updated_size;
        else
            return 1;
    }();

public:
    using network_type = Network;
    using loss_type = LossType;
    using optimizer_type = OptimizerType;
    using scalar_type = typename check::scalar;

    /// The network must outlive the trainer.
    constexpr trainer(Network& the_network, const LossType& the_loss, const OptimizerType& the_optimizer,
                      std::uint64_t the_seed = 0) noexcept  // g++ compares these names with a user's
        : net_(the_network), loss_(the_loss), optimizer_(the_optimizer), seed_(generator{the_seed}.next()) {}

    /// Rejects a temporary network, which would be destroyed before the trainer uses it, and a trainer without an
    /// optimizer.
    constexpr trainer(Network&& gone, const LossType& descended, const OptimizerType& descent,
                      std::uint64_t seed = 0) noexcept
        : trainer(gone, descended, descent, seed) {
        static_assert(outlives_the_trainer<Network>,
                      "perceptype: a trainer refers to its network, which must outlive it; make the network a variable "
                      "and pass that");
    }
    constexpr trainer(Network& trained, const LossType& descended) noexcept
        requires std::same_as<OptimizerType, no_optimizer>
        : trainer(trained, descended, no_optimizer{}) {}

    /// Trains on one sample and returns its loss before the update.
    ///
    /// x and target are as for `value_and_gradient`. A class number out of range is a `data_error`, and nothing is
    /// changed.
    template <detail::ValuesOf<scalar_type, input_shape> Sample = tensor_of<scalar_type, input_shape>,
              detail::TargetOf<LossType, scalar_type, output_shape> Target = tensor_of<scalar_type, output_shape>>
    constexpr scalar_type step(const Sample& x, const Target& target) {
        static_assert(learns_from_one_sample<typename check::batched_at, typename check::batched_layer>,
                      "perceptype: this layer learns from batch statistics, which one sample does not have; step with "
                      "a batch of at least 2");
        if constexpr (passes && check::steps_alone) {
            detail::workspace<scalar_type, objective::statistics_size> statistics;
            const batch_type batch = batch_of(1, statistics.values);
            const destination to = open(scalar_type(1), true);
            const scalar_type value = detail::run_sample<required_gradients{false, true}>(
                "step: class", net_, needed(part_of(batch, 0, 1)), loss_, x, target, to.factor, nullptr, to.gradient);
            close(to, statistics.values);  // only now: the target may have been rejected
            return value;
        } else {
            return {};
        }
    }

    /// Trains on one batch with the mean of its gradients, and returns the mean loss before the update. Several samples
    /// run at a time; for a single sample, the other `step` is faster.
    ///
    /// Inputs and targets are contiguous ranges of the same length, which is at least 1, or at least 2 for batch_norm
    /// over vectors. Another length or a class number out of range is a `data_error`, and nothing is changed.
    template <detail::SamplesOf<scalar_type, input_shape> Inputs,
              detail::TargetsOf<LossType, scalar_type, output_shape> Targets>
    constexpr scalar_type step(const Inputs& inputs, const Targets& targets) {
        detail::check_batch<LossType, output_shape>(inputs, targets,
                                                    {"step: inputs", "step: targets", "step: class of sample"});
        if (detail::size_of(inputs) < check::least_samples)
            PERCEPTYPE_THROW(
                data_error::in_argument("step: samples to find the spread of", "at least 2", detail::size_of(inputs)));
        return step_picked(inputs, targets, detail::size_of(inputs), [](std::size_t i) { return i; });
    }

    /// Rejects all other arguments. The message is about a sample or about a batch, whichever the arguments resemble.
    template <class Sample, class Target>
    constexpr scalar_type step(const Sample&, const Target&) {
        using wrong = detail::wrong_argument<check, LossType, Sample, Target>;
        static_assert(x_matches<typename wrong::x, needs<typename check::input>>, PERCEPTYPE_TEXT_X_MATCHES);
        static_assert(target_matches<typename wrong::target, needs<typename check::target>, LossType>,
                      PERCEPTYPE_TEXT_TARGET_MATCHES);
        static_assert(x_matches<typename wrong::inputs, needs<typename check::inputs>>, PERCEPTYPE_TEXT_INPUTS_MATCH);
        static_assert(target_matches<typename wrong::targets, needs<typename check::targets>, LossType>,
                      PERCEPTYPE_TEXT_TARGETS_MATCH);
        return {};
    }

    template <class... Arguments>
        requires(sizeof...(Arguments) != 2)
    constexpr scalar_type step(const Arguments&...) {
        static_assert(takes_as_many<count<sizeof...(Arguments)>, needs<count<2>>>,
                      "perceptype: step takes one sample and its target, or a range of each: step(x, target) or "
                      "step(inputs, targets)");
        return {};
    }

    /// Does the same as `step` for the samples with the indices `pick(0)` to `pick(count - 1)`, unchecked. Used by
    /// loops over shuffled data.
    template <class Inputs, class Targets, class Pick>
    constexpr scalar_type step_picked(const Inputs& inputs, const Targets& targets, std::size_t count, Pick pick) {
        if constexpr (passes) {
            if (std::is_constant_evaluated()) return run_batch<execution<1, false>>(inputs, targets, count, pick);
            return run_batch<execution<detail::samples_together<typename check::network::chain_type>, true>>(
                inputs, targets, count, pick);
        } else {
            return {};
        }
    }

    /// The number of updates so far.
    [[nodiscard]] constexpr std::uint64_t steps() const noexcept { return steps_; }
    [[nodiscard]] constexpr const LossType& loss() const noexcept { return loss_; }
    /// The optimizer. Its settings may be changed between steps.
    [[nodiscard]] constexpr OptimizerType& optimizer() noexcept { return optimizer_; }

private:
    friend struct detail::trainer_access;
    using batch_type = training_batch<scalar_type>;

    /// The address to which the backward pass adds `factor` times the gradient of a sample.
    struct destination {
        scalar_type* gradient;
        scalar_type factor;
    };

    constexpr batch_type batch_of(std::size_t count, scalar_type* statistics) const noexcept {
        return {.count = count, .first = 0, .valid = count, .seed = step_seed(), .statistics = statistics};
    }
    constexpr std::uint64_t step_seed() const noexcept {
        if constexpr (objective::uses_batch)
            return detail::stream_seed(seed_, steps_);
        else
            return 0;  // no random numbers are used
    }
    static constexpr batch_type part_of(batch_type batch, std::size_t first, std::size_t valid) noexcept {
        batch.first = first;
        batch.valid = valid;
        return batch;
    }
    /// The batch information for the layers; empty if no layer uses it.
    static constexpr auto needed(batch_type batch) noexcept {
        if constexpr (objective::uses_batch)
            return batch;
        else
            return no_batch{};
    }

    template <class Execution, class Inputs, class Targets, class Pick>
    constexpr scalar_type run_batch(const Inputs& inputs, const Targets& targets, std::size_t count, Pick pick) {
        const scalar_type share = scalar_type(1) / static_cast<scalar_type>(count);
        const bool together = count <= Execution::capacity;
        const destination to = open(share, together);
        detail::workspace<scalar_type, objective::statistics_size> statistics;
        const batch_type batch = batch_of(count, statistics.values);
        if constexpr (objective::statistics_passes != 0)
            if (!together) run_statistics_passes<Execution>(inputs, targets, batch, pick, to);
        const scalar_type value = run_parts<Execution>(inputs, targets, batch, pick, to);
        close(to, statistics.values);
        return value * share;
    }

    /// Computes the statistics of a batch that runs in parts. Each layer with batch statistics takes one forward pass,
    /// starting with the first layer, because its statistics depend on those of the layers before it; then each takes
    /// one backward pass, starting with the last layer.
    template <class Execution, class Inputs, class Targets, class Pick>
    constexpr void run_statistics_passes(const Inputs& inputs, const Targets& targets, batch_type batch, Pick pick,
                                         destination to) {
        constexpr std::size_t statistics_passes = objective::statistics_passes;
        for (std::size_t i = 0; i < 2 * statistics_passes; ++i) {
            batch.forward_end = i < statistics_passes ? i : batch_type::nowhere;
            batch.backward_end = i < statistics_passes ? batch_type::nowhere : 2 * statistics_passes - 1 - i;
            run_parts<Execution>(inputs, targets, batch, pick, to);
        }
        clear_gradient();
    }

    /// Runs all samples of a batch and returns the sum of their losses. Not inlined, because the rows of several passes
    /// would be on the stack at the same time.
    template <class Execution, class Inputs, class Targets, class Pick>
    [[gnu::noinline]] constexpr scalar_type run_parts(const Inputs& inputs, const Targets& targets,
                                                      const batch_type& batch, Pick pick, destination to) {
        detail::batch_loader<Execution, scalar_type, input_shape, detail::element_of<Inputs>, output_shape> loader;
        scalar_type value = 0;
        for (std::size_t first = 0; first < batch.count; first += Execution::capacity) {
            const std::size_t valid = loader.part_of(batch.count - first);
            loader.load(inputs, targets, valid, [&](std::size_t s) { return pick(first + s); });
            value += objective::template run<required_gradients{false, true}>(
                Execution::of(valid), needed(part_of(batch, first, valid)), net_.storage(), loss_, loader.inputs(),
                loader.targets(), to.factor, valid, nullptr, to.gradient);
        }
        return value;
    }

    /// If the optimizer's update is plain gradient descent, the backward pass can do it: it adds -rate times dE/dw to w
    /// as soon as it is computed. This saves writing and reading the gradient.
    static constexpr bool may_descend_at_once = detail::optimizer_can<OptimizerType>.may_be_plain &&
                                                !requires { requires check::network::chain_type::shares_parameters; };

    /// The destination of a step in which each sample's gradient has the weight `share`. `together` states that all
    /// samples read the parameters before the first sample changes them.
    constexpr destination open(scalar_type share, bool together) noexcept {
        if constexpr (may_descend_at_once)
            if (together && optimizer_.is_plain())
                return {net_.storage(), share * static_cast<scalar_type>(-rate_at(optimizer_.learning_rate, steps_))};
        clear_gradient();
        return {gradient_.storage(), share};
    }
    constexpr void clear_gradient() noexcept {
        // Elements on which the loss does not depend are zero from the start.
        constexpr std::size_t begin = objective::updated_begin;
        for (std::size_t i = begin; i < begin + updated_size; ++i) gradient_.storage()[i] = 0;
    }
    constexpr void close(destination to, const scalar_type* statistics) noexcept {
        if (to.gradient == gradient_.storage()) {
            constexpr std::size_t begin = objective::updated_begin;
            detail::workspace<scalar_type, objective::frozen_size> frozen;
            objective::save_frozen(net_.storage(), frozen.values);
            update_parameters(optimizer_, steps_, scalar_type(1), net_.storage() + begin, gradient_.storage() + begin,
                              slots_.begin());
            objective::restore_frozen(frozen.values, net_.storage());
        }
        if constexpr (objective::statistics_passes != 0)
            objective::update_running_statistics(statistics, net_.storage());
        ++steps_;
    }

    Network& net_;
    LossType loss_;
    OptimizerType optimizer_;
    std::uint64_t seed_;
    std::uint64_t steps_ = 0;
    typename check::network::gradient_type gradient_{};
    [[no_unique_address]] detail::optimizer_slots<OptimizerType, scalar_type, updated_size> slots_{};

    // Last: see diagnostics/diagnostic.hpp.
    static_assert(is_a_network_to_train<Network>, PERCEPTYPE_TEXT_IS_A_NETWORK_TO_TRAIN);
    static_assert(is_a_loss<typename check::given_loss>, PERCEPTYPE_TEXT_IS_A_LOSS);
    static_assert(losses_name_outputs<typename check::misnamed, typename check::named_outputs>,
                  PERCEPTYPE_TEXT_LOSSES_NAME_OUTPUTS);
    static_assert(loss_fits<typename check::last, typename check::result, LossType>, PERCEPTYPE_TEXT_LOSS_FITS);
    static_assert(has_derivative<typename check::without_derivative_at, typename check::without_derivative_layer>,
                  PERCEPTYPE_TEXT_HAS_DERIVATIVE);
    static_assert(is_an_optimizer<typename check::template after_loss<OptimizerType>>, PERCEPTYPE_TEXT_IS_AN_OPTIMIZER);
};
template <class Network, class LossType>
trainer(Network&, const LossType&) -> trainer<Network, LossType, no_optimizer>;

}  // namespace perceptype::inline PERCEPTYPE_ISA
