// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt

/// What the processor allows: how fast the bytes of a net's parameters can be read and multiplied, the limit of a
/// forward pass of one sample through dense layers; and how fast its multiply-adds can be done in registers, the limit
/// of a batch and, as they use each weight many times, of all that convolutions do. Nothing is computed here.

#include "network_for.hpp"
#include "timed.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <memory>
#include <string>

namespace {

namespace kernels = perceptype::kernels;
using pack = kernels::pack<float, kernels::native_lanes<float>>;

/// sums[i] += numbers * factor over all numbers, as many at a time as the latency of a multiply-add takes.
template <std::size_t Count>
float stream(const std::array<float, Count>& numbers, float first) {
    constexpr std::size_t splits = 10;
    pack sums[splits] = {};
    const pack factor = pack::broadcast(first);
    for (std::size_t i = 0; i + splits * pack::lanes <= Count; i += splits * pack::lanes)
        PERCEPTYPE_UNROLL for (std::size_t s = 0; s < splits; ++s)
            sums[s] = multiply_add(factor, pack::load(numbers.data() + i + s * pack::lanes), sums[s]);
    for (std::size_t s = 1; s < splits; ++s) sums[0] += sums[s];
    return sum(sums[0]);
}

/// `count` multiply-adds in registers.
float multiply_adds(std::size_t count, float first) {
    constexpr std::size_t splits = 10;
    pack sums[splits];
    for (pack& sum : sums) sum = opaque(pack::broadcast(0));  // or, being all the same, they are computed once
    pack factor = opaque(pack::broadcast(first));
    for (std::size_t done = 0; done < count; done += splits * pack::lanes) {
        PERCEPTYPE_UNROLL for (std::size_t s = 0; s < splits; ++s) sums[s] = multiply_add(factor, factor, sums[s]);
        factor = opaque(factor);
    }
    for (std::size_t s = 1; s < splits; ++s) sums[0] += sums[s];
    return sum(sums[0]);
}

template <class Spec>
void add(const std::string& net) {
    using network = typename bench::network_for<float, Spec>::type;
    constexpr std::size_t forward = perceptype::cost<network>.forward.multiply_adds;
    // With a product more for the gradient of the weights, and one for the deltas of all layers but the first.
    constexpr std::size_t training = perceptype::cost<network>.training.multiply_adds;
    using numbers = std::array<float, kernels::round_up(network::parameter_count, 10 * pack::lanes)>;
    const auto add_task = [&](const char* task, auto run) {
        benchmark::RegisterBenchmark((net + "/limit/" + task).c_str(), [run](benchmark::State& state) {
            const auto weights = std::make_unique<numbers>();
            weights->fill(0.5f);
            float y = 0;
            for (auto _ : state) bench::run_on(y, [&](float last) { return run(*weights, bench::carried(last)); });
        });
    };
    constexpr bool convolves = Spec::layers[0].is(bench::operation::convolution);
    if constexpr (convolves) {
        add_task("forward", [](const numbers&, float first) { return multiply_adds(forward, first); });
        add_task("step", [](const numbers&, float first) { return multiply_adds(training, first); });
    } else {
        add_task("forward", [](const numbers& weights, float first) { return stream(weights, first); });
    }
    add_task("throughput", [](const numbers&, float first) { return multiply_adds(bench::batch * forward, first); });
    add_task("batch", [](const numbers&, float first) { return multiply_adds(bench::batch * training, first); });
}

}  // namespace

int main(int argc, char** argv) {
    benchmark::Initialize(&argc, argv);
    add<bench::net_a>("A");
    add<bench::net_b>("B");
    add<bench::net_c>("C");
    add<bench::net_d>("D");
    add<bench::net_e>("E");
    add<bench::net_f>("F");
    add<bench::net_g>("G");
    add<bench::net_h>("H");
    add<bench::net_i>("I");
    add<bench::net_j>("J");
    benchmark::RunSpecifiedBenchmarks();
}
