// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
#pragma once

#include <perceptype/config.hpp>
#include <perceptype/block/batch.hpp>
#include <perceptype/block/execution.hpp>
#include <perceptype/diagnostics/argument.hpp>
#include <perceptype/diagnostics/check_call.hpp>
#include <perceptype/diagnostics/text.hpp>
#include <perceptype/execution/backward_plan.hpp>
#include <perceptype/execution/batch_loader.hpp>
#include <perceptype/execution/chain.hpp>
#include <perceptype/execution/inference.hpp>
#include <perceptype/execution/objective.hpp>
#include <perceptype/execution/pass.hpp>
#include <perceptype/execution/training_pass.hpp>
#include <perceptype/gradient.hpp>
#include <perceptype/kernel/math/square_root.hpp>
#include <perceptype/loss/loss.hpp>
#include <perceptype/meta/exactly_equal.hpp>

#include <array>
#include <cstddef>
#include <type_traits>
#include <utility>

namespace perceptype::inline PERCEPTYPE_ISA {

/// The gradient of one layer with the activation after it, or of one node of a graph.
struct layer_gradient {
    std::size_t layer = 0;             ///< as in `net.layer<I>()`; for a node, its position in the list
    const char* name = "";             ///< the name of the layer or node
    const char* activation = nullptr;  ///< the name of the activation directly after it that runs with it, if any
    std::size_t parameters = 0;        ///< parameters that a gradient changes; if there are none, the next three are 0
    double norm = 0;                   ///< the square root of the sum of the squares of dE/dw
    double mean = 0;                   ///< the mean of |dE/dw|
    double largest = 0;                ///< the largest |dE/dw|
    double zero_share =
        0;  ///< 0..1: the fraction of its results that were exactly 0, for all samples, after the activation
};

template <std::size_t Count>
struct gradient_summary {
    double loss = 0;  ///< the mean over all samples
    std::array<layer_gradient, Count> layers{};
};

namespace detail {

/// Norm, mean and largest of one layer's part of a gradient.
template <class Chain, std::size_t Index, class Scalar>
constexpr void describe_gradient(layer_gradient& layer, const Scalar* gradient) {
    using block = typename Chain::template block<Index>;
    if constexpr (block::parameter_count != 0) {
        double squares = 0, sum = 0;
        for (std::size_t i = 0; i < block::parameter_count; ++i) {
            if constexpr (block::can.has_running_statistics)
                if (block::is_running_statistic(i)) continue;
            const auto slope = static_cast<double>(gradient[Chain::offsets.storage[Index] + block::position(i)]);
            const double size = slope < 0 ? -slope : slope;
            ++layer.parameters;
            squares += size * size;
            sum += size;
            if (!(size <= layer.largest)) layer.largest = size;  // a NaN is kept
        }
        if (layer.parameters != 0) layer.mean = sum / static_cast<double>(layer.parameters);
        layer.norm = kernels::square_root(kernels::pack<double, 1>{squares}).value;
    }
}

template <std::size_t Size, class Scalar>
constexpr double zeros_in(const Scalar* row) {
    std::size_t count = 0;
    for (std::size_t i = 0; i < Size; ++i) count += meta::exactly_equal(row[i], 0);
    return static_cast<double>(count);
}

/// The stages of a network: the layers that run in inference, each with the activation that is applied in registers.
template <class Network, bool IsGraph = is_graph<typename Network::chain_type>>
struct reported_parts {
    using chain = typename Network::chain_type;
    using inference_chain = typename chain::inference_chain;
    using plan = layout<inference_chain, 1>;
    static constexpr std::size_t count = inference_chain::stages.count;

    template <std::size_t Index>
    static consteval std::size_t number_of() {
        std::size_t found = 0, used = 0;
        [&]<std::size_t... i>(std::index_sequence<i...>) {
            ((chain::template layer<i>::can.only_in_training ? void() : void(used++ == Index ? found = i : 0)), ...);
        }(std::make_index_sequence<chain::layer_count>{});
        return found;
    }
    template <std::size_t Index, class Scalar>
    static constexpr void describe(layer_gradient& layer, const Scalar* gradient) {
        constexpr std::size_t first = inference_chain::stages.first[Index];
        layer.layer = number_of<first>();
        layer.name = inference_chain::template layer<first>::name;
        if constexpr (inference_chain::stages.fused[Index])
            layer.activation = inference_chain::template layer<first + 1>::name;
        describe_gradient<inference_chain, first>(layer, gradient);
    }
    template <std::size_t Index>
    static constexpr std::size_t size = inference_chain::template stage_at<Index>::output_shape::size;

    /// Adds the number of zeros of one sample to each part.
    template <class Execution, class Scalar, class Parts>
    static constexpr void add_zeros(Execution run, const Scalar* storage, const Scalar* x, Parts& parts) {
        workspace<Scalar, plan::training.size> work;
        run_forward<inference_chain>(run, no_batch{}, storage, x, work.values);
        [&]<std::size_t... k>(std::index_sequence<k...>) {
            ((parts[k].zero_share += zeros_in<size<k>>(work.values + plan::training.result[k])), ...);
        }(std::make_index_sequence<count>{});
    }
};

/// The nodes of a graph without its inputs. The input nodes of a graph inside a node are left out, too: they only pass
/// values on.
template <class Network>
struct reported_parts<Network, true> {
    using chain = typename Network::chain_type;
    static constexpr std::size_t count = []<std::size_t... i>(std::index_sequence<i...>) {
        return (std::size_t(chain::template runs<i>) + ... + 0);
    }(std::make_index_sequence<chain::layer_count>{});
    static constexpr std::array<std::size_t, count> indices = []<std::size_t... i>(std::index_sequence<i...>) {
        std::array<std::size_t, count> found{};
        std::size_t next = 0;
        ((chain::template runs<i> ? void(found[next++] = i) : void()), ...);
        return found;
    }(std::make_index_sequence<chain::layer_count>{});

    template <std::size_t Index, class Scalar>
    static constexpr void describe(layer_gradient& layer, const Scalar* gradient) {
        layer.layer = indices[Index];
        layer.name = view_of<entry<typename chain::template layer<indices[Index]>>::name>.text;
        describe_gradient<chain, indices[Index]>(layer, gradient);
    }
    template <std::size_t Index>
    static constexpr std::size_t size = chain::template output<indices[Index]>::size;

    template <class Execution, class Scalar, class Sample, class Parts>
    static constexpr void add_zeros(Execution run, const Scalar* storage, const Sample& x, Parts& parts) {
        using training = training_pass<chain, any_loss, required_gradients{false, false}, Execution, no_batch>;
        workspace<Scalar, training::work_size> work;
        const training pass{run, no_batch{}, storage, x, {}, nullptr, work.values};
        pass.run_all_forward();
        [&]<std::size_t... k>(std::index_sequence<k...>) {
            ((parts[k].zero_share += zeros_in<size<k>>(pass.template value<indices[k]>())), ...);
        }(std::make_index_sequence<count>{});
    }
};

template <class Execution, class Network, class LossType, class Inputs, class Targets>
constexpr auto report_gradient(Execution run, const Network& net, const LossType& loss, const Inputs& inputs,
                               const Targets& targets) {
    using scalar = typename Network::scalar_type;
    using chain = typename Network::chain_type;
    using goal = objective<Network, LossType>;
    using parts = reported_parts<Network>;
    gradient_summary<parts::count> result{};
    typename Network::gradient_type gradient{};
    const std::size_t count = size_of(inputs);
    const scalar share = scalar(1) / static_cast<scalar>(count);
    batch_loader<Execution, scalar, typename chain::input_shape, element_of<Inputs>, typename chain::output_shape>
        loader;
    for (std::size_t i = 0; i < count; ++i) {
        loader.load(begin_of(inputs)[i], begin_of(targets)[i]);
        result.loss += static_cast<double>(goal::template run<required_gradients{false, true}>(
            run, no_batch{}, net.storage(), loss, loader.inputs(), loader.targets(), share, 1, nullptr,
            gradient.storage()));
        parts::add_zeros(run, static_cast<const scalar*>(net.storage()), loader.inputs(), result.layers);
    }
    result.loss /= static_cast<double>(count);
    [&]<std::size_t... k>(std::index_sequence<k...>) {
        (parts::template describe<k>(result.layers[k], static_cast<const scalar*>(gradient.storage())), ...);
        ((result.layers[k].zero_share /= static_cast<double>(count) * static_cast<double>(parts::template size<k>)),
         ...);
    }(std::make_index_sequence<parts::count>{});
    return result;
}

}  // namespace detail

/// Computes how the gradient of the mean loss over these samples flows through the net: the size of its part in every
/// layer, or every node of a graph. The layers are those of inference, so dropout is not among them and batch_norm uses
/// its running statistics. A layer is listed together with the activation after it; views are not listed. Allocates no
/// memory.
///
/// Arguments and errors are as for `evaluate`.
template <class Network, class LossType, class Inputs, class Targets>
[[nodiscard]] constexpr auto gradient_report(const Network& net, const LossType& loss, const Inputs& inputs,
                                             const Targets& targets) {
    using check = detail::objective_check<Network, LossType, true>;
    using given = typename check::template after_inputs<Inputs, Targets>;
    static_assert(is_a_network<Network>, PERCEPTYPE_TEXT_IS_A_NETWORK);
    static_assert(is_a_loss<typename check::given_loss>, PERCEPTYPE_TEXT_IS_A_LOSS);
    static_assert(losses_name_outputs<typename check::misnamed, typename check::named_outputs>,
                  PERCEPTYPE_TEXT_LOSSES_NAME_OUTPUTS);
    static_assert(loss_fits<typename check::last, typename check::result, LossType>, PERCEPTYPE_TEXT_LOSS_FITS);
    static_assert(has_derivative<typename check::without_derivative_at, typename check::without_derivative_layer>,
                  PERCEPTYPE_TEXT_HAS_DERIVATIVE);
    static_assert(x_matches<receives<Inputs>, needs<typename check::inputs>>, PERCEPTYPE_TEXT_INPUTS_MATCH);
    static_assert(target_matches<given, needs<typename check::targets>, LossType>, PERCEPTYPE_TEXT_TARGETS_MATCH);
    if constexpr (check::passes && check::template takes_ranges<Inputs, Targets>) {
        detail::check_batch<LossType, typename check::chain::output_shape>(
            inputs, targets,
            {"gradient_report: inputs", "gradient_report: targets", "gradient_report: class of sample"});
        if (std::is_constant_evaluated())
            return detail::report_gradient(execution<1, false>{}, net, loss, inputs, targets);
        return detail::report_gradient(execution<1, true>{}, net, loss, inputs, targets);
    } else {
        return gradient_summary<1>{};
    }
}

}  // namespace perceptype::inline PERCEPTYPE_ISA
