// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt

// Why deep networks of sigmoids do not train: in the backward pass every layer multiplies the gradient by the derivative
// of its activation, and that of the sigmoid is at most 1/4. The same network of 16 layers is trained on digits with
// sigmoid, tanh, relu, and relu with a skip connection around every layer; the norm of dE/dw is printed and plotted layer
// by layer, before and after training.

#include "support/curves.hpp"
#include "support/files.hpp"
#include "support/samples.hpp"

#include <perceptype.hpp>
#include <perceptype/io/csv.hpp>

#include <boost/hana/concat.hpp>
#include <boost/hana/flatten.hpp>
#include <boost/hana/integral_constant.hpp>
#include <boost/hana/replicate.hpp>
#include <boost/hana/tuple.hpp>
#include <boost/hana/type.hpp>

#include <array>
#include <cmath>
#include <cstddef>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <string>
#include <vector>

namespace hana = boost::hana;
namespace pt = perceptype;

constexpr std::size_t depth = 16;  // layers with weights: one with 64 inputs, 14 equal ones, one with 10 outputs

/// The first layers, 14 times `hidden`, and the last layers.
template <class Activation, class Hidden>
constexpr auto stacked(Hidden hidden) {
    constexpr auto first = hana::tuple_t<pt::input<64>, pt::dense<32>, Activation>;
    constexpr auto last = hana::tuple_t<pt::dense<10>, pt::softmax>;
    return hana::concat(
        hana::concat(first, hana::flatten(hana::replicate<hana::tuple_tag>(hidden, hana::size_c<depth - 2>))), last);
}
template <class Activation>
using plain = pt::network_from<decltype(stacked<Activation>(hana::tuple_t<pt::dense<32>, Activation>))>;
using residual = pt::network_from<decltype(stacked<pt::relu>(hana::tuple_t<pt::residual<pt::dense<32>, pt::relu>>))>;

using norms = std::array<double, depth>;

/// The norm of dE/dw of each layer, for the mean loss over all samples.
template <class Network>
norms gradient_norms(const Network& net, const support::samples<64>& data) {
    const auto report = pt::gradient_report(net, pt::cross_entropy{}, data.inputs, data.classes);
    norms found{};
    std::size_t next = 0;
    for (const pt::layer_gradient& layer : report.layers)
        if (layer.parameters != 0) found[next++] = layer.norm;
    return found;
}

/// The factor by which the gradient of a layer is smaller than that of the next layer: the geometric mean over the equal
/// layers.
double shrinkage(const norms& found) { return std::pow(found[depth - 2] / found[1], 1.0 / (depth - 3)); }

struct result {
    const char* name;
    norms before, after;
    double accuracy;
};

/// `scale` multiplies the initial weights, which are chosen by activation: glorot_uniform, or he_uniform for relu.
template <class Network>
result train(const char* name, const support::parts<64>& data, std::size_t epochs, float scale = 1) {
    Network net{1};
    auto weights = pt::parameters_to_vector(net);
    for (float& weight : weights) weight *= scale;
    pt::vector_to_parameters(weights, net);
    result found{name, gradient_norms(net, data.training), {}, 0};
    pt::fit(net, pt::cross_entropy{}, pt::sgd{.learning_rate = 0.05}, data.training.inputs, data.training.classes,
            pt::fit_options{.epochs = epochs, .batch_size = 32, .seed = 1});
    found.after = gradient_norms(net, data.training);
    found.accuracy = pt::accuracy(net, data.test.inputs, data.test.classes);
    return found;
}

void print(const std::vector<result>& results, const char* when, norms result::* which) {
    std::printf("\nnorm of dE/dw, %s\nlayer", when);
    for (const result& each : results) std::printf("%18s", each.name);
    for (std::size_t layer = 0; layer < depth; ++layer) {
        std::printf("\n%5zu", layer + 1);
        for (const result& each : results) std::printf("%18.3g", (each.*which)[layer]);
    }
    std::puts("");
}

void plot(const std::vector<result>& results) {
    std::ofstream data(support::output_file("vanishing_gradients.dat"));
    std::ofstream script(support::output_file("vanishing_gradients.gnuplot"));
    script << "set terminal svg size 800,700 background 'white'\nset output 'vanishing_gradients.svg'\n"
              "set multiplot layout 2,1 title 'norm of dE/dw by depth, 16 layers'\nset grid\nset logscale y\nset "
              "format y '10^{%T}'\nset key bottom right\n"
              "set xlabel 'layer'\n";
    data << "# layer, norm before training, norm after training\n";
    std::string plots[2];
    for (std::size_t i = 0; i < results.size(); ++i) {
        for (std::size_t layer = 0; layer < depth; ++layer)
            data << layer + 1 << ' ' << results[i].before[layer] << ' ' << results[i].after[layer] << '\n';
        data << "\n\n";
        for (std::size_t column = 0; column < 2; ++column)
            plots[column] += (i == 0 ? "plot " : ", ") + ("'vanishing_gradients.dat' index " + std::to_string(i) +
                                                          " using 1:" + std::to_string(column + 2) +
                                                          " with linespoints title '" + results[i].name + "'");
    }
    script << "set title 'before training'\n" << plots[0] << "\nset title 'after training'\n" << plots[1] << '\n';
    data.close();
    script.close();
    support::draw_with_gnuplot("vanishing_gradients", "norms by depth");
}

int main(int argument_count, char** arguments) try {
    const std::size_t epochs = argument_count > 1 ? std::strtoull(arguments[1], nullptr, 10) : 30;
    if (argument_count > 2 || epochs == 0) {
        std::fputs("usage: vanishing_gradients [EPOCHS]\n", stderr);
        return 2;
    }
    const auto data = support::split(
        pt::read_csv<float, 64>(support::data_file("digits.csv"), {.class_count = 10, .scale = 1.0 / 16}));
    const std::vector<result> results{train<plain<pt::sigmoid>>("sigmoid", data, epochs),
                                      train<plain<pt::tanh>>("tanh", data, epochs),
                                      train<plain<pt::relu>>("relu", data, epochs),
                                      // The 14 residuals add up; smaller weights keep the sum bounded.
                                      train<residual>("relu + residual", data, epochs, 0.27f)};  // 1 / sqrt(14)
    print(results, "before training", &result::before);
    print(results, "after training", &result::after);

    std::puts("\n                 decrease per layer     right on the test set");
    for (const result& each : results)
        std::printf("%-16s%15.2f%24.1f %%\n", each.name, shrinkage(each.before), 100 * each.accuracy);
    std::puts("");
    plot(results);

    // The derivative of the sigmoid is at most 0.25, and close to that for weights as small as the initial ones; the
    // scale of he_uniform compensates for the zeros of relu.
    const double sigmoid = shrinkage(results[0].before), relu = shrinkage(results[2].before);
    const bool learned = results[0].accuracy < 0.5 && results[2].accuracy > 0.9 && results[3].accuracy > 0.9;
    const bool as_expected = sigmoid > 3.5 && sigmoid < 5.5 && relu > 0.67 && relu < 1.5 &&
                             (learned || epochs < 30);  // a short trial run need not learn
    if (!as_expected)
        std::puts(
            "expected: gradients decrease by 3.5 to 5.5 per layer with sigmoid, which learns little, and by 0.67 to "
            "1.5 "
            "with relu, which gets more than 90 % right");
    return as_expected ? 0 : 1;
} catch (const pt::data_error& error) {
    std::fprintf(stderr, "%s\n", error.what());
    return 1;
}
