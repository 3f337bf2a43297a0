// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
#pragma once

#include <perceptype/config.hpp>

#include <type_traits>

namespace perceptype::inline PERCEPTYPE_ISA {

// Condition of the assertion below.
template <class Number>
inline constexpr bool optimizer_has_momentum = false;

/// The momentum of an optimizer declared without one. It is zero by its type, so that a trainer stores no velocities.
struct no_momentum {
    constexpr no_momentum() noexcept = default;

    /// Rejects a momentum set on an optimizer whose type has none.
    template <class Number>
        requires std::is_arithmetic_v<Number>
    constexpr no_momentum(Number) noexcept {
        static_assert(optimizer_has_momentum<Number>,
                      "perceptype: this optimizer's type has no momentum; set it on construction, as in sgd{.momentum "
                      "= 0.9}, or name the type, sgd<double, double>");
    }

    constexpr operator double() const noexcept { return 0; }
};

}  // namespace perceptype::inline PERCEPTYPE_ISA
