// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt

/// Networks whose weights exceed the L2 cache and are limited by the speed of memory. For comparison, the time to read, and
/// to read and write, as many bytes.

#include "network_for.hpp"

#include <benchmark/benchmark.h>

#include <algorithm>
#include <cstddef>
#include <memory>
#include <string>
#include <vector>

namespace {

namespace pt = perceptype;
namespace kernels = pt::kernels;
using pack = kernels::pack<float, kernels::native_lanes<float>>;

using bench::relu, bench::identity;
using wide = bench::net_spec<bench::features(784), bench::dense(1024, relu), bench::dense(1024, relu),
                             bench::dense(10, identity)>;
using wide_inside = bench::net_spec<bench::features(256), bench::dense(2048, relu), bench::dense(256, identity)>;

template <class Spec>
struct trained {
    using network = typename bench::network_for<float, Spec>::type;
    network net{1};
    pt::trainer<network, pt::mean_squared_error, pt::sgd<>> descent{
        net, {}, {.learning_rate = static_cast<double>(bench::rate)}};
    typename network::input_type x{};
    typename network::output_type t{};
    std::vector<typename network::input_type> inputs = std::vector<typename network::input_type>(bench::batch);
    std::vector<typename network::output_type> targets = std::vector<typename network::output_type>(bench::batch);

    trained() {
        for (auto& each : inputs) std::fill(each.begin(), each.end(), 0.5f);
    }
};

float read(const std::vector<float>& values) {
    constexpr std::size_t accumulators = 8;
    pack sums[accumulators] = {};
    for (std::size_t i = 0; i + accumulators * pack::lanes <= values.size(); i += accumulators * pack::lanes)
        PERCEPTYPE_UNROLL for (std::size_t s = 0; s < accumulators; ++s) sums[s] +=
            pack::load(&values[i + s * pack::lanes]);
    for (std::size_t s = 1; s < accumulators; ++s) sums[0] += sums[s];
    return sum(sums[0]);
}

void read_and_write(std::vector<float>& values) {
    const pack step = pack::broadcast(1e-6f);
    for (std::size_t i = 0; i + pack::lanes <= values.size(); i += pack::lanes)
        (pack::load(&values[i]) + step).store(&values[i]);
}

void add(const std::string& name, auto run) {
    benchmark::RegisterBenchmark(name.c_str(), [run](benchmark::State& state) {
        for (auto _ : state) benchmark::DoNotOptimize(run());
    });
}

template <class Spec>
void add_net(const std::string& name) {
    static const auto own = std::make_unique<trained<Spec>>();
    static std::vector<float> values(trained<Spec>::network::parameter_count);
    add(name + "/perceptype/forward", [] { return own->x[0] = own->net(own->x)[0]; });
    add(name + "/limit/forward", [] { return read(values); });
    add(name + "/perceptype/step", [] { return own->descent.step(own->x, own->t); });
    add(name + "/limit/step", [] { return read_and_write(values), read(values); });
    add(name + "/perceptype/batch", [] { return own->descent.step(own->inputs, own->targets); });
}

}  // namespace

int main(int argc, char** argv) {
    benchmark::Initialize(&argc, argv);
    add_net<wide>("784-1024-1024-10");
    add_net<wide_inside>("256-2048-256");
    benchmark::RunSpecifiedBenchmarks();
}
