// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
#pragma once

/// The functions that the generated tests call. Every line here is compiled for every network, so there are few.

#include <cstddef>
#include <perceptype.hpp>
#include <span>
#include <string>
#include <type_traits>
#include <vector>

#include "reference/golden.hpp"

namespace golden {

namespace pt = perceptype;

enum target_kind { numbers, classes };
enum step_kind { single, batch };

/// Layers without a scalar.
template <class... Layers>
struct net {};

/// In full, everything is compared in both scalars. Otherwise each case is compared in one scalar, float and double
/// alternating, and cases with training compare the training in float and the gradients in double: see
/// tests/CMakeLists.txt.
template <class Scalar, class Preferred>
inline constexpr bool wanted = GOLDENS_IN_FULL || std::is_same_v<Scalar, Preferred>;
template <class Scalar>
inline constexpr bool trains = GOLDENS_IN_FULL || std::is_same_v<Scalar, float>;
template <class Scalar>
inline constexpr bool differentiates = GOLDENS_IN_FULL || std::is_same_v<Scalar, double>;

/// The network of a case with its parameters and samples, and its results.
template <target_kind Kind, class Net, class Loss>
struct situation {
    using scalar = typename Net::scalar_type;
    using input = typename Net::input_type;
    using output = typename Net::output_type;

    const golden_case& expected;
    const Loss& loss;
    Net net{pt::zeros{}};
    std::vector<input> x;
    std::vector<std::conditional_t<Kind == classes, int, output>> t;
    findings found;

    situation(const golden_case& given, const Loss& by) : expected(given), loss(by), x(given.samples()), t(x.size()) {
        const values initial = expected.initial_parameters();
        std::vector<scalar> rounded(initial.size());
        assign(rounded.data(), initial);
        pt::vector_to_parameters(rounded, net);
        append_parameters(found.initial);
        for (std::size_t i = 0; i < x.size(); ++i) {
            assign(x[i].data(), expected.input(i, input::size()));
            if constexpr (Kind == classes)
                t[i] = expected.target_class(i, output::size());
            else
                assign(t[i].data(), expected.target(i, output::size()));
        }
    }

    void append_parameters(values& to) const { append(to, pt::parameters_to_vector(net).data(), Net::parameter_count); }

    void run() {
        const std::size_t stored = expected.list("outputs").size() / output::size();
        for (std::size_t i = 0; i < stored; ++i) append(found.outputs, net(x[i]).data(), output::size());
    }
    void differentiate() {
        const auto [value, gradient] = pt::value_and_gradient(net, loss, x[0], t[0]);
        append(found.value, &value, 1);
        append(found.gradient, pt::parameters_to_vector(gradient).data(), Net::parameter_count);
        append(found.input_gradient, pt::input_gradient(net, loss, x[0], t[0]).data(), input::size());
    }

    template <step_kind Step, class Optimizer>
    void train(const Optimizer& optimizer) {
        if constexpr (Step == batch) {
            std::vector<output> y(x.size());
            pt::predict(net, x, y);
            for (std::size_t i = 0; i < y.size(); ++i) append(found.predicted, y[i].data(), output::size());
        }
        pt::trainer trainer{net, loss, optimizer};
        for (std::size_t i = 0; i < expected.list("losses").size(); ++i) {
            scalar value;
            if constexpr (Step == batch)
                value = trainer.step(x, t);
            else
                value = trainer.step(x[0], t[0]);
            append(found.losses, &value, 1);
        }
        append_parameters(found.after);
    }

    void check() const {
        const char* const name = sizeof(scalar) == sizeof(float) ? "float" : "double";
        golden::check(found, expected, name, tolerance_of(scalar()), input::size(), output::size());
    }
};

template <target_kind Kind, class Net, class Loss>
void check_forward_of(const golden_case& expected, const Loss& loss) {
    situation<Kind, Net, Loss> at{expected, loss};
    at.run();
    at.differentiate();
    at.check();
}

template <target_kind Kind, step_kind Step, class Net, class Loss, class Optimizer>
void check_training_of(const golden_case& expected, const Loss& loss, const Optimizer& optimizer) {
    situation<Kind, Net, Loss> at{expected, loss};
    at.run();
    if constexpr (differentiates<typename Net::scalar_type>) at.differentiate();
    if constexpr (trains<typename Net::scalar_type>) at.template train<Step>(optimizer);
    at.check();
}

template <target_kind Kind, class Output, class Loss>
void check_loss_of(const golden_case& expected, const Loss& loss) {
    using scalar = typename Output::value_type;
    Output y;
    assign(y.data(), expected.input(0, Output::size()));
    findings found;
    const auto compute = [&](const auto& t) {
        const scalar value = loss.value(y, t);
        append(found.value, &value, 1);
        append(found.gradient, loss.gradient(y, t).data(), Output::size());
    };
    if constexpr (Kind == classes) {
        compute(expected.target_class(0, Output::size()));
    } else {
        Output t;
        assign(t.data(), expected.target(0, Output::size()));
        compute(t);
    }
    const char* const name = sizeof(scalar) == sizeof(float) ? "float" : "double";
    check(found, expected, name, tolerance_of(scalar()), 0, Output::size());
}

/// Outputs, loss and gradients.
template <target_kind Kind, class Preferred, class... Layers, class Loss>
void check_forward(net<Layers...>, const golden_case& expected, const Loss& loss) {
    if constexpr (wanted<float, Preferred>) check_forward_of<Kind, pt::basic_network<float, Layers...>>(expected, loss);
    if constexpr (wanted<double, Preferred>)
        check_forward_of<Kind, pt::basic_network<double, Layers...>>(expected, loss);
}

/// The same, and ten training steps with one sample or with all samples as one batch.
template <target_kind Kind, step_kind Step, class Preferred, class... Layers, class Loss, class Optimizer>
void check_training(net<Layers...>, const golden_case& expected, const Loss& loss, const Optimizer& optimizer) {
    if constexpr (wanted<float, Preferred>)
        check_training_of<Kind, Step, pt::basic_network<float, Layers...>>(expected, loss, optimizer);
    if constexpr (wanted<double, Preferred>)
        check_training_of<Kind, Step, pt::basic_network<double, Layers...>>(expected, loss, optimizer);
}

/// A loss alone, for several numbers of outputs: cases `<group>_<size>`.
template <target_kind Kind, class Preferred, std::size_t... Sizes, class Loss>
void check_loss(const golden_file& file, const std::string& group, const Loss& loss) {
    const auto expected = [&](std::size_t size) -> const golden_case& {
        return file.at(group + "_" + std::to_string(size));
    };
    if constexpr (wanted<float, Preferred>) (check_loss_of<Kind, pt::tensor<float, Sizes>>(expected(Sizes), loss), ...);
    if constexpr (wanted<double, Preferred>)
        (check_loss_of<Kind, pt::tensor<double, Sizes>>(expected(Sizes), loss), ...);
}

}  // namespace golden
