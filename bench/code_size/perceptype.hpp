// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
#pragma once

/// Perceptype with the interface of a competitor, reduced to the members whose size is measured.

#include "../network/network_for.hpp"

#include <perceptype.hpp>

#include <algorithm>
#include <array>
#include <cstddef>

namespace {

template <class Spec>
struct perceptype_peer {
    using network = typename bench::network_for<float, Spec>::type;

    network net{perceptype::zeros{}};
    perceptype::trainer<network, perceptype::mean_squared_error, perceptype::sgd<>> descent{
        net, {}, {.learning_rate = static_cast<double>(bench::rate)}};
    std::array<typename network::input_type, bench::batch> x{};
    std::array<typename network::output_type, bench::batch> t{};

    void outputs(std::size_t s, float* to) const {
        const auto all = net(x[s]);
        std::copy_n(all.data(), all.size(), to);
    }
    float step(float first) {
        x[0][0] = first;
        return descent.step(x[0], t[0]);
    }
};

}  // namespace
