// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
#pragma once

/// The options of the normalization layers, in any order.

#include <perceptype/config.hpp>
#include <perceptype/layer/layer.hpp>

#include <type_traits>

namespace perceptype::inline PERCEPTYPE_ISA {

/// Option: the value added to the variance to avoid division by zero; 1e-5 by default.
template <double... Value>
struct epsilon {
    using family = epsilon<>;
    static constexpr const char* name = "epsilon";
    using arguments = argument_list<Value...>;
};
/// Option of batch_norm: the weight of a new batch in the running statistics; 0.1 by default.
template <double... Value>
struct momentum {
    using family = momentum<>;
    static constexpr const char* name = "momentum";
    using arguments = argument_list<Value...>;
};
/// Option: no weights and no biases; the output is the normalised input.
struct no_affine {
    static constexpr const char* name = "no_affine";
};

/// The valid ranges of the options' numbers, as error messages show them.
struct epsilon_above_0;
struct momentum_from_0_to_1;

namespace detail {

/// The values of the options.
struct normalization_options {
    double epsilon = 1e-5;
    double momentum = 0.1;
    bool affine = true;
    bool one_number = true;  // each option that takes numbers has exactly one

    template <double... Value>
    consteval void read(perceptype::epsilon<Value...>) {
        one_number = one_number && sizeof...(Value) == 1;
        ((epsilon = Value), ...);
    }
    template <double... Value>
    consteval void read(perceptype::momentum<Value...>) {
        one_number = one_number && sizeof...(Value) == 1;
        ((momentum = Value), ...);
    }
    consteval void read(no_affine) { affine = false; }
    consteval void read(auto) {}

    template <class... Options>
    static consteval normalization_options of(option_list<Options...>) {
        normalization_options found;
        (found.read(Options{}), ...);
        return found;
    }
    constexpr bool has_epsilon() const { return one_number && epsilon > 0 && epsilon < 1e30; }
    constexpr bool has_momentum() const { return momentum >= 0 && momentum <= 1; }
};

}  // namespace detail

}  // namespace perceptype::inline PERCEPTYPE_ISA
