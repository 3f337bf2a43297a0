// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
#pragma once

/// How a pass runs: the number of samples, the vector width, and the gradients that it computes.

#include <perceptype/config.hpp>
#include <perceptype/kernel/plan.hpp>

#include <cstddef>

namespace perceptype::inline PERCEPTYPE_ISA {

/// The gradients that a backward pass computes.
struct required_gradients {
    bool input;       ///< dE/dx, written
    bool parameters;  ///< dE/dw, added to what is there
};

/// How a pass runs, passed to every block: over `samples()` samples, consecutive in every buffer. Their number is at
/// most `capacity` and, if more than one is possible, a multiple of `step`.
template <std::size_t Capacity, bool Vectorised>
struct execution {
    static constexpr std::size_t capacity = Capacity;
    static constexpr bool vectorised = Vectorised;
    static constexpr std::size_t step = Capacity == 1 ? 1 : kernels::row_step;
    std::size_t count = Capacity;

    /// The execution for at least `samples` samples.
    static constexpr execution of(std::size_t samples) { return {kernels::round_up(samples, step)}; }

    constexpr std::size_t samples() const {
        if constexpr (Capacity == 1) return 1;
        if (count == 0) __builtin_unreachable();  // without this, g++ warns about uninitialized buffers
        return count;
    }

    /// The number of lanes in packs for `count` adjacent elements; 1 in constant evaluation.
    template <class Scalar>
    static constexpr std::size_t lanes(std::size_t count) {
        return Vectorised ? kernels::lanes_for<Scalar>(count) : 1;
    }
};

}  // namespace perceptype::inline PERCEPTYPE_ISA
