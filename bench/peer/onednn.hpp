// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
#pragma once

/// oneDNN with one thread: one program for a single sample and one for a batch, each with and without training. oneDNN has
/// no loss and no optimizer, so these are simple loops over its memory.

#include "../network/reference.hpp"
#include "by_hand.hpp"
#include "onednn_program.hpp"

#include <algorithm>
#include <array>
#include <cstddef>

namespace onednn {

template <class Spec>
struct onednn_peer {
    alignas(64) std::array<float, bench::batch * Spec::inputs> x{};
    alignas(64) std::array<float, bench::batch * Spec::outputs> t{};
    program one{Spec::layers, 1, false, x.data()}, all{Spec::layers, bench::batch, false, x.data()};
    program one_trained{Spec::layers, 1, true, x.data()}, all_trained{Spec::layers, bench::batch, true, x.data()};
    const program* latest = &one;
    by_hand::adam_clock clock;

    void load(auto next) {
        one.load(next);
        for (program* each : {&all, &one_trained, &all_trained}) each->copy_from(one);
    }
    void sample(std::size_t s, const float* input, const float* target) {
        std::copy_n(input, Spec::inputs, x.data() + s * Spec::inputs);
        std::copy_n(target, Spec::outputs, t.data() + s * Spec::outputs);
    }
    void outputs(std::size_t s, float* to) {
        if (latest != &one) one.copy_from(*latest);
        one.read_from(x.data() + s * Spec::inputs);
        std::copy_n(one.forward(), Spec::outputs, to);
        one.read_from(x.data());
    }
    float forward(float first) {
        x[0] = first;
        return *one.forward();
    }
    float throughput() { return all.forward()[(bench::batch - 1) * Spec::outputs]; }
    float step(float first) {
        x[0] = first;
        latest = &one_trained;
        const float y = *one_trained.forward();
        one_trained.backward(t.data());
        one_trained.for_each_parameter([](const parameter& each) { each.descend(); });
        return y;
    }
    float step_batch() {
        const float y = add_gradients();
        all_trained.for_each_parameter([](const parameter& each) { each.descend(); });
        return y;
    }
    float step_adam() {
        const float y = add_gradients();
        const by_hand::adam_clock::factors now = clock.next();
        all_trained.for_each_parameter(
            [now](const parameter& each) { each.descend_by_adam(now.rate, now.correction); });
        return y;
    }

private:
    float add_gradients() {
        latest = &all_trained;
        const float y = *all_trained.forward();
        all_trained.backward(t.data());
        return y;
    }
};

}  // namespace onednn
