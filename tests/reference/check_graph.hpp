// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
#pragma once

/// The functions that the generated tests of graphs call. The inputs of a sample are one row of generated values, in the
/// order of their declaration; the targets of each loss are generated from a separate seed.

#include "reference/check.hpp"

#include <perceptype/graph.hpp>
#include <perceptype/join/add.hpp>
#include <perceptype/join/average.hpp>
#include <perceptype/join/concat.hpp>
#include <perceptype/join/dot.hpp>
#include <perceptype/join/maximum.hpp>
#include <perceptype/join/multiply.hpp>
#include <perceptype/join/subtract.hpp>
#include <perceptype/loss/joint_loss.hpp>

#include <string>
#include <type_traits>
#include <utility>
#include <vector>

namespace golden {

using target_kinds = std::vector<std::string>;

/// Calls use(value, index, name) for each of the named values.
template <class... Values, class Use>
void for_each_named(pt::named_values<Values...>& all, Use use) {
    std::size_t number = 0;
    (use(all[pt::node_tag<Values::name>{}], number++, pt::node_tag<Values::name>{}), ...);
}
template <class... Values>
void append_named(values& to, pt::named_values<Values...> all) {
    for_each_named(all, [&](auto& value, std::size_t, auto) { append(to, value.data(), value.size()); });
}
template <class... Values>
constexpr std::size_t numbers_in(std::type_identity<pt::named_values<Values...>>) {
    return (Values::value_type::size() + ...);
}

/// The graph of a case with its parameters and samples, and its results.
template <class Net, class Loss, class Target>
struct graph_situation {
    using scalar = typename Net::scalar_type;
    using input = typename Net::input_type;
    static constexpr std::size_t inputs = numbers_in(std::type_identity<input>{});
    static constexpr std::size_t outputs = numbers_in(std::type_identity<typename Net::output_type>{});

    const golden_case& expected;
    const Loss& loss;
    Net net{pt::zeros{}};
    std::vector<input> x;
    std::vector<Target> t;
    findings found;

    graph_situation(const golden_case& given, const Loss& by, const Target& empty, const target_kinds& kinds)
        : expected(given), loss(by), x(given.samples()), t(x.size(), empty) {
        const values initial = expected.initial_parameters();
        std::vector<scalar> rounded(initial.size());
        assign(rounded.data(), initial);
        pt::vector_to_parameters(rounded, net);
        append(found.initial, pt::parameters_to_vector(net).data(), Net::parameter_count);
        for (std::size_t i = 0; i < x.size(); ++i) {
            const values row = expected.input(i, inputs);
            std::size_t first = 0;
            for_each_named(x[i], [&](auto& value, std::size_t, auto) {
                const std::size_t end = first + value.size();
                assign(value.data(), {row.begin() + static_cast<std::ptrdiff_t>(first),
                                      row.begin() + static_cast<std::ptrdiff_t>(end)});
                first = end;
            });
            for_each_named(t[i], [&](auto& value, std::size_t k, auto name) {
                using output = std::remove_cvref_t<decltype(typename Net::output_type()[name])>;
                read_target<output::size()>(value, kinds.at(k), expected.seed() + 1000 * (k + 1), i);
            });
        }
    }

    template <std::size_t Size, class Value>
    void read_target(Value& value, const std::string& kind, std::uint64_t seed, std::size_t i) {
        if constexpr (std::is_integral_v<Value>)
            value = static_cast<int>(mixed(seed, stream::targets, i) % Size);
        else
            assign(value.data(), sample(kind, seed, stream::targets, i, Size));
    }

    void run() {
        const std::size_t stored = expected.list("outputs").size() / outputs;
        for (std::size_t i = 0; i < stored; ++i) append_named(found.outputs, net(x[i]));
    }
    void differentiate() {
        const auto [value, gradient] = pt::value_and_gradient(net, loss, x[0], t[0]);
        append(found.value, &value, 1);
        append(found.gradient, pt::parameters_to_vector(gradient).data(), Net::parameter_count);
        append_named(found.input_gradient, pt::input_gradient(net, loss, x[0], t[0]));
    }
    template <step_kind Step, class Optimizer>
    void train(const Optimizer& optimizer) {
        if constexpr (Step == batch) {
            std::vector<typename Net::output_type> y(x.size());
            pt::predict(net, x, y);
            for (const auto& outputs_of_one : y) append_named(found.predicted, outputs_of_one);
        }
        pt::trainer trainer{net, loss, optimizer};
        const std::size_t steps = expected.list("losses").size();
        for (std::size_t i = 0; i < steps; ++i) {
            scalar before;
            if constexpr (Step == batch)
                before = trainer.step(x, t);
            else
                before = trainer.step(x[0], t[0]);
            append(found.losses, &before, 1);
        }
        append(found.after, pt::parameters_to_vector(net).data(), Net::parameter_count);
    }
    void check() const {
        golden::check(found, expected, sizeof(scalar) == sizeof(float) ? "float" : "double", tolerance_of(scalar()),
                      inputs, outputs);
    }
};

/// Outputs, loss and gradients.
template <class Preferred, class... Entries, class Loss, class Target>
void check_graph(net<Entries...>, const golden_case& expected, const Loss& loss, const Target& target,
                 const target_kinds& kinds) {
    const auto run = [&]<class Scalar>(Scalar scalar) {
        graph_situation<pt::basic_graph<Scalar, Entries...>, Loss, decltype(target(scalar))> at{expected, loss,
                                                                                                target(scalar), kinds};
        at.run();
        at.differentiate();
        at.check();
    };
    if constexpr (wanted<float, Preferred>) run(float());
    if constexpr (wanted<double, Preferred>) run(double());
}

/// The same, and ten training steps with one sample or with all samples as one batch.
template <step_kind Step, class Preferred, class... Entries, class Loss, class Target, class Optimizer>
void check_graph_training(net<Entries...>, const golden_case& expected, const Loss& loss, const Target& target,
                          const target_kinds& kinds, const Optimizer& optimizer) {
    const auto run = [&]<class Scalar>(Scalar scalar) {
        graph_situation<pt::basic_graph<Scalar, Entries...>, Loss, decltype(target(scalar))> at{expected, loss,
                                                                                                target(scalar), kinds};
        at.run();
        if constexpr (differentiates<Scalar>) at.differentiate();
        if constexpr (trains<Scalar>) at.template train<Step>(optimizer);
        at.check();
    };
    if constexpr (wanted<float, Preferred>) run(float());
    if constexpr (wanted<double, Preferred>) run(double());
}

}  // namespace golden
