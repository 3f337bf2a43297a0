// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
#pragma once

#include <perceptype/config.hpp>

#include <cstdint>

namespace perceptype::inline PERCEPTYPE_ISA {

/// A constant learning rate. A plain number stands for it where a schedule is expected.
struct constant_schedule {
    double rate = 0.01;

    constexpr double operator()(std::uint64_t) const noexcept { return rate; }
};

}  // namespace perceptype::inline PERCEPTYPE_ISA
