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

/// A multiple of what `stream` takes at a time, each on a line of the cache of its own.
constexpr std::size_t splits = 8;
template <std::size_t Count>
struct alignas(64) numbers {
    static constexpr std::size_t size = kernels::round_up(Count, splits* pack::lanes);
    std::array<float, size> values;
};

/// sums[i] += numbers * factor over all numbers, as many at a time as the latency of a multiply-add takes.
template <std::size_t Count>
float stream(const numbers<Count>& from, float first) {
    pack sums[splits][1][1] = {};
    const pack factor = pack::broadcast(first);
    PERCEPTYPE_ROLLED for (std::size_t i = 0; i < from.size; i += splits * pack::lanes)
        PERCEPTYPE_UNROLL for (std::size_t s = 0; s < splits; ++s) sums[s][0][0] =
            multiply_add(factor, pack::load(from.values.data() + i + s * pack::lanes), sums[s][0][0]);
    kernels::add_splits(sums);
    return sum(sums[0][0][0]);
}

/// `count` multiply-adds in registers.
float multiply_adds(std::size_t count, float first) {
    constexpr std::size_t chains = 10;
    pack sums[chains][1][1];
    for (auto& sum : sums) sum[0][0] = opaque(pack::broadcast(0));  // or, being all the same, they are computed once
    pack factor = opaque(pack::broadcast(first));
    for (std::size_t done = 0; done < count; done += chains * pack::lanes) {
        PERCEPTYPE_UNROLL for (std::size_t s = 0; s < chains; ++s) sums[s][0][0] =
            multiply_add(factor, factor, sums[s][0][0]);
        factor = opaque(factor);
    }
    kernels::add_splits(sums);
    return sum(sums[0][0][0]);
}

template <class Spec>
void add(const std::string& net) {
    using network = typename bench::network_for<float, Spec>::type;
    constexpr std::size_t forward = perceptype::cost<network>.forward.multiply_adds;
    // With a product more for the gradient of the weights, and one for the deltas of all layers but the first.
    constexpr std::size_t training = perceptype::cost<network>.training.multiply_adds;
    using weights = numbers<network::parameter_count>;
    const auto add_task = [&](const char* task, auto run) {
        benchmark::RegisterBenchmark((net + "/limit/" + task).c_str(), [run](benchmark::State& state) {
            const auto all = std::make_unique<weights>();
            all->values.fill(0.5f);
            float y = 0;
            for (auto _ : state) bench::run_on(y, [&](float last) { return run(*all, bench::carried(last)); });
        });
    };
    constexpr bool convolves = Spec::layers[0].is(bench::operation::convolution);
    if constexpr (convolves) {
        add_task("forward", [](const weights&, float first) { return multiply_adds(forward, first); });
        add_task("step", [](const weights&, float first) { return multiply_adds(training, first); });
    } else {
        add_task("forward", [](const weights& all, float first) { return stream(all, first); });
    }
    add_task("throughput", [](const weights&, float first) { return multiply_adds(bench::batch * forward, first); });
    add_task("batch", [](const weights&, float first) { return multiply_adds(bench::batch * training, first); });
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
