// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt

/// The limits of the processor: how fast the parameters of a network can be read and multiplied, which limits a forward
/// pass of one sample through dense layers; and how fast its multiply-adds can be done in registers, which limits batches
/// and, because they use each weight many times, convolutions. The results have no meaning.

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

/// Padded to a multiple of the elements that `stream` reads at a time, and aligned to cache lines.
constexpr std::size_t accumulators = 8;
template <std::size_t Count>
struct alignas(64) parameter_array {
    static constexpr std::size_t size = kernels::round_up(Count, accumulators* pack::lanes);
    std::array<float, size> values;
};

/// sums[i] += value * factor for all values, with enough accumulators to hide the latency of a multiply-add.
template <std::size_t Count>
float stream(const parameter_array<Count>& from, float first) {
    pack sums[accumulators][1][1] = {};
    const pack factor = pack::broadcast(first);
    PERCEPTYPE_ROLLED for (std::size_t i = 0; i < from.size; i += accumulators * pack::lanes)
        PERCEPTYPE_UNROLL for (std::size_t s = 0; s < accumulators; ++s) sums[s][0][0] =
            multiply_add(factor, pack::load(from.values.data() + i + s * pack::lanes), sums[s][0][0]);
    kernels::add_accumulator_sets(sums);
    return sum(sums[0][0][0]);
}

/// `count` multiply-adds in registers.
float multiply_adds(std::size_t count, float first) {
    constexpr std::size_t accumulators = 10;
    pack sums[accumulators][1][1];
    for (auto& sum : sums) sum[0][0] = opaque(pack::broadcast(0));  // otherwise equal sums would be computed only once
    pack factor = opaque(pack::broadcast(first));
    for (std::size_t done = 0; done < count; done += accumulators * pack::lanes) {
        PERCEPTYPE_UNROLL for (std::size_t s = 0; s < accumulators; ++s) sums[s][0][0] =
            multiply_add(factor, factor, sums[s][0][0]);
        factor = opaque(factor);
    }
    kernels::add_accumulator_sets(sums);
    return sum(sums[0][0][0]);
}

template <class Spec>
void add(const std::string& net) {
    using network = typename bench::network_for<float, Spec>::type;
    constexpr std::size_t forward = perceptype::cost<network>.forward.multiply_adds;
    // One more product for the gradient of the weights, and one for the deltas of all layers except the first.
    constexpr std::size_t training = perceptype::cost<network>.training.multiply_adds;
    using weights = parameter_array<network::parameter_count>;
    const auto add_task = [&](const char* task, auto run) {
        benchmark::RegisterBenchmark((net + "/limit/" + task).c_str(), [run](benchmark::State& state) {
            const auto all = std::make_unique<weights>();
            all->values.fill(0.5f);
            float y = 0;
            for (auto _ : state) bench::run_on(y, [&](float last) { return run(*all, bench::dependent_input(last)); });
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
