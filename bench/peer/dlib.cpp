// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt

/// By dlib over OpenBLAS with one thread: its compile-time net on tensors made beforehand. Trained is by its
/// back-propagation and its solvers without weight decay, the gradient of the loss by a simple loop: dlib's own loss takes a
/// matrix for each sample, and is half of the sum rather than the mean. Its Adam adds the 1e-8 before it corrects for the
/// zeros that the means begin with, so that in the first step it is worth 30 times as much as PyTorch's. That shows
/// where gradients are as small as net F's, whose Adam is left out.

#include "../network/timed.hpp"

#include <cblas.h>
#include <dlib/dnn.h>

#include <algorithm>
#include <cstddef>
#include <type_traits>
#include <vector>

namespace {

template <class Activation, class Below>
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

template <class Below, class Hidden, class Last, std::size_t Size, std::size_t... Rest>
struct built : built<typename activated<Hidden, dlib::fc<Size, Below>>::type, Hidden, Last, Rest...> {};
template <class Below, class Hidden, class Last, std::size_t Size>
struct built<Below, Hidden, Last, Size> : activated<Last, dlib::fc<Size, Below>> {};

template <class Spec>
class dlib_peer;
template <class Hidden, class Last, std::size_t Input, std::size_t... Sizes>
class dlib_peer<bench::net_spec<Hidden, Last, Input, Sizes...>> {
    using spec = bench::net_spec<Hidden, Last, Input, Sizes...>;
    using network = typename built<dlib::input<dlib::matrix<float>>, Hidden, Last, Sizes...>::type;
    static constexpr auto rate = static_cast<double>(bench::rate);
    static constexpr auto output_count = static_cast<long>(spec::outputs);
    static constexpr auto samples = static_cast<long>(bench::batch);

    network net_;
    dlib::resizable_tensor x_{1, Input}, all_x_{samples, Input};
    dlib::resizable_tensor gradient_{1, output_count}, all_gradient_{samples, output_count};
    std::vector<float> t_ = std::vector<float>(bench::batch * spec::outputs);
    // A solver a layer.
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
        // The net learns its input's shape from a sample, and makes its parameters when it first runs.
        const dlib::matrix<float> any = dlib::zeros_matrix<float>(static_cast<long>(Input), 1);
        net_(any);
        std::vector<dlib::tensor*> layers;
        dlib::visit_layer_parameters(net_, [&](dlib::tensor& each) {
            if (each.size() != 0) layers.insert(layers.begin(), &each);
        });
        for (std::size_t l = 0; l < spec::layers; ++l) {
            const std::size_t in = spec::sizes[l], out = spec::sizes[l + 1];
            float* const weights = layers[l]->host();
            for (std::size_t o = 0; o < out; ++o)
                for (std::size_t i = 0; i < in; ++i) weights[i * out + o] = next();
            for (std::size_t o = 0; o < out; ++o) weights[in * out + o] = next();
        }
    }
    void sample(std::size_t s, const float* input, const float* target) {
        std::copy_n(input, Input, all_x_.host() + s * Input);
        std::copy_n(target, spec::outputs, t_.data() + s * spec::outputs);
        if (s == 0) std::copy_n(input, Input, x_.host());
    }
    void outputs(std::size_t s, float* to) {
        dlib::resizable_tensor x{1, Input};
        std::copy_n(all_x_.host() + s * Input, Input, x.host());
        std::copy_n(net_.forward(x).host(), spec::outputs, to);
    }
    float forward(float first) {
        *x_.host() = first;
        return *net_.forward(x_).host();
    }
    float throughput() { return net_.forward(all_x_).host()[(bench::batch - 1) * spec::outputs]; }
    float step(float first) {
        *x_.host() = first;
        return train(descent_, rate, x_, gradient_);
    }
    float step_batch() { return train(descent_, rate, all_x_, all_gradient_); }
    float step_adam()
        requires(!std::is_same_v<spec, bench::net_f>)
    {
        return train(adam_, 1e-3, all_x_, all_gradient_);
    }
};

}  // namespace

int main(int argc, char** argv) {
    openblas_set_num_threads(1);
    benchmark::Initialize(&argc, argv);
    bench::add_all<dlib_peer>("dlib");
    benchmark::RunSpecifiedBenchmarks();
}
