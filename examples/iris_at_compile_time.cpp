// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt

// A network that classifies irises, trained by the compiler: it learns 120 of Fisher's flowers while this file compiles,
// and the file only compiles if the network then classifies 95 % of the other 30 correctly.

#include "support/files.hpp"
#include "support/iris.hpp"

#include <perceptype.hpp>
#include <perceptype/io/csv.hpp>

#include <array>
#include <cstddef>
#include <cstdio>

namespace pt = perceptype;

using iris_net = pt::network<pt::input<4>, pt::dense<4>, pt::tanh, pt::dense<3>, pt::softmax>;

template <std::size_t Count>
struct flowers {
    std::array<pt::tensor<float, 4>, Count> measurements;
    std::array<std::size_t, Count> species;
};

/// The rows whose index is divisible by 5, or all others, with each measurement scaled to about -1 to 1.
template <std::size_t Count>
constexpr flowers<Count> part(bool divisible_by_5) {
    flowers<Count> chosen{};
    std::size_t count = 0;
    for (std::size_t row = 0; row < support::iris.size(); ++row) {
        if ((row % 5 == 0) != divisible_by_5) continue;
        const auto& [cm, species] = support::iris[row];
        chosen.measurements[count] = {(cm[0] - 6) / 2, (cm[1] - 3) / 2, (cm[2] - 4) / 3, (cm[3] - 1.3f) / 1.3f};
        chosen.species[count++] = species;
    }
    return chosen;
}

constexpr auto training = part<120>(false);
constexpr auto test = part<30>(true);

constexpr iris_net trained() {
    iris_net net{1};
    pt::fit(net, pt::cross_entropy{}, pt::sgd{.learning_rate = 0.05, .momentum = 0.9}, training.measurements,
            training.species, pt::fit_options{.epochs = 3, .batch_size = 2});
    return net;
}

constexpr iris_net net = trained();

static_assert(pt::accuracy(net, test.measurements, test.species) >= 0.95);

/// The compiler cannot read the file, so the program checks that the compiled data equal those of the file.
bool same_as_file() {
    const auto file = pt::read_csv<float, 4>(support::data_file("iris.csv"), {.header_lines = 1, .class_count = 3});
    if (file.inputs.size() != support::iris.size()) return false;
    for (std::size_t row = 0; row < support::iris.size(); ++row)
        if (file.inputs[row] != support::iris[row].measurements || file.classes[row] != support::iris[row].species)
            return false;
    return true;
}

int main() {
    if (!same_as_file()) {
        std::puts("support/iris.hpp and data/iris.csv differ");
        return 1;
    }

    std::printf("trained while compiling: %.1f %% right on the training set, %.1f %% on the test set\n\n",
                100 * pt::accuracy(net, training.measurements, training.species),
                100 * pt::accuracy(net, test.measurements, test.species));

    constexpr const char* names[] = {"setosa", "versicolor", "virginica"};
    constexpr auto table = pt::confusion(net, test.measurements, test.species);
    std::printf("%-12s%12s%12s%12s\n", "predicted", names[0], names[1], names[2]);
    for (std::size_t species = 0; species < 3; ++species)
        std::printf("%-12s%12zu%12zu%12zu\n", names[species], table(species, 0), table(species, 1), table(species, 2));
}
