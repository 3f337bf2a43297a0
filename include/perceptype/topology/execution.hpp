// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
#pragma once

/// How a pass runs: how many samples at once, how wide, and what it leaves behind.

#include <perceptype/config.hpp>
#include <perceptype/kernel/plan.hpp>

#include <cstddef>

namespace perceptype::inline PERCEPTYPE_ISA {

/// What a backward pass is asked for.
struct wanted_gradients {
    bool input;       ///< dE/dx, written
    bool parameters;  ///< dE/dw, added to what is there
};

/// A policy that every block receives. `Samples` samples lie one behind the other in every buffer.
template <std::size_t Samples, bool Vectorised>
struct execution {
    static constexpr std::size_t samples = Samples;

    /// Lanes of the packs that hold `count` adjacent numbers; 1 in constant evaluation.
    template <class Scalar>
    static constexpr std::size_t lanes(std::size_t count) {
        return Vectorised ? kernels::lanes_for<Scalar>(count) : 1;
    }
};

}  // namespace perceptype::inline PERCEPTYPE_ISA
