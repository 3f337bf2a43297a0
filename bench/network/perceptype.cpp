// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt

#include "reference.hpp"

namespace {

template <class Spec>
struct perceptype_peer {
    using network = typename bench::network_for<float, Spec>::type;
    network net{perceptype::zeros{}};
    perceptype::trainer<network, perceptype::mean_squared_error, perceptype::sgd<>> trainer{net, {}, {.learning_rate = static_cast<double>(bench::rate)}};
    typename network::input_type x;
    typename network::output_type t;

    void load(auto next) {
        auto weights = perceptype::parameters_to_vector(net);
        for (float& weight : weights) weight = next();
        perceptype::vector_to_parameters(weights, net);
    }
    float forward() { return net(x)[0]; }
    float step() { return trainer.step(x, t); }
};

}  // namespace

int main(int argc, char** argv) {
    benchmark::Initialize(&argc, argv);
    bench::add_all<perceptype_peer>("perceptype");
    benchmark::RunSpecifiedBenchmarks();
}
