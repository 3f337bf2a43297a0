// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
#pragma once

/// The laws of an activation, compared with its formula in long double:
///
///     laws::activation<pt::tanh>([](long double z) { return std::tanh(z); });
///     laws::activation<pt::relu>([](long double z) { return z < 0 ? 0 : z; }, {0});  // no derivative at 0

#include <perceptype/kernel/simd/pack.hpp>
#include <perceptype/kernel/plan.hpp>
#include <perceptype/layer/layer.hpp>
#include <perceptype/execution/stage.hpp>

#include <laws/compare.hpp>

#include <algorithm>
#include <array>
#include <cstddef>
#include <limits>
#include <string>

namespace laws {

using formula = long double (*)(long double);

/// An activation with its type erased.
struct elementwise {
    const char* name;
    double unit;      // the rounding unit of its scalar
    double smallest;  // normal number
    double largest;   // finite number
    numbers (*value)(const numbers& z);
    numbers (*derivative)(const numbers& z);  // null if there is none
};

/// The first law that is broken; empty if none is.
std::string broken_law(const elementwise& activation, formula reference, const numbers& kinks);
void check_laws(const elementwise& activation, formula reference, const numbers& kinks);
void check_equal(const elementwise& activation, const char* what, const numbers& found, const numbers& expected);

/// Applies `function` to values in packs of `Lanes`; the last pack is filled up with the first value.
template <class Scalar, std::size_t Lanes, class Function>
numbers by_packs(const numbers& z, Function function) {
    numbers results;
    for (std::size_t first = 0; first < z.size(); first += Lanes) {
        Scalar lanes[Lanes];
        for (std::size_t i = 0; i < Lanes; ++i) lanes[i] = static_cast<Scalar>(z[first + i < z.size() ? first + i : 0]);
        function(perceptype::kernels::pack<Scalar, Lanes>::load(lanes)).store(lanes);
        for (std::size_t i = 0; i < Lanes && first + i < z.size(); ++i) results.push_back(double{lanes[i]});
    }
    return results;
}

template <class Activation>
constexpr auto derivative_of(auto z) {
    if constexpr (perceptype::DerivativeFromValue<Activation>)
        return Activation::derivative_from_value(Activation::value(z));
    else
        return Activation::derivative(z);
}

template <class Activation, class Scalar, std::size_t Lanes>
elementwise elementwise_of() {
    elementwise activation{
        Activation::name,
        units<Scalar>(1),
        double{std::numeric_limits<Scalar>::min()},
        double{std::numeric_limits<Scalar>::max()},
        [](const numbers& z) { return by_packs<Scalar, Lanes>(z, [](auto a) { return Activation::value(a); }); },
        nullptr};
    if constexpr (perceptype::Differentiable<Activation>)
        activation.derivative = [](const numbers& z) {
            return by_packs<Scalar, Lanes>(z, [](auto a) { return derivative_of<Activation>(a); });
        };
    return activation;
}

/// A few values, for constant evaluation.
inline constexpr std::array<double, 9> few_numbers{-20, -3, -1, -0.125, 0, 0.125, 0.75, 3, 20};
template <class Activation, class Scalar>
constexpr auto compiled_values() {
    std::array<Scalar, few_numbers.size()> values{};
    for (std::size_t i = 0; i < values.size(); ++i)
        values[i] = Activation::value(perceptype::kernels::pack<Scalar, 1>{static_cast<Scalar>(few_numbers[i])}).value;
    return values;
}

template <class Activation, class Scalar>
void check_activation_for(formula reference, const numbers& kinks, double largest_term) {
    elementwise scalar = elementwise_of<Activation, Scalar, 1>();
    elementwise packed = elementwise_of<Activation, Scalar, perceptype::kernels::native_lanes<Scalar>>();
    for (elementwise* each : {&scalar, &packed}) {
        each->smallest = std::max(each->smallest, 8 * largest_term * each->unit);
        check_laws(*each, reference, kinks);
    }
    static constexpr auto compiled = compiled_values<Activation, Scalar>();
    check_equal(scalar, "constant evaluation", scalar.value(to_numbers(few_numbers)), to_numbers(compiled));
}

/// `largest_term`: the largest term that cancels in the formula, whose rounding error remains.
template <class Activation>
void activation(formula reference, const numbers& kinks = {}, double largest_term = 0) {
    static_assert(perceptype::ElementwiseLayer<Activation>);
    check_activation_for<Activation, float>(reference, kinks, largest_term);
    check_activation_for<Activation, double>(reference, kinks, largest_term);
}

/// The derivative at one point, in float.
template <class Activation>
double derivative_at(double z) {
    return elementwise_of<Activation, float, 1>().derivative({z})[0];
}

}  // namespace laws
