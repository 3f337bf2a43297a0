// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt

/// The reference: Perceptype in double precision, compiled once for all competitors.

#include "reference.hpp"

#include "network_for.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <memory>
#include <vector>

namespace bench {

namespace {

template <class Spec>
using reference = typename network_for<double, Spec>::type;

template <class Spec>
struct exact_data {
    std::array<typename reference<Spec>::input_type, batch> x;
    std::array<typename reference<Spec>::output_type, batch> t;

    exact_data() {
        const auto samples = std::make_unique<data<Spec>>();
        for (std::size_t s = 0; s < batch; ++s) {
            std::copy_n(samples->x.data() + s * Spec::inputs, Spec::inputs, x[s].data());
            std::copy_n(samples->t.data() + s * Spec::outputs, Spec::outputs, t[s].data());
        }
    }
};

template <class Spec>
void teach(reference<Spec>& net, const exact_data<Spec>& samples, bool together, auto optimizer) {
    const auto trainer = std::make_unique<pt::trainer<reference<Spec>, pt::mean_squared_error, decltype(optimizer)>>(
        net, pt::mean_squared_error{}, optimizer);
    for (int i = 0; i < lessons; ++i)
        if (together)
            trainer->step(samples.x, samples.t);
        else
            trainer->step(samples.x[0], samples.t[0]);
}

}  // namespace

template <class Spec>
std::vector<float> first_weights() {
    const auto weights = pt::parameters_to_vector(*std::make_unique<reference<Spec>>(1));
    std::vector<float> rounded(weights.size());
    std::ranges::transform(weights, rounded.begin(), [](double weight) { return static_cast<float>(weight); });
    return rounded;
}

template <class Spec>
std::vector<double> expected_outputs(lesson kind) {
    const auto net = std::make_unique<reference<Spec>>(1);
    const auto samples = std::make_unique<exact_data<Spec>>();
    const pt::sgd sgd{.learning_rate = static_cast<double>(rate)};
    switch (kind) {
        case lesson::none: break;
        case lesson::steps: teach(*net, *samples, false, sgd); break;
        case lesson::batches: teach(*net, *samples, true, sgd); break;
        case lesson::adam_batches: teach(*net, *samples, true, pt::adam{}); break;
    }
    std::vector<double> outputs;
    for (const auto& x : samples->x) {
        const auto y = (*net)(x);
        outputs.insert(outputs.end(), y.begin(), y.end());
    }
    return outputs;
}

template std::vector<float> first_weights<net_a>();
template std::vector<float> first_weights<net_b>();
template std::vector<float> first_weights<net_c>();
template std::vector<float> first_weights<net_d>();
template std::vector<float> first_weights<net_e>();
template std::vector<float> first_weights<net_f>();
template std::vector<double> expected_outputs<net_a>(lesson);
template std::vector<double> expected_outputs<net_b>(lesson);
template std::vector<double> expected_outputs<net_c>(lesson);
template std::vector<double> expected_outputs<net_d>(lesson);
template std::vector<double> expected_outputs<net_e>(lesson);
template std::vector<double> expected_outputs<net_f>(lesson);

}  // namespace bench
