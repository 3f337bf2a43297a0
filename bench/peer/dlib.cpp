// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt

/// dlib with OpenBLAS and one thread: its compile-time network on tensors that are allocated beforehand. Training uses its
/// back-propagation and its solvers without weight decay, and a simple loop for the gradient of the loss: dlib's own loss
/// takes a matrix for each sample, and is half of the sum instead of the mean. Its Adam adds the 1e-8 before the bias
/// correction, so that in the first step it counts 30 times as much as in PyTorch. That matters where gradients are as
/// small as those of net F, whose Adam is omitted. dlib's convolutions support neither dilation nor groups, so nets I and J
/// are omitted.

#include "../network/timed.hpp"

#include <cblas.h>
#include <dlib/dnn.h>

#include <algorithm>
#include <cstddef>
#include <type_traits>
#include <vector>

namespace {

template <bench::activation Activation, class Below>
struct activated;
template <class Below>
struct activated<bench::relu, Below> {
    using type = dlib::relu<Below>;
};
template <class Below>
struct activated<bench::tanh, Below> {
    using type = dlib::htan<Below>;
};
template <class Below>
struct activated<bench::sigmoid, Below> {
    using type = dlib::sig<Below>;
};
template <class Below>
struct activated<bench::identity, Below> {
    using type = Below;
};

template <bench::layer Layer, class Below>
struct applied {
    static_assert(Layer.is(bench::operation::dense));
    using type = dlib::fc<Layer.channels, Below>;
};
template <bench::layer Layer, class Below>
    requires(Layer.is(bench::operation::convolution))
struct applied<Layer, Below> {
    static_assert(Layer.groups == 1 && Layer.rows.dilation == 1 && Layer.columns.dilation == 1);
    using type = dlib::add_layer<dlib::con_<Layer.channels, Layer.rows.kernel, Layer.columns.kernel, Layer.rows.stride,
                                            Layer.columns.stride, Layer.rows.padding, Layer.columns.padding>,
                                 Below>;
};
template <bench::layer Layer, class Below>
    requires(Layer.is(bench::operation::max_pool))
struct applied<Layer, Below> {
    using type = dlib::add_layer<dlib::max_pool_<Layer.rows.kernel, Layer.columns.kernel, Layer.rows.stride,
                                                 Layer.columns.stride, Layer.rows.padding, Layer.columns.padding>,
                                 Below>;
};

/// The first `Depth` layers of a net.
template <class Spec, std::size_t Depth = Spec::depth>
struct built {
    static constexpr bench::layer last = Spec::layers[Depth - 1];
    using type = typename activated<last.nonlinearity,
                                    typename applied<last, typename built<Spec, Depth - 1>::type>::type>::type;
};
template <class Spec>
struct built<Spec, 0> {
    using type = dlib::input<dlib::matrix<float>>;
};

/// A tensor for a number of samples.
dlib::resizable_tensor tensor(std::size_t samples, const bench::shape& of) {
    // Features are channels here, as in the outputs of dlib's dense layers.
    return dlib::resizable_tensor(static_cast<long>(samples), static_cast<long>(of.channels),
                                  static_cast<long>(of.height), static_cast<long>(of.width));
}

template <class Spec>
class dlib_peer {
    using network = typename built<Spec>::type;
    static constexpr auto rate = static_cast<double>(bench::rate);

    network net_;
    dlib::resizable_tensor x_ = tensor(1, Spec::input), all_x_ = tensor(bench::batch, Spec::input);
    static constexpr bench::shape output = Spec::layers.back().out;
    dlib::resizable_tensor gradient_ = tensor(1, output), all_gradient_ = tensor(bench::batch, output);
    std::vector<float> t_ = std::vector<float>(bench::batch * Spec::outputs);
    // One solver for each layer.
    template <class Solver>
    using solvers = std::vector<Solver>;
    solvers<dlib::sgd> descent_ = solvers<dlib::sgd>(network::num_computational_layers, dlib::sgd{0, 0});
    solvers<dlib::adam> adam_ = solvers<dlib::adam>(network::num_computational_layers, dlib::adam{0, 0.9f, 0.999f});

    template <class Solver>
    float train(solvers<Solver>& by, double learning_rate, const dlib::tensor& x, dlib::tensor& gradient) {
        const float* const y = net_.forward(x).host();
        float* const g = gradient.host_write_only();
        const std::size_t values = gradient.size();
        const float factor = 2.0f / static_cast<float>(values);
        for (std::size_t k = 0; k < values; ++k) g[k] = factor * (y[k] - t_[k]);
        net_.back_propagate_error(x, gradient);
        net_.update_parameters(by, learning_rate);
        return *y;
    }

public:
    void load(auto next) {
        // The network accepts tensors only after it was given a sample, and allocates its parameters in the first run.
        const dlib::matrix<float> any = dlib::zeros_matrix<float>(1, 1);
        dlib::resizable_tensor unused;
        net_.to_tensor(&any, &any + 1, unused);
        x_ = 0;
        net_.forward(x_);
        std::vector<dlib::tensor*> parameters;
        dlib::visit_layer_parameters(net_, [&](dlib::tensor& each) {
            if (each.size() != 0) parameters.insert(parameters.begin(), &each);
        });
        auto to = parameters.begin();
        for (const bench::layer& each : Spec::layers) {
            if (each.biases() == 0) continue;
            // The weights of a dense layer are (in, out).
            float* const weights = (*to++)->host();
            const std::size_t count = each.weights(), in = each.depth(), out = each.channels;
            for (std::size_t i = 0; i < count; ++i)
                weights[each.is(bench::operation::dense) ? i % in * out + i / in : i] = next();
            for (std::size_t o = 0; o < out; ++o) weights[count + o] = next();
        }
    }
    void sample(std::size_t s, const float* input, const float* target) {
        std::copy_n(input, Spec::inputs, all_x_.host() + s * Spec::inputs);
        std::copy_n(target, Spec::outputs, t_.data() + s * Spec::outputs);
        if (s == 0) std::copy_n(input, Spec::inputs, x_.host());
    }
    void outputs(std::size_t s, float* to) {
        dlib::resizable_tensor x = tensor(1, Spec::input);
        std::copy_n(all_x_.host() + s * Spec::inputs, Spec::inputs, x.host());
        std::copy_n(net_.forward(x).host(), Spec::outputs, to);
    }
    float forward(float first) {
        *x_.host() = first;
        return *net_.forward(x_).host();
    }
    float throughput() { return net_.forward(all_x_).host()[(bench::batch - 1) * Spec::outputs]; }
    float step(float first) {
        *x_.host() = first;
        return train(descent_, rate, x_, gradient_);
    }
    float step_batch() { return train(descent_, rate, all_x_, all_gradient_); }
    float step_adam()
        requires(!std::is_same_v<Spec, bench::net_f>)
    {
        return train(adam_, 1e-3, all_x_, all_gradient_);
    }
};

}  // namespace

int main(int argc, char** argv) {
    openblas_set_num_threads(1);
    benchmark::Initialize(&argc, argv);
    bench::add_dense<dlib_peer>("dlib");
    bench::add<dlib_peer, bench::net_g>("dlib", "G");
    bench::add<dlib_peer, bench::net_h>("dlib", "H");
    benchmark::RunSpecifiedBenchmarks();
}
