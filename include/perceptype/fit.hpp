// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
#pragma once

#include <perceptype/config.hpp>
#include <perceptype/diagnostics/argument.hpp>
#include <perceptype/diagnostics/check_call.hpp>
#include <perceptype/diagnostics/text.hpp>
#include <perceptype/error.hpp>
#include <perceptype/evaluate.hpp>
#include <perceptype/gradient.hpp>
#include <perceptype/history.hpp>
#include <perceptype/loss/loss.hpp>
#include <perceptype/optimizer/optimizer.hpp>
#include <perceptype/random/permutation.hpp>
#include <perceptype/random/stream_seed.hpp>
#include <perceptype/train.hpp>

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <type_traits>

namespace perceptype::inline PERCEPTYPE_ISA {

/// An `on_epoch` that does nothing.
struct no_callback {
    constexpr void operator()(auto&&) const noexcept {}
};

// Conditions of assertions below.
template <class Value>
inline constexpr bool is_a_named_network = std::is_void_v<Value>;
template <class Callback, class Report>
inline constexpr bool takes_a_report = requires(Callback& callback, Report& report) { callback(report); };

/// Options of `fit`.
template <class Callback = no_callback>
struct fit_options {
    std::size_t epochs = 20;
    std::size_t batch_size = 32;  ///< the last batch of an epoch may be smaller
    std::uint64_t seed = 1;       ///< seed for shuffling and for random layers; the same seed gives the same training
    bool shuffle = true;          ///< whether every epoch has a new order
    /// The fraction of the samples, taken from the end, that is only evaluated; 0 <= fraction < 1. It is rounded to the
    /// nearest whole number of samples, but to at least one if it is above 0.
    double validation_split = 0;
    Callback on_epoch{};  ///< called with each `epoch_report`; if it returns a bool, false ends the training
};

namespace detail {

template <class Callback>
constexpr void take_options(const fit_options<Callback>&) noexcept {}

/// The number of samples that make up a share of `count`, rounded to the nearest whole number, but at least one if the
/// share is above 0.
constexpr std::size_t samples_in_share(double share, std::size_t count) noexcept {
    const double exact = share * static_cast<double>(count);
    const auto whole = static_cast<std::size_t>(exact);
    const std::size_t nearest = exact - static_cast<double>(whole) < 0.5 ? whole : whole + 1;
    return nearest == 0 && share > 0 ? 1 : nearest;
}

}  // namespace detail

// Condition of an assertion below. A class derived from the options is accepted, too.
template <class Type>
inline constexpr bool are_fit_options = requires(const Type& options) { detail::take_options(options); };

/// Trains `net` on contiguous ranges of samples and targets and returns the learning curve. Allocates no memory.
///
/// There must be as many targets as inputs, and at least one; the validation split must leave a sample to train on; the
/// batch size must be above 0, and with batch_norm over vectors no batch may have only one sample. Otherwise, or if a
/// class number is out of range, a `data_error` is thrown and the network is unchanged.
template <std::size_t HistoryCapacity = 1024, class Network, class LossType, class OptimizerType, class Inputs,
          class Targets, class Callback = no_callback>
constexpr auto fit(Network& net, const LossType& loss, const OptimizerType& optimizer, const Inputs& inputs,
                   const Targets& targets, fit_options<Callback> options = {}) {
    using check = detail::objective_check<Network, LossType, true>;
    using given = typename check::template after_inputs<Inputs, Targets>;
    constexpr bool optimizes = is_an_optimizer<typename check::template after_loss<OptimizerType>>;
    using inputs_needed = std::conditional_t<optimizes, typename check::inputs, anything>;
    using targets_needed = std::conditional_t<optimizes, typename check::targets, anything>;
    static_assert(is_a_network_to_train<Network>, PERCEPTYPE_TEXT_IS_A_NETWORK_TO_TRAIN);
    static_assert(is_a_loss<typename check::given_loss>, PERCEPTYPE_TEXT_IS_A_LOSS);
    static_assert(losses_name_outputs<typename check::misnamed, typename check::named_outputs>,
                  PERCEPTYPE_TEXT_LOSSES_NAME_OUTPUTS);
    static_assert(loss_fits<typename check::last, typename check::result, LossType>, PERCEPTYPE_TEXT_LOSS_FITS);
    static_assert(has_derivative<typename check::without_derivative_at, typename check::without_derivative_layer>,
                  PERCEPTYPE_TEXT_HAS_DERIVATIVE);
    static_assert(is_an_optimizer<typename check::template after_loss<OptimizerType>>, PERCEPTYPE_TEXT_IS_AN_OPTIMIZER);
    static_assert(x_matches<receives<Inputs>, needs<inputs_needed>>, PERCEPTYPE_TEXT_INPUTS_MATCH);
    static_assert(target_matches<given, needs<targets_needed>, LossType>, PERCEPTYPE_TEXT_TARGETS_MATCH);
    using scalar = typename check::scalar;
    static_assert(
        takes_a_report<Callback, epoch_report<scalar>>,
        "perceptype: on_epoch is called with an epoch_report; take one, or auto: [](const auto& report) {...}");
    history<scalar, HistoryCapacity> curve;
    if constexpr (check::passes && check::template takes_ranges<Inputs, Targets> && is_an_optimizer<OptimizerType> &&
                  is_a_network_to_train<Network> && takes_a_report<Callback, epoch_report<scalar>>) {
        detail::check_batch<LossType, typename check::chain::output_shape>(
            inputs, targets, {"fit: inputs", "fit: targets", "fit: class of sample"});
        if (options.batch_size == 0)
            PERCEPTYPE_THROW(data_error::in_argument("fit: batch size", "at least 1", options.batch_size));
        if (!(options.validation_split >= 0 && options.validation_split < 1))
            PERCEPTYPE_THROW(data_error::in_argument("fit: validation split", "at least 0 and below 1",
                                                     options.validation_split >= 1  ? "1 or more"
                                                     : options.validation_split < 0 ? "less than 0"
                                                                                    : "not a number"));

        const std::size_t count = detail::size_of(inputs);
        const std::size_t held_out = detail::samples_in_share(options.validation_split, count);
        if (held_out >= count)
            PERCEPTYPE_THROW(data_error::in_argument("fit: validation split", {"a sample left to train on of ", count},
                                                     {held_out, " for validation"}));
        const std::size_t training = count - held_out;
        const std::size_t last =
            training % options.batch_size == 0 ? options.batch_size : training % options.batch_size;
        if (last < check::least_samples)
            PERCEPTYPE_THROW(
                data_error::in_argument("fit: samples of the last batch", "at least 2, to find their spread", last));
        trainer<Network, LossType, OptimizerType> teacher{net, loss, optimizer, options.seed};
        detail::permutation order{options.shuffle ? training : 0, options.seed};
        for (std::size_t epoch = 0; epoch < options.epochs; ++epoch) {
            if (options.shuffle) order.draw(detail::stream_seed(options.seed, epoch));
            double total = 0;
            for (std::size_t first = 0; first < training; first += options.batch_size) {
                const std::size_t size = training - first < options.batch_size ? training - first : options.batch_size;
                const auto mean = teacher.step_picked(inputs, targets, size, [&](std::size_t i) {
                    return options.shuffle ? order(first + i) : first + i;
                });
                total += static_cast<double>(size) * static_cast<double>(mean);
            }
            epoch_report<scalar> report{.epoch = epoch,
                                        .loss = static_cast<scalar>(total / static_cast<double>(training))};
            if (held_out != 0) report.validation_loss = detail::mean_loss(net, loss, inputs, targets, training, count);
            curve.add(report);
            if constexpr (std::same_as<std::remove_cvref_t<decltype(options.on_epoch(report))>, bool>) {
                if (!options.on_epoch(report)) break;
            } else {
                options.on_epoch(report);
            }
        }
    }
    return curve;
}

/// Rejects a temporary network, whose training would be lost, and anything else in its position that is not a variable.
template <std::size_t HistoryCapacity = 1024, class Network, class LossType, class OptimizerType, class Inputs,
          class Targets, class Callback = no_callback>
    requires(!std::is_lvalue_reference_v<Network>)
constexpr auto fit(Network&&, const LossType&, const OptimizerType&, const Inputs&, const Targets&,
                   const fit_options<Callback>& = {}) {
    static_assert(
        is_a_named_network<Network>,
        "perceptype: training changes the network: the first argument must be a network variable that is not const");
    return detail::no_result{};
}

/// Rejects a call with too few arguments.
template <std::size_t HistoryCapacity = 1024, class Given = count<3>>
constexpr auto fit(detail::any_argument, detail::any_argument, detail::any_argument) {
    static_assert(takes_as_many<Given, needs<count<5>>>,
                  "perceptype: the arguments are fit(net, loss, optimizer, inputs, targets), optionally followed by "
                  "fit_options{...}");
    return detail::no_result{};
}

/// Rejects a call with too few arguments.
template <std::size_t HistoryCapacity = 1024, class Given = count<4>>
constexpr auto fit(detail::any_argument, detail::any_argument, detail::any_argument, detail::any_argument) {
    static_assert(takes_as_many<Given, needs<count<5>>>,
                  "perceptype: the arguments are fit(net, loss, optimizer, inputs, targets), optionally followed by "
                  "fit_options{...}");
    return detail::no_result{};
}

/// Rejects an argument that is not a `fit_options`.
template <std::size_t HistoryCapacity = 1024, class Options>
    requires(!are_fit_options<Options>)
constexpr auto fit(detail::any_argument, detail::any_argument, detail::any_argument, detail::any_argument,
                   detail::any_argument, const Options&) {
    static_assert(are_fit_options<Options>,
                  "perceptype: the last argument of fit is its options, such as fit_options{.epochs = 20}");
    return detail::no_result{};
}

}  // namespace perceptype::inline PERCEPTYPE_ISA
