// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
#pragma once

/// The laws of layer/layer.hpp, for a layer and the shape it receives in one line; layers behind it may follow:
///
///     laws::layer<pt::dense<7>, pt::shape<5>>();
///     laws::layer<pt::dense<7>, pt::shape<5>, pt::relu>();   // the activation in the layer's registers
///
/// and, for those who have other tests than Boost's, `laws::broken_law_of`, whose text should be empty.

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

/// All that one sample makes of a net.
struct outcome {
    numbers y;
    numbers padding;  // of y
    double value;
    numbers gradient;        // in canonical order
    numbers all;             // the gradient as it is stored
    numbers input_gradient;  // of a double net
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

/// A net without its type: what the laws are stated about. `loss` is the sum of squared errors.
struct subject {
    const char* name;
    double unit;  // of rounding
    std::size_t inputs;
    std::size_t outputs;
    std::size_t parameters;
    numbers where;       // the storage with 1 at each parameter
    numbers statistics;  // 1 for each parameter that no gradient changes
    bool uses_batch;     // otherwise than a network in use runs
    numbers (*round_trip)(const numbers& parameters);
    double (*loss)(const numbers& parameters, const numbers& x, const numbers& t);
    outcome (*evaluate)(const numbers& parameters, const numbers& x, const numbers& t);
    /// Plain gradient descent, by one sample or by a batch; with any momentum a first step is the same, found on
    /// another way. Null where the laws of steps are not asked for.
    after_step (*step)(const numbers& parameters, const samples& data, double rate, double momentum);
};

/// Seeds of the random parameters, input and target of the sample that is looked at.
enum seeds { parameters_seed = 1, x_seed, t_seed };
/// A statistic made of a random number: variances are positive.
constexpr auto statistic(auto number) { return number < 0 ? 1 - number : 1 + number; }

/// The first law that is broken; empty if none is.
std::string broken_law(const subject& net);
/// The same, and whose.
std::string broken_law_with_name(const subject& net);
/// Where two outcomes, or two steps, differ by more than rounding; empty if they do not.
std::string difference(const outcome& a, const outcome& b, double tolerance);
std::string difference(const subject& net, const char* what, const outcome& found, const outcome& expected);
std::string difference(const subject& net, const char* what, const after_step& found, const after_step& expected);
/// What the subject makes of the random sample, or a step of a batch of that many.
outcome outcome_of(const subject& net);
after_step step_of(const subject& net, std::size_t samples);

/// The calls of `subject` for a network.
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

/// What constant evaluation makes of the same net, input and target.
template <class Net>
struct compiled_outcome {
    using calls = adapter<Net>;
    typename calls::output y{};
    typename calls::scalar value{};
    typename calls::parameters gradient{};
    typename calls::input input_gradient{};
    typename calls::scalar step_value{};
    typename calls::parameters step_parameters{};

    /// A step on two samples, where it is otherwise than its parts.
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

/// The first law that a layer breaks; empty if it obeys all. For builds in less time, with LAWS_IN_FLOAT_ALONE: of a net
/// of floats, and at run time; with LAWS_OF_STEPS_IN_FLOAT_ALONE: no steps of doubles, but where a layer learns from a
/// batch otherwise than it runs.
template <class Layer, class Input, class... Behind>
std::string broken_law_of() {
    static_assert(perceptype::Layer<Layer>);
    static_assert(std::is_same_v<typename network_on<float, Input, Layer>::type::output_type::shape_type,
                                 typename Layer::template output<Input>>);
    // In front of the layer stands one that needs the layer's gradient of its input, and has a parameter for those
    // without.
    using net = typename network_on<double, Input, perceptype::prelu, Layer, Behind...>::type;
    const subject in_float = subject_of<typename net::template rebind<float>>(Layer::name);
    std::string broken = broken_law_with_name(in_float);
#if !defined(LAWS_IN_FLOAT_ALONE)
    const subject in_double = subject_of<net>(Layer::name);
    if (broken.empty()) broken = broken_law_with_name(in_double);
    if (broken.empty()) broken = difference(in_float, "double", outcome_of(in_float), outcome_of(in_double));
    if (broken.empty() && in_float.uses_batch)
        broken = difference(in_float, "double", step_of(in_float, 35), step_of(in_double, 35));
    // Within the limits of both compilers.
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

/// A check of Boost.Test that nothing is broken; in tests/main.cpp.
void report(const std::string& broken);

template <class Layer, class Input, class... Behind>
void layer() {
    report(broken_law_of<Layer, Input, Behind...>());
}

}  // namespace laws
