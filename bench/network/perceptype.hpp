// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
#pragma once

/// Perceptype with the interface of a competitor, see reference.hpp.

#include "network_for.hpp"
#include "reference.hpp"

#include <algorithm>
#include <array>
#include <cstddef>

namespace bench {

template <class Spec>
struct perceptype_peer {
    using network = typename network_for<float, Spec>::type;
    using input = typename network::input_type;
    using output = typename network::output_type;

    network net{pt::zeros{}};
    pt::trainer<network, pt::mean_squared_error, pt::sgd<>> descent{
        net, {}, {.learning_rate = static_cast<double>(rate)}};
    pt::trainer<network, pt::mean_squared_error, pt::adam<>> adam{net, {}, {}};
    std::array<input, batch> x{};
    std::array<output, batch> t{};
    std::array<output, batch> y{};

    void load(auto next) {
        auto weights = pt::parameters_to_vector(net);
        for (float& weight : weights) weight = next();
        pt::vector_to_parameters(weights, net);
    }
    void sample(std::size_t s, const float* from, const float* target) {
        std::copy_n(from, x[s].size(), x[s].data());
        std::copy_n(target, t[s].size(), t[s].data());
    }
    void outputs(std::size_t s, float* to) const {
        const output all = net(x[s]);
        std::copy_n(all.data(), all.size(), to);
    }
    float forward(float first) {
        x[0][0] = first;
        return net(x[0])[0];
    }
    float throughput() {
        pt::predict(net, x, y);
        return y.back()[0];
    }
    float step(float first) {
        x[0][0] = first;
        return descent.step(x[0], t[0]);
    }
    float step_batch() { return descent.step(x, t); }
    float step_adam() { return adam.step(x, t); }
};

}  // namespace bench
