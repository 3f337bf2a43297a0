// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
#pragma once

#include <perceptype/config.hpp>
#include <perceptype/random/generator.hpp>

#include <cstddef>

namespace perceptype::inline PERCEPTYPE_ISA {

/// All weights zero: for biases and for layers whose weights are loaded or set later. A hidden layer initialized with
/// zeros learns nothing, since all its neurons remain equal.
struct zeros {
    /// The function that draws one weight per call; see initializer.hpp.
    constexpr auto sampler(std::size_t, std::size_t) const noexcept {
        return [](generator&) noexcept { return 0.0; };
    }
};

}  // namespace perceptype::inline PERCEPTYPE_ISA
