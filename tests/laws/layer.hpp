// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
#pragma once

/// The laws of layer/layer.hpp, checked in one line for a layer and its input shape. Layers after it may follow:
///
///     laws::layer<pt::dense<7>, pt::shape<5>>();
///     laws::layer<pt::dense<7>, pt::shape<5>, pt::relu>();   // the activation in the layer's registers
///
/// With another test framework than Boost's, check that the text `laws::broken_law_of` is empty.

#include <perceptype/activation/prelu.hpp>
#include <perceptype/cost.hpp>
#include <perceptype/gradient.hpp>
#include <perceptype/loss/sum_of_squared_errors.hpp>
#include <perceptype/network.hpp>
#include <perceptype/optimizer/sgd.hpp>
#include <perceptype/train.hpp>

#include <laws/compare.hpp>

#include <algorithm>
#include <array>
#include <cstddef>
#include <span>
#include <string>
#include <type_traits>
#include <vector>

namespace laws {

/// The results of a network for one sample.
struct outcome {
    numbers y;
    numbers padding;  // of y
    double value;
    numbers gradient;        // in canonical order
    numbers all;             // the gradient with padding, as it is stored
    numbers input_gradient;  // for networks of double only
};

struct after_step {
    double value;
    numbers parameters;
    numbers all;
};

struct samples {
    std::vector<numbers> x;
    std::vector<numbers> t;
};

/// A network with its type erased, to which the laws are applied. `loss` is the sum of squared errors.
struct subject {
    const char* name;
    double unit;  // the rounding unit of its scalar
    std::size_t inputs;
    std::size_t outputs;
    std::size_t parameters;
    numbers where;       // the storage with 1 at each parameter
    numbers statistics;  // 1 for each parameter that is not trained
    bool uses_batch;     // training differs from inference, as with batch_norm
    numbers (*round_trip)(const numbers& parameters);
    double (*loss)(const numbers& parameters, const numbers& x, const numbers& t);
    outcome (*evaluate)(const numbers& parameters, const numbers& x, const numbers& t);
    /// A step of gradient descent with one sample or a batch. With momentum the first step has the same result but takes
    /// another path through the code. Null where the laws of steps are not checked.
    after_step (*step)(const numbers& parameters, const samples& data, double rate, double momentum);
};

/// Seeds of the random parameters, input and target of the sample.
enum seeds { parameters_seed = 1, x_seed, t_seed };
/// A running statistic from a random number; positive, as variances are.
constexpr auto statistic(auto number) { return number < 0 ? 1 - number : 1 + number; }

/// The first law that is broken; empty if none is.
std::string broken_law(const subject& net);
/// The same, preceded by the name of the layer.
std::string broken_law_with_name(const subject& net);
/// Names the first difference of two outcomes, or two steps, beyond rounding; empty if there is none.
std::string difference(const outcome& a, const outcome& b, double tolerance);
std::string difference(const subject& net, const char* what, const outcome& found, const outcome& expected);
std::string difference(const subject& net, const char* what, const after_step& found, const after_step& expected);
/// The outcome for the random sample, and the result of a step with a random batch.
outcome outcome_of(const subject& net);
after_step step_of(const subject& net, std::size_t samples);

/// Implements the functions of `subject` for a network.
template <class Net>
struct adapter {
    using scalar = typename Net::scalar_type;
    using input = typename Net::input_type;
    using output = typename Net::output_type;
    using parameters = std::array<scalar, Net::parameter_count>;
    static constexpr perceptype::sum_of_squared_errors loss{};

    template <class Range>
    static Range read(const numbers& from) {
        Range to{};
        std::transform(from.begin(), from.end(), to.begin(), [](double number) { return static_cast<scalar>(number); });
        return to;
    }
    static Net net_of(const numbers& from) {
        Net net;
        perceptype::vector_to_parameters(read<parameters>(from), net);
        return net;
    }

    static numbers where() {
        typename Net::gradient_type marks{};
        parameters ones;
        ones.fill(1);
        perceptype::vector_to_parameters(ones, marks);
        return to_numbers(std::span{marks.storage()});
    }
    static constexpr parameters random_parameters() {
        auto drawn = random_range<parameters>(parameters_seed, 0.5);
        for (std::size_t i = 0; i < drawn.size(); ++i)
            if (Net::chain_type::is_running_statistic(i)) drawn[i] = statistic(drawn[i]);
        return drawn;
    }
    static numbers statistics() {
        numbers marks;
        for (std::size_t i = 0; i < Net::parameter_count; ++i)
            marks.push_back(Net::chain_type::is_running_statistic(i));
        return marks;
    }
    static numbers round_trip(const numbers& from) {
        typename Net::gradient_type gradient{};
        perceptype::vector_to_parameters(perceptype::parameters_to_vector(net_of(from)), gradient);
        return to_numbers(perceptype::parameters_to_vector(gradient));
    }
    static double loss_of(const numbers& from, const numbers& x, const numbers& t) {
        return loss.value(net_of(from)(read<input>(x)), read<output>(t));
    }
    static outcome evaluate(const numbers& from, const numbers& x, const numbers& t) {
        const Net net = net_of(from);
        const output y = net(read<input>(x));
        const auto result = perceptype::value_and_gradient(net, loss, read<input>(x), read<output>(t));
        outcome all{to_numbers(y),
                    {y.data() + y.size(), y.data() + perceptype::kernels::padded<scalar>(y.size())},
                    double{result.value},
                    to_numbers(perceptype::parameters_to_vector(result.gradient)),
                    to_numbers(std::span{result.gradient.storage()}),
                    {}};
        if constexpr (std::is_same_v<scalar, double>)
            all.input_gradient = to_numbers(perceptype::input_gradient(net, loss, read<input>(x), read<output>(t)));
        return all;
    }
    static after_step step(const numbers& from, const samples& data, double rate, double momentum) {
        Net net = net_of(from);
        perceptype::trainer trainer{net, loss, perceptype::sgd{.learning_rate = rate, .momentum = momentum}};
        std::vector<input> x;
        std::vector<output> t;
        for (const numbers& each : data.x) x.push_back(read<input>(each));
        for (const numbers& each : data.t) t.push_back(read<output>(each));
        const scalar value = [&] {
            if constexpr (Net::chain_type::least_samples == 1)
                if (x.size() == 1) return trainer.step(x[0], t[0]);
            return trainer.step(x, t);
        }();
        return {double{value}, to_numbers(perceptype::parameters_to_vector(net)), to_numbers(std::span{net.storage()})};
    }
};

template <class Scalar, class Input, class... Layers>
struct network_on;
template <class Scalar, std::size_t... Extents, class... Layers>
struct network_on<Scalar, perceptype::shape<Extents...>, Layers...> {
    using type = perceptype::basic_network<Scalar, perceptype::input<Extents...>, Layers...>;
};

/// The outcome in constant evaluation, for the same network, input and target.
template <class Net>
struct compiled_outcome {
    using calls = adapter<Net>;
    typename calls::output y{};
    typename calls::scalar value{};
    typename calls::parameters gradient{};
    typename calls::input input_gradient{};
    typename calls::scalar step_value{};
    typename calls::parameters step_parameters{};

    /// A step with two samples, where it differs from the mean of single steps.
    static constexpr int first_sample = 300;
    static constexpr double rate = 0.5;

    constexpr compiled_outcome() {
        Net net;
        perceptype::vector_to_parameters(calls::random_parameters(), net);
        const auto x = random_range<typename calls::input>(x_seed, 2);
        const auto t = random_range<typename calls::output>(t_seed, 1);
        y = net(x);
        const auto result = perceptype::value_and_gradient(net, calls::loss, x, t);
        value = result.value;
        gradient = perceptype::parameters_to_vector(result.gradient);
        input_gradient = perceptype::input_gradient(net, calls::loss, x, t);
        if constexpr (Net::chain_type::uses_batch) {
            perceptype::trainer trainer{net, calls::loss, perceptype::sgd{.learning_rate = rate}};
            const std::array xs{random_range<typename calls::input>(first_sample, 2),
                                random_range<typename calls::input>(first_sample + 1, 2)};
            const std::array ts{random_range<typename calls::output>(first_sample + 2, 1),
                                random_range<typename calls::output>(first_sample + 3, 1)};
            step_value = trainer.step(xs, ts);
            step_parameters = perceptype::parameters_to_vector(net);
        }
    }

    after_step step_at_run_time() const {
        return calls::step(to_numbers(calls::random_parameters()),
                           {{random_numbers(calls::input::size(), first_sample, 2),
                             random_numbers(calls::input::size(), first_sample + 1, 2)},
                            {random_numbers(calls::output::size(), first_sample + 2, 1),
                             random_numbers(calls::output::size(), first_sample + 3, 1)}},
                           rate, 0);
    }
};

template <class Net>
subject subject_of(const char* name) {
    using calls = adapter<Net>;
#if defined(LAWS_OF_STEPS_IN_FLOAT_ALONE)
    constexpr bool steps = std::is_same_v<typename Net::scalar_type, float> || Net::chain_type::uses_batch;
#else
    constexpr bool steps = true;
#endif
    decltype(subject::step) step = nullptr;
    if constexpr (steps) step = calls::step;
    return {name,
            units<typename Net::scalar_type>(1),
            Net::input_type::size(),
            Net::output_type::size(),
            Net::parameter_count,
            calls::where(),
            calls::statistics(),
            Net::chain_type::uses_batch,
            calls::round_trip,
            calls::loss_of,
            calls::evaluate,
            step};
}

/// The first law that a layer breaks; empty if it obeys all. Two macros shorten the build: LAWS_IN_FLOAT_ALONE checks
/// float at run time only, and LAWS_OF_STEPS_IN_FLOAT_ALONE omits steps in double, except for layers whose training
/// differs from inference.
template <class Layer, class Input, class... LayersAfter>
std::string broken_law_of() {
    static_assert(perceptype::Layer<Layer>);
    static_assert(std::is_same_v<typename network_on<float, Input, Layer>::type::output_type::shape_type,
                                 typename Layer::template output<Input>>);
    // The prelu before the layer uses the layer's input gradient, and provides a parameter if the layer has none.
    using net = typename network_on<double, Input, perceptype::prelu, Layer, LayersAfter...>::type;
    const subject in_float = subject_of<typename net::template rebind<float>>(Layer::name);
    std::string broken = broken_law_with_name(in_float);
#if !defined(LAWS_IN_FLOAT_ALONE)
    const subject in_double = subject_of<net>(Layer::name);
    if (broken.empty()) broken = broken_law_with_name(in_double);
    if (broken.empty()) broken = difference(in_float, "double", outcome_of(in_float), outcome_of(in_double));
    if (broken.empty() && in_float.uses_batch)
        broken = difference(in_float, "double", step_of(in_float, 35), step_of(in_double, 35));
    // Only sizes within the evaluation limits of both compilers.
    if constexpr (net::parameter_count + Input::size <= 150 && perceptype::cost<net>.forward.multiply_adds <= 2000) {
        static constexpr compiled_outcome<net> compiled{};
        if (broken.empty())
            broken = difference(in_double, "constant evaluation", outcome_of(in_double),
                                {to_numbers(compiled.y),
                                 {},
                                 compiled.value,
                                 to_numbers(compiled.gradient),
                                 {},
                                 to_numbers(compiled.input_gradient)});
        if constexpr (net::chain_type::uses_batch)
            if (broken.empty())
                broken = difference(in_double, "constant evaluation", compiled.step_at_run_time(),
                                    {compiled.step_value, to_numbers(compiled.step_parameters), {}});
    }
#endif
    return broken;
}

/// A check of Boost.Test that no law is broken; defined in tests/main.cpp.
void report(const std::string& broken);

template <class Layer, class Input, class... LayersAfter>
void layer() {
    report(broken_law_of<Layer, Input, LayersAfter...>());
}

}  // namespace laws
