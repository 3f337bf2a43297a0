// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
#include <laws/layer.hpp>

#include <algorithm>
#include <functional>
#include <initializer_list>
#include <string>

namespace laws {

namespace {

constexpr double rounding = 64;  // a sum of a hundred products

numbers some_parameters(const subject& net) {
    numbers drawn = random_numbers(net.parameters, parameters_seed, 0.5);
    for (std::size_t i = 0; i < drawn.size(); ++i)
        if (net.statistics[i] != 0) drawn[i] = statistic(drawn[i]);
    return drawn;
}
numbers some_x(const subject& net) { return random_numbers(net.inputs, x_seed, 2); }
numbers some_t(const subject& net) { return random_numbers(net.outputs, t_seed, 1); }

/// All values in the storage that are not parameters are zero.
bool padding_is_zero(const subject& net, const numbers& all) {
    for (std::size_t i = 0; i < net.where.size(); ++i)
        if (net.where[i] == 0 && all[i] != 0) return false;
    return net.where.size() == all.size();
}

/// The gradient with respect to the parameters that are trained is right, and zero for the others.
bool is_trained_gradient(const subject& net, const numbers& gradient, const numbers& point,
                         const std::function<double(const numbers&)>& f) {
    numbers trained, start;
    for (std::size_t i = 0; i < net.parameters; ++i) {
        if (net.statistics[i] == 0) {
            trained.push_back(gradient[i]);
            start.push_back(point[i]);
        } else if (gradient[i] != 0) {
            return false;
        }
    }
    return is_gradient(trained, start, [&](const numbers& other) {
        numbers all = point;
        for (std::size_t i = 0, k = 0; i < all.size(); ++i)
            if (net.statistics[i] == 0) all[i] = other[k++];
        return f(all);
    });
}

samples some_samples(const subject& net, std::size_t count) {
    samples data;
    for (std::size_t i = 0; i < count; ++i) {
        data.x.push_back(random_numbers(net.inputs, static_cast<int>(100 + i), 2));
        data.t.push_back(random_numbers(net.outputs, static_cast<int>(200 + i), 1));
    }
    return data;
}

/// For layers whose training differs from inference: a step follows the gradient of the loss that it returns, whether the
/// batch is processed as a whole or in parts, and whether the weights are updated during the backward pass or from a
/// stored gradient.
std::string broken_law_of_batches(const subject& net) {
    static constexpr double rate = 0.5;
    const numbers start = some_parameters(net);
    for (const std::size_t count : std::initializer_list<std::size_t>{2, 35}) {
        const samples data = some_samples(net, count);
        for (const double momentum : {0.0, 0.5}) {
            const std::string step = (momentum == 0 ? "plain step of " : "step of ") + std::to_string(count);
            const after_step found = net.step(start, data, rate, momentum);
            if (!padding_is_zero(net, found.all)) return step + ": padding";
            if (net.unit > 1e-10) continue;
            numbers gradient(net.parameters);
            for (std::size_t i = 0; i < net.parameters; ++i)
                if (net.statistics[i] == 0) gradient[i] = (start[i] - found.parameters[i]) / rate;
            if (!is_trained_gradient(net, gradient, start,
                                     [&](const numbers& other) { return net.step(other, data, rate, momentum).value; }))
                return step + ": parameters";
        }
    }
    return {};
}

/// A step follows the mean gradient of its samples, whether they fill a block of the batch or not, and whether the weights
/// are updated during the backward pass or from a stored gradient; padding stays zero.
std::string broken_law_of_steps(const subject& net) {
    static constexpr double rate = 0.5;
    const numbers start = some_parameters(net);
    samples data;
    numbers sum(net.parameters);
    double value = 0;
    for (const std::size_t count : std::initializer_list<std::size_t>{1, 16, 19}) {
        for (std::size_t i = data.x.size(); i < count; ++i) {
            data = some_samples(net, i + 1);
            const outcome of_one = net.evaluate(start, data.x.back(), data.t.back());
            for (std::size_t k = 0; k < net.parameters; ++k) sum[k] += of_one.gradient[k];
            value += of_one.value;
        }
        const auto samples = static_cast<double>(count);
        numbers expected = start;
        for (std::size_t k = 0; k < net.parameters; ++k) expected[k] -= rate * sum[k] / samples;
        for (const double momentum : {0.0, 0.5}) {
            const std::string step = (momentum == 0 ? "plain step of " : "step of ") + std::to_string(count);
            const after_step found = net.step(start, data, rate, momentum);
            if (!close({found.value}, {value / samples}, rounding * net.unit)) return step + ": loss";
            if (!close(found.parameters, expected, rounding * net.unit)) return step + ": parameters";
            if (!padding_is_zero(net, found.all)) return step + ": padding";
        }
    }
    return {};
}

std::string name_of(const subject& net) {
    return std::string{net.name} + ", " + std::to_string(net.inputs) + " inputs, " +
           (net.unit < 1e-10 ? "double" : "float");
}

}  // namespace

std::string difference(const outcome& a, const outcome& b, double tolerance) {
    if (!close(a.y, b.y, tolerance)) return "output";
    if (!close({a.value}, {b.value}, tolerance)) return "loss";
    if (!close(a.gradient, b.gradient, tolerance)) return "gradient";
    const bool both = !a.input_gradient.empty() && !b.input_gradient.empty();
    if (both && !close(a.input_gradient, b.input_gradient, tolerance)) return "input gradient";
    return {};
}

after_step step_of(const subject& net, std::size_t samples) {
    return net.step(some_parameters(net), some_samples(net, samples), 0.5, 0);
}
outcome outcome_of(const subject& net) { return net.evaluate(some_parameters(net), some_x(net), some_t(net)); }

std::string broken_law(const subject& net) {
    const numbers parameters = some_parameters(net);
    const numbers x = some_x(net);
    const numbers t = some_t(net);
    const outcome found = outcome_of(net);
    if (found.y.size() != net.outputs) return "shape";
    if (found.padding != numbers(found.padding.size(), 0)) return "padding of the output";
    if (!padding_is_zero(net, found.all)) return "padding of the gradient";
    if (!close({found.value}, {net.loss(parameters, x, t)}, rounding * net.unit)) return "loss";
    if (static_cast<std::size_t>(std::count(net.where.begin(), net.where.end(), 1.0)) != net.parameters)
        return "two parameters at one position";
    if (net.round_trip(parameters) != parameters) return "round trip through the canonical order";
    // Float arithmetic is too coarse for central differences; floats are compared with doubles instead.
    if (net.unit < 1e-10) {
        if (!is_trained_gradient(net, found.gradient, parameters,
                                 [&](const numbers& other) { return net.loss(other, x, t); }))
            return "gradient";
        if (!is_gradient(found.input_gradient, x, [&](const numbers& other) { return net.loss(parameters, other, t); }))
            return "input gradient";
    }
    if (net.step == nullptr) return {};
    return net.uses_batch ? broken_law_of_batches(net) : broken_law_of_steps(net);
}

std::string broken_law_with_name(const subject& net) {
    const std::string law = broken_law(net);
    return law.empty() ? law : name_of(net) + ": " + law;
}

std::string difference(const subject& net, const char* what, const outcome& found, const outcome& expected) {
    const std::string where = difference(found, expected, rounding * net.unit);
    return where.empty() ? where : name_of(net) + ": " + where + " differs from that in " + what;
}

std::string difference(const subject& net, const char* what, const after_step& found, const after_step& expected) {
    if (!close({found.value}, {expected.value}, rounding * net.unit))
        return name_of(net) + ": loss of a step differs from that in " + what;
    if (!close(found.parameters, expected.parameters, rounding * net.unit))
        return name_of(net) + ": parameters after a step differ from those in " + what;
    return {};
}

}  // namespace laws
