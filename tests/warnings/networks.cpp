// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt

/// Every operation on networks of dense layers; every loss, activation, optimizer, schedule and initializer; files.

#include "every_operation.hpp"

#include <perceptype/io/checkpoint.hpp>
#include <perceptype/io/csv.hpp>
#include <perceptype/io/idx.hpp>
#include <perceptype/io/npz.hpp>
#include <perceptype/io/rtneural.hpp>
#include <perceptype/io/safetensors.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>

namespace warnings {

/// Every operation, in both scalars.
template <class Scalar>
struct operations {
    using net_type =
        pt::basic_network<Scalar, pt::input<5>, pt::dense<17>, pt::relu, pt::dropout<0.25>, pt::dense<3>, pt::softmax>;

    static double classify(net_type& net, net_type& other, const samples<net_type, int>& given,
                           std::span<const std::array<Scalar, 5>> arrays, std::span<const pt::tensor<Scalar, 3>> shares,
                           std::span<const Scalar, 5> x) {
        const pt::cross_entropy loss{};
        auto [value, gradient] = use(net, loss, given);
        value += train(net, loss, pt::adam{}, given);
        for (const auto& report : fit(net, loss, pt::adam{}, given)) value += report.loss;
        compute(net, other, gradient, gradient);
        const auto [first, second, third] = net(x);
        net.template layer<1>().weights(0, 3) = first + second + third + net(arrays[0])[1];
        const auto matrix = pt::confusion(net, given.inputs, given.targets);
        return pt::accuracy(net, given.inputs, given.targets) + pt::accuracy(net, arrays, shares) +
               static_cast<double>(value + other.template layer<1>().bias(0)) + static_cast<double>(matrix(1, 2)) +
               pt::gradient_report(net, loss, given.inputs, given.targets).layers[0].mean;
    }

    static std::size_t read(const std::string& path, std::span<pt::tensor<Scalar, 4>> inputs,
                            std::span<std::size_t> classes) {
        return pt::read_csv<Scalar, 4>(path).classes[0] + pt::read_csv(path, inputs, classes) +
               pt::read_idx_images<Scalar, 4>(path).size() + pt::read_idx_images(path, inputs) +
               pt::read_idx_labels(path).size() + pt::read_idx_labels(path, classes);
    }

    static bool exchange(net_type& net, const std::string& path, std::span<const unsigned char> bytes,
                         const pt::weight_options& options) {
        pt::load_safetensors(net, path, options);
        pt::read_safetensors(net, bytes);
        pt::save_safetensors(net, path);
        pt::load_npz(net, path, options);
        pt::read_npz(net, bytes);
        pt::save_npz(net, path);
        pt::load_rtneural(net, path);
        pt::trainer trainer{net, pt::cross_entropy{}, pt::adam{}};
        pt::save_checkpoint(trainer, path);
        pt::load_checkpoint(trainer, path);
        return net == pt::from_safetensors<net_type>(pt::write_safetensors(net));
    }

    // Texts and figures computed at compile time.
    static_assert(!pt::summary<net_type>().empty() && !pt::chain_rule<net_type>().empty() &&
                  !pt::chain_rule_latex<net_type>().empty() && !pt::to_dot<net_type>().empty() &&
                  !pt::to_mermaid<net_type>().empty() && pt::cost<net_type>.batch_training.workspace_bytes > 0);
};
template struct operations<float>;
template struct operations<double>;

using regression = pt::network<pt::input<5>, pt::dense<3>>;

float lose(regression& net, const samples<regression, pt::tensor<float, 3>>& given) {
    const auto by = [&](const auto& loss) {
        return train(net, loss, pt::sgd{}, given) + pt::evaluate(net, loss, given.inputs, given.targets) +
               loss.value(given.targets[0], given.targets[1]) + loss.gradient(given.targets[0], given.targets[1])[0];
    };
    return by(pt::sum_of_squared_errors{}) + by(pt::mean_squared_error{}) + by(pt::mean_absolute_error{}) +
           by(pt::huber{.delta = 0.5}) + by(0.5f * pt::mean_squared_error{}) + by(pt::softmax_cross_entropy{}) +
           by(pt::sigmoid_binary_cross_entropy{});
}

using decision = pt::network<pt::input<5>, pt::dense<1>, pt::sigmoid>;

float decide(decision& net, const samples<decision, pt::tensor<float, 1>>& given) {
    const pt::binary_cross_entropy loss{};
    return train(net, loss, pt::sgd{}, given) + pt::evaluate(net, loss, given.inputs, given.targets);
}

void initialize(std::span<decision, 8> nets, std::uint64_t seed) {
    nets[0] = decision{seed};
    nets[1] = decision{pt::he_uniform{}, seed};
    nets[2] = decision{pt::he_normal{}, seed};
    nets[3] = decision{pt::glorot_uniform{}, seed};
    nets[4] = decision{pt::glorot_normal{}, seed};
    nets[5] = decision{pt::lecun_normal{}, seed};
    nets[6] = decision{pt::uniform{}, seed};
    nets[7] = decision{pt::zeros{}, seed};
}

double optimize(regression::rebind<double>& net,
                const samples<regression::rebind<double>, pt::tensor<double, 3>>& given, double rate) {
    const auto by = [&](const auto& optimizer) {
        pt::trainer trainer{net, pt::mean_squared_error{}, optimizer};
        return trainer.step(given.inputs, given.targets);
    };
    return by(pt::sgd{.learning_rate = rate, .momentum = rate, .nesterov = true, .weight_decay = rate}) +
           by(pt::rms_prop{.learning_rate = pt::step_schedule{.initial = rate, .step_size = 3},
                           .momentum = rate,
                           .centered = true}) +
           by(pt::adam{.learning_rate = pt::cosine_schedule{.initial = rate, .steps = 9}}) +
           by(pt::adam_w{.learning_rate = pt::constant_schedule{rate}}) +
           by(pt::clip_norm{.max_norm = rate,
                            .optimizer = pt::adam_w{.learning_rate = pt::warm_up_schedule{.then = rate}}});
}

// Layers as wide as a register, wider and narrower.
using activated =
    pt::network<pt::input<5>, pt::dense<16>, pt::leaky_relu, pt::elu, pt::dense<19>, pt::selu, pt::gelu, pt::dense<3>,
                pt::silu, pt::softplus, pt::hard_sigmoid, pt::hard_tanh, pt::dense<3>, pt::prelu, pt::tanh,
                pt::fast<pt::tanh>, pt::fast<pt::sigmoid>, pt::identity, pt::log_softmax>;
using stepped = pt::network<pt::input<5>, pt::dense<1>, pt::step>;

float activate(activated& net, const samples<activated, int>& given, const stepped& other) {
    return train(net, pt::cross_entropy{}, pt::sgd{}, given) + net(given.inputs[0])[0] + other(given.inputs[0])[0];
}

}  // namespace warnings
