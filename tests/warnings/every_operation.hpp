// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
#pragma once

/// Every operation on a network or a graph, for the programs of this folder, which are compiled but never run.

#include <perceptype.hpp>

#include <span>

namespace warnings {

namespace pt = perceptype;

/// Samples whose values the optimizer of the compiler does not know.
template <class Network, class Target, class Input = typename Network::input_type>
struct samples {
    std::span<const Input> inputs;
    std::span<const Target> targets;
    std::span<typename Network::output_type> outputs;
};

/// The operations that do not change a network.
template <class Network, class Loss, class Samples>
auto use(const Network& net, const Loss& loss, const Samples& given) {
    given.outputs[0] = net(given.inputs[0]);
    pt::predict(net, given.inputs, given.outputs);
    auto result = pt::value_and_gradient(net, loss, given.inputs[0], given.targets[0]);
    result.value += pt::evaluate(net, loss, given.inputs, given.targets);
    if (pt::input_gradient(net, loss, given.inputs[0], given.targets[0]) == given.inputs[0]) result.value += 1;
    return result;
}

/// Training steps.
template <class Network, class Loss, class Optimizer, class Samples>
auto train(Network& net, const Loss& loss, const Optimizer& optimizer, const Samples& given) {
    pt::trainer trainer{net, loss, optimizer, 7};
    const auto value = trainer.step(given.inputs, given.targets);
    return value + trainer.step(given.inputs[0], given.targets[0]);
}

/// Complete training.
template <class Network, class Loss, class Optimizer, class Samples>
auto fit(Network& net, const Loss& loss, const Optimizer& optimizer, const Samples& given) {
    const auto goes_on = [](const auto& report) { return report.validation_loss > 0; };
    return pt::fit<8>(net, loss, optimizer, given.inputs, given.targets,
                      pt::fit_options{.epochs = 2, .batch_size = 4, .validation_split = 0.25, .on_epoch = goes_on});
}

/// Arithmetic on gradients and parameters.
template <class Network>
void compute(Network& net, Network& other, typename Network::gradient_type gradient,
             const typename Network::gradient_type& more) {
    using scalar = typename Network::scalar_type;
    gradient += more;
    gradient -= more;
    gradient *= scalar(2);
    gradient /= scalar(3);
    if (gradient == more) gradient = -(gradient + more - more);
    net -= scalar(0.5) * gradient;
    net += gradient * scalar(0.5) / scalar(2);
    if (net == other) return;
    auto vector = pt::parameters_to_vector(net);
    vector[0] += pt::parameters_to_vector(gradient)[0];
    pt::vector_to_parameters(vector, other);
}

}  // namespace warnings
