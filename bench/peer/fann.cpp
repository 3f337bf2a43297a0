// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt

/// FANN processes one sample at a time: a batch is a loop, ours for inference and its own for training. FANN 2.2 has no
/// relu, so only the networks without it are measured. It clamps derivatives to their values at an activation of 0.98
/// (tanh) or 0.01 and 0.99 (sigmoid); apart from that, its error, target minus output, corresponds to gradient descent on
/// the mean squared error with a rate of 2 / outputs times ours. It has no Adam.

#include "../network/timed.hpp"

#include <floatfann.h>

#include <algorithm>
#include <array>
#include <cstddef>
#include <memory>

namespace {

/// FANN's function, with the steepness that makes it the standard one.
struct activation {
    fann_activationfunc_enum function;
    float steepness;
};
template <bench::activation Activation>
constexpr activation made_of() {
    static_assert(Activation != bench::relu);
    if (Activation == bench::tanh) return {FANN_SIGMOID_SYMMETRIC, 1.0f};
    if (Activation == bench::sigmoid) return {FANN_SIGMOID, 0.5f};
    return {FANN_LINEAR, 1.0f};
}

template <class Spec>
class fann_peer {
    std::array<unsigned, Spec::depth + 1> sizes_ = [] {
        std::array<unsigned, Spec::depth + 1> sizes{static_cast<unsigned>(Spec::inputs)};
        for (std::size_t l = 0; l < Spec::depth; ++l) sizes[l + 1] = static_cast<unsigned>(Spec::layers[l].out.size());
        return sizes;
    }();
    std::unique_ptr<fann, decltype(&fann_destroy)> net_{fann_create_standard_array(Spec::depth + 1, sizes_.data()),
                                                        &fann_destroy};
    std::unique_ptr<fann_train_data, decltype(&fann_destroy_train)> samples_{
        fann_create_train(bench::batch, Spec::inputs, Spec::outputs), &fann_destroy_train};

public:
    fann_peer() {
        const activation hidden = made_of<Spec::layers.front().nonlinearity>(),
                         last = made_of<Spec::layers.back().nonlinearity>();
        fann_set_activation_function_hidden(net_.get(), hidden.function);
        fann_set_activation_steepness_hidden(net_.get(), hidden.steepness);
        fann_set_activation_function_output(net_.get(), last.function);
        fann_set_activation_steepness_output(net_.get(), last.steepness);
        fann_set_train_error_function(net_.get(), FANN_ERRORFUNC_LINEAR);
        fann_set_training_algorithm(net_.get(), FANN_TRAIN_BATCH);
        fann_set_learning_rate(net_.get(), bench::rate * 2 / Spec::outputs);
    }
    void load(auto next) {
        // FANN stores the bias of each neuron after its weights.
        float* layer = net_->weights;
        for (const bench::layer& each : Spec::layers) {
            const std::size_t in = each.in.size(), out = each.out.size();
            for (std::size_t o = 0; o < out; ++o)
                for (std::size_t i = 0; i < in; ++i) layer[o * (in + 1) + i] = next();
            for (std::size_t o = 0; o < out; ++o) layer[o * (in + 1) + in] = next();
            layer += out * (in + 1);
        }
    }
    void sample(std::size_t s, const float* input, const float* target) {
        std::copy_n(input, Spec::inputs, samples_->input[s]);
        std::copy_n(target, Spec::outputs, samples_->output[s]);
    }
    void outputs(std::size_t s, float* to) { std::copy_n(fann_run(net_.get(), samples_->input[s]), Spec::outputs, to); }
    float forward(float first) {
        samples_->input[0][0] = first;
        return *fann_run(net_.get(), samples_->input[0]);
    }
    float throughput() {
        float y = 0;
        for (std::size_t s = 0; s < bench::batch; ++s) y += *fann_run(net_.get(), samples_->input[s]);
        return y;
    }
    float step(float first) {
        samples_->input[0][0] = first;
        fann_train(net_.get(), samples_->input[0], samples_->output[0]);
        return net_->output[0];
    }
    float step_batch() { return fann_train_epoch(net_.get(), samples_.get()); }
};

}  // namespace

int main(int argc, char** argv) {
    benchmark::Initialize(&argc, argv);
    bench::add<fann_peer, bench::net_a>("fann", "A");
    bench::add<fann_peer, bench::net_c>("fann", "C");
    benchmark::RunSpecifiedBenchmarks();
}
