// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt

/// By FANN, which takes one sample at a time: a batch is a loop, ours for inference and its own for training. FANN 2.2 has no
/// relu, so it does the nets that have none. It holds a derivative to what it is at an activation of 0.98 (tanh) or 0.01 and
/// 0.99 (sigmoid) beyond that; otherwise its error, the target less the output, makes gradient descent on the mean squared
/// error of a rate 2 / outputs times ours. It has no Adam.

#include "../network/timed.hpp"

#include <floatfann.h>

#include <algorithm>
#include <array>
#include <cstddef>
#include <memory>

namespace {

/// With a steepness in which FANN's function is the one that is meant.
struct activation {
    fann_activationfunc_enum function;
    float steepness;
};
activation made_of(bench::tanh) { return {FANN_SIGMOID_SYMMETRIC, 1.0f}; }
activation made_of(bench::sigmoid) { return {FANN_SIGMOID, 0.5f}; }
activation made_of(bench::identity) { return {FANN_LINEAR, 1.0f}; }

template <class Spec>
class fann_peer;
template <class Hidden, class Last, std::size_t... Sizes>
class fann_peer<bench::net_spec<Hidden, Last, Sizes...>> {
    using spec = bench::net_spec<Hidden, Last, Sizes...>;
    std::array<unsigned, sizeof...(Sizes)> sizes_{Sizes...};
    std::unique_ptr<fann, decltype(&fann_destroy)> net_{fann_create_standard_array(sizeof...(Sizes), sizes_.data()),
                                                         &fann_destroy};
    std::unique_ptr<fann_train_data, decltype(&fann_destroy_train)> samples_{
        fann_create_train(bench::batch, spec::inputs, spec::outputs), &fann_destroy_train};

public:
    fann_peer() {
        const activation hidden = made_of(Hidden{}), last = made_of(Last{});
        fann_set_activation_function_hidden(net_.get(), hidden.function);
        fann_set_activation_steepness_hidden(net_.get(), hidden.steepness);
        fann_set_activation_function_output(net_.get(), last.function);
        fann_set_activation_steepness_output(net_.get(), last.steepness);
        fann_set_train_error_function(net_.get(), FANN_ERRORFUNC_LINEAR);
        fann_set_training_algorithm(net_.get(), FANN_TRAIN_BATCH);
        fann_set_learning_rate(net_.get(), bench::rate * 2 / spec::outputs);
    }
    void load(auto next) {
        // FANN has the bias behind the weights of each neuron.
        float* layer = net_->weights;
        for (std::size_t l = 0; l < spec::layers; ++l) {
            const std::size_t in = spec::sizes[l], out = spec::sizes[l + 1];
            for (std::size_t o = 0; o < out; ++o)
                for (std::size_t i = 0; i < in; ++i) layer[o * (in + 1) + i] = next();
            for (std::size_t o = 0; o < out; ++o) layer[o * (in + 1) + in] = next();
            layer += out * (in + 1);
        }
    }
    void sample(std::size_t s, const float* input, const float* target) {
        std::copy_n(input, spec::inputs, samples_->input[s]);
        std::copy_n(target, spec::outputs, samples_->output[s]);
    }
    void outputs(std::size_t s, float* to) { std::copy_n(fann_run(net_.get(), samples_->input[s]), spec::outputs, to); }
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
