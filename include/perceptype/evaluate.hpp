// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
#pragma once

#include <perceptype/config.hpp>
#include <perceptype/diagnostics/argument.hpp>
#include <perceptype/diagnostics/check_call.hpp>
#include <perceptype/diagnostics/check_graph_call.hpp>
#include <perceptype/diagnostics/text.hpp>
#include <perceptype/error.hpp>
#include <perceptype/execution/named_rows.hpp>
#include <perceptype/execution/objective.hpp>
#include <perceptype/execution/outputs.hpp>
#include <perceptype/execution/pass.hpp>
#include <perceptype/loss/loss.hpp>
#include <perceptype/network.hpp>
#include <perceptype/tensor.hpp>
#include <perceptype/topology/name.hpp>

#include <bit>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <type_traits>
#include <utility>

namespace perceptype::inline PERCEPTYPE_ISA {

/// A network, or a graph with one output, can be used for classification without naming an output.
template <class Output>
inline constexpr bool has_one_output = true;
template <class First, class Second, class... Rest>
inline constexpr bool has_one_output<named_values<First, Second, Rest...>> = false;

namespace detail {

/// The class of an output in which an element is NaN.
inline constexpr std::size_t no_class = static_cast<std::size_t>(-1);

/// Tests the bits, because g++ with -ffast-math removes a comparison. (clang then assumes that no value is NaN,
/// whatever the test.)
template <std::floating_point Scalar>
constexpr bool is_nan(Scalar value) noexcept {
    if constexpr (sizeof(Scalar) == 4)
        return std::bit_cast<std::uint32_t>(value) << 1 > 0xff000000;
    else
        return std::bit_cast<std::uint64_t>(static_cast<double>(value)) << 1 > 0xffe0000000000000;
}

/// The index of the largest of `Size` values, the first one among equals. For a single value, 1 if it is above 1/2,
/// otherwise 0. `no_class` if any value is NaN.
template <std::size_t Size, class Scalar>
constexpr std::size_t class_of(const Scalar* row) {
    for (std::size_t i = 0; i < Size; ++i)
        if (is_nan(row[i])) return no_class;
    if constexpr (Size == 1) return row[0] > Scalar(0.5) ? 1 : 0;
    std::size_t best = 0;
    for (std::size_t i = 1; i < Size; ++i)
        if (row[i] > row[best]) best = i;
    return best;
}

/// The number of classes that an output of that size distinguishes.
template <std::size_t Size>
inline constexpr std::size_t classes = Size == 1 ? 2 : Size;

/// A target as a class number: the number itself, or the class that its `Size` elements stand for.
template <std::size_t Size, class Target>
constexpr std::size_t target_class(const Target& target) {
    if constexpr (std::integral<Target>)
        return class_index(target);
    else if constexpr (std::floating_point<Target>)
        return class_of<1>(&target);
    else
        return class_of<Size>(begin_of(target));
}

/// The classified output of a network is its whole output.
template <class Chain>
struct whole_output {
    using shape = typename Chain::output_shape;
    static constexpr all_of_it target{};
    template <class Scalar>
    static constexpr const Scalar* row(const Scalar* y) {
        return y;
    }
};

/// The values that assertions check if no output is named: the whole output of a network, or the only output of a
/// graph.
template <class Network>
struct whole_output_check : network_check<Network> {
    using base = network_check<Network>;
    using outputs = std::conditional_t<has_one_output<typename base::output>, typename base::outputs, anything>;
    using found = whole_output<typename base::chain>;
    template <class Inputs, class Targets>
    using targets = typename base::template after_inputs<Inputs, Targets>;
};
template <class Network>
    requires requires { requires network_check<Network>::chain::output_count == 1; }
struct whole_output_check<Network>
    : output_check<Network, network_check<Network>::chain::output_shape::template at<0>::name> {};

/// Checks the data and calls use(true class, predicted class) for every sample. The predicted class may be `no_class`.
template <class Output, class Network, class Inputs, class Targets, class Use>
constexpr void classify(const Network& net, const Inputs& inputs, const Targets& targets, const batch_names& names,
                        Use use) {
    constexpr std::size_t size = Output::shape::size;
    check_batch<classification, typename Output::shape>(inputs, targets, names, Output::target);
    if constexpr (!std::integral<std::remove_cvref_t<decltype(Output::target(begin_of(targets)[0]))>>)
        for (std::size_t i = 0; i < size_of(targets); ++i)
            if (target_class<size>(Output::target(begin_of(targets)[i])) == no_class)
                PERCEPTYPE_THROW(data_error::out_of_range(names.classes, i, {"a class below ", classes<size>}, "NaN"));
    for_each_output<typename Network::chain_type>(
        net.storage(), inputs, 0, size_of(inputs), [&](std::size_t i, const auto& y) {
            use(target_class<size>(Output::target(begin_of(targets)[i])), class_of<size>(Output::row(y)));
        });
}

/// The fraction of samples whose predicted class is the true one.
template <class Output, class Network, class Inputs, class Targets>
constexpr double share_right(const Network& net, const Inputs& inputs, const Targets& targets) {
    std::size_t right = 0;
    classify<Output>(net, inputs, targets, {"accuracy: inputs", "accuracy: targets", "accuracy: class of sample"},
                     [&](std::size_t truth, std::size_t predicted) { right += truth == predicted; });
    return static_cast<double>(right) / static_cast<double>(size_of(inputs));
}

/// Counts how often samples of class `row` were classified as class `column`.
template <class Output, class Network, class Inputs, class Targets, class Matrix>
constexpr void count_classes(const Network& net, const Inputs& inputs, const Targets& targets, Matrix& matrix) {
    classify<Output>(net, inputs, targets, {"confusion: inputs", "confusion: targets", "confusion: class of sample"},
                     [&](std::size_t truth, std::size_t predicted) {
                         if (predicted != no_class) ++matrix(truth, predicted);
                     });
}

/// The mean loss of samples first .. last - 1. There is at least one sample, and the targets have been checked.
template <class Network, class LossType, class Inputs, class Targets>
constexpr auto mean_loss(const Network& net, const LossType& loss, const Inputs& inputs, const Targets& targets,
                         std::size_t first, std::size_t last) {
    using goal = objective<Network, LossType>;
    using scalar = typename Network::scalar_type;
    double total = 0;  // double, because the number of samples is not limited
    for_each_output<typename goal::before_loss>(net.storage(), inputs, first, last, [&](std::size_t i, const auto& y) {
        sample_rows<scalar, typename goal::output_shape, 1> t;
        t.load_target(0, begin_of(targets)[i]);
        total += static_cast<double>(goal::value(loss, y, std::as_const(t).begin()));
    });
    return static_cast<scalar>(total / static_cast<double>(last - first));
}

}  // namespace detail

/// Returns the mean loss over contiguous ranges of samples and targets, which have the same length and at least one
/// element. Otherwise, or if a class number is out of range, a `data_error` is thrown.
template <class Network, class LossType, class Inputs, class Targets>
[[nodiscard]] constexpr auto evaluate(const Network& net, const LossType& loss, const Inputs& inputs,
                                      const Targets& targets) {
    using check = detail::objective_check<Network, LossType, false>;
    using given = typename check::template after_inputs<Inputs, Targets>;
    static_assert(is_a_network<Network>, PERCEPTYPE_TEXT_IS_A_NETWORK);
    static_assert(is_a_loss<typename check::given_loss>, PERCEPTYPE_TEXT_IS_A_LOSS);
    static_assert(losses_name_outputs<typename check::misnamed, typename check::named_outputs>,
                  PERCEPTYPE_TEXT_LOSSES_NAME_OUTPUTS);
    static_assert(loss_fits<typename check::last, typename check::result, LossType>, PERCEPTYPE_TEXT_LOSS_FITS);
    static_assert(x_matches<receives<Inputs>, needs<typename check::inputs>>, PERCEPTYPE_TEXT_INPUTS_MATCH);
    static_assert(target_matches<given, needs<typename check::targets>, LossType>, PERCEPTYPE_TEXT_TARGETS_MATCH);
    if constexpr (check::passes && check::template takes_ranges<Inputs, Targets>) {
        detail::check_batch<LossType, typename check::chain::output_shape>(
            inputs, targets, {"evaluate: inputs", "evaluate: targets", "evaluate: class of sample"});
        return detail::mean_loss(net, loss, inputs, targets, 0, detail::size_of(inputs));
    } else {
        return typename check::scalar{};
    }
}

/// Returns the fraction of samples, 0..1, whose largest output is at the target's class. A single output means class 1
/// above 1/2, otherwise class 0. A sample with a NaN in its output has no class and counts as wrong. Targets are class
/// numbers, or tensors whose largest element is at the class. A NaN in a target is a `data_error`, and so is everything
/// that is one for `evaluate`.
template <class Network, class Inputs, class Targets>
[[nodiscard]] constexpr double accuracy(const Network& net, const Inputs& inputs, const Targets& targets) {
    using check = detail::whole_output_check<Network>;
    using given = typename check::template targets<Inputs, Targets>;
    static_assert(is_a_network<Network>, PERCEPTYPE_TEXT_IS_A_NETWORK);
    static_assert(has_one_output<typename check::output>,
                  "perceptype: this graph has several outputs; name the one to classify by, as in "
                  "accuracy<\"digit\">(net, inputs, targets)");
    static_assert(x_matches<receives<Inputs>, needs<typename check::inputs>>, PERCEPTYPE_TEXT_INPUTS_MATCH);
    static_assert(target_matches<given, needs<typename check::outputs>, classification>,
                  "perceptype: targets must be a std::vector, array or span of integer classes, or of tensors or "
                  "arrays of exactly the output's extents and scalar type");
    if constexpr (has_one_output<typename check::output> && check::template classifies<Inputs, Targets>)
        return detail::share_right<typename check::found>(net, inputs, targets);
    else
        return 0;
}

/// Returns the accuracy of one output of a graph: `accuracy<"digit">(net, inputs, targets)`. The targets are those of
/// that output alone, or several named ones.
template <node_name Output, class Network, class Inputs, class Targets>
[[nodiscard]] constexpr double accuracy(const Network& net, const Inputs& inputs, const Targets& targets) {
    using check = detail::output_check<Network, Output>;
    using given = typename check::template targets<Inputs, Targets>;
    static_assert(is_a_network<Network>, PERCEPTYPE_TEXT_IS_A_NETWORK);
    static_assert(is_an_output<node_tag<Output>, typename check::output>,
                  "perceptype: the graph has no output of this name; use one of the names in its list");
    static_assert(x_matches<receives<Inputs>, needs<typename check::inputs>>,
                  "perceptype: inputs must be a std::vector, array or span of named(...) with a value for each of the "
                  "graph's inputs");
    static_assert(
        target_matches<given, needs<typename check::outputs>, classification>,
        "perceptype: targets must be a std::vector, array or span of integer classes, or of tensors or arrays of "
        "exactly that output's extents and scalar type, or of named(...) with such a value under its name");
    if constexpr (check::template classifies<Inputs, Targets>)
        return detail::share_right<typename check::found>(net, inputs, targets);
    else
        return 0;
}

/// Returns the confusion matrix: how often samples of class `row` were classified as class `column`. A sample with a
/// NaN in its output is counted in no column, so the sum of its row is less than the number of samples of its class.
/// Arguments and errors are as for `accuracy`.
template <class Network, class Inputs, class Targets>
[[nodiscard]] constexpr auto confusion(const Network& net, const Inputs& inputs, const Targets& targets) {
    using check = detail::whole_output_check<Network>;
    using given = typename check::template targets<Inputs, Targets>;
    static_assert(is_a_network<Network>, PERCEPTYPE_TEXT_IS_A_NETWORK);
    static_assert(has_one_output<typename check::output>,
                  "perceptype: this graph has several outputs; name the one to classify by, as in "
                  "confusion<\"digit\">(net, inputs, targets)");
    static_assert(x_matches<receives<Inputs>, needs<typename check::inputs>>, PERCEPTYPE_TEXT_INPUTS_MATCH);
    static_assert(target_matches<given, needs<typename check::outputs>, classification>,
                  "perceptype: targets must be a std::vector, array or span of integer classes, or of tensors or "
                  "arrays of exactly the output's extents and scalar type");
    constexpr std::size_t count = detail::classes<check::found::shape::size>;
    tensor<std::size_t, count, count> matrix;
    if constexpr (has_one_output<typename check::output> && check::template classifies<Inputs, Targets>)
        detail::count_classes<typename check::found>(net, inputs, targets, matrix);
    return matrix;
}

/// Returns the confusion matrix of one output of a graph: `confusion<"digit">(net, inputs, targets)`.
template <node_name Output, class Network, class Inputs, class Targets>
[[nodiscard]] constexpr auto confusion(const Network& net, const Inputs& inputs, const Targets& targets) {
    using check = detail::output_check<Network, Output>;
    using given = typename check::template targets<Inputs, Targets>;
    static_assert(is_a_network<Network>, PERCEPTYPE_TEXT_IS_A_NETWORK);
    static_assert(is_an_output<node_tag<Output>, typename check::output>,
                  "perceptype: the graph has no output of this name; use one of the names in its list");
    static_assert(x_matches<receives<Inputs>, needs<typename check::inputs>>,
                  "perceptype: inputs must be a std::vector, array or span of named(...) with a value for each of the "
                  "graph's inputs");
    static_assert(
        target_matches<given, needs<typename check::outputs>, classification>,
        "perceptype: targets must be a std::vector, array or span of integer classes, or of tensors or arrays of "
        "exactly that output's extents and scalar type, or of named(...) with such a value under its name");
    constexpr std::size_t count = detail::classes<check::found::shape::size>;
    tensor<std::size_t, count, count> matrix;
    if constexpr (check::template classifies<Inputs, Targets>)
        detail::count_classes<typename check::found>(net, inputs, targets, matrix);
    return matrix;
}

/// Writes the outputs for a contiguous range of inputs to a contiguous range of tensors or arrays of the output's size,
/// or of named ones for a graph. If the two lengths differ, a `data_error` is thrown and nothing is written. The last
/// bits of an output may differ from those of a single call, because several samples at a time are summed in another
/// order.
template <class Network, class Inputs, class Outputs>
constexpr void predict(const Network& net, const Inputs& inputs, Outputs&& outputs) {
    using check = detail::network_check<Network>;
    using range = std::remove_reference_t<Outputs>;
    using given = typename check::template after_inputs<Inputs, range>;
    static_assert(is_a_network<Network>, PERCEPTYPE_TEXT_IS_A_NETWORK);
    static_assert(x_matches<receives<Inputs>, needs<typename check::inputs>>, PERCEPTYPE_TEXT_INPUTS_MATCH);
    static_assert(outputs_match<given, needs<typename check::outputs>>,
                  "perceptype: outputs must be a std::vector, array or span, not const, of tensors or arrays of "
                  "exactly the output's extents and scalar type");
    if constexpr (check::template predicts<Inputs, range>) {
        using chain = typename check::chain;
        const std::size_t count = detail::size_of(inputs);
        if (detail::size_of(outputs) != count)
            PERCEPTYPE_THROW(data_error::size_mismatch("predict: outputs", count, detail::size_of(outputs)));
        detail::for_each_output<chain>(net.storage(), inputs, 0, count, [&](std::size_t i, const auto& y) {
            detail::stored_output<typename chain::output_shape>::store(y, detail::begin_of(outputs)[i]);
        });
    }
}

/// Rejects a call with too few arguments.
template <class Given = count<3>>
constexpr float evaluate(detail::any_argument, detail::any_argument, detail::any_argument) {
    static_assert(takes_as_many<Given, needs<count<4>>>,
                  "perceptype: the arguments are evaluate(net, loss, inputs, targets)");
    return 0;
}

/// Rejects a call with too few arguments.
template <class Given = count<2>>
constexpr double accuracy(detail::any_argument, detail::any_argument) {
    static_assert(takes_as_many<Given, needs<count<3>>>,
                  "perceptype: the arguments are accuracy(net, inputs, targets)");
    return 0;
}

/// Rejects a call with too few arguments.
template <class Given = count<2>>
constexpr auto confusion(detail::any_argument, detail::any_argument) {
    static_assert(takes_as_many<Given, needs<count<3>>>,
                  "perceptype: the arguments are confusion(net, inputs, targets)");
    return detail::no_result{};
}

/// Rejects a call with too few arguments.
template <class Given = count<2>>
constexpr auto predict(detail::any_argument, detail::any_argument) {
    static_assert(takes_as_many<Given, needs<count<3>>>,
                  "perceptype: the arguments are predict(net, inputs, outputs), the last of which is written to");
    return detail::no_result{};
}

}  // namespace perceptype::inline PERCEPTYPE_ISA
