// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
#include <perceptype.hpp>

#include <vector>

namespace pt = perceptype;

// A program with warnings of shadowed names and globals of its own, all of which the library uses inside, stays without
// a warning.
int i, j, k, n, p, s, t, x, y, z, a, b, c, d, o, out, value, sum, row, rows, result, sample, samples, node, seed, image;
int mean, variance, window, weights, wanted, plan, number, name, next, first, found, given, count, at, net, pack, block;

template <class Network, class Loss>
void use(const Loss& loss_used, int target) {
    Network network;
    const std::vector<typename Network::input_type> inputs(3);
    const std::vector targets(3, target);
    pt::fit(network, loss_used, pt::rms_prop{.momentum = 0.9}, inputs, targets, pt::fit_options{.epochs = 1});
    pt::trainer teacher{network, loss_used, pt::clip_norm{.max_norm = 1, .optimizer = pt::adam{}}};
    teacher.step(inputs[0], target);
    network -= 0.1f * pt::value_and_gradient(network, loss_used, inputs[0], target).gradient;
    pt::vector_to_parameters(pt::parameters_to_vector(network), network);
    static_assert(pt::summary<Network>().size() + pt::chain_rule<Network>().size() > pt::cost<Network>.parameters);
}

void use_all() {
    use<pt::network<pt::input<4>, pt::dense<8>, pt::layer_norm, pt::prelu, pt::dense<3>, pt::softmax>>(
        pt::cross_entropy{}, 1);
    use<pt::network<pt::input<1, 4, 4>, pt::conv2d<2, pt::kernel<3>>, pt::relu, pt::flatten, pt::dense<1>>>(
        pt::mean_squared_error{}, 1);
}
