// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
#pragma once

/// Values, counts and costs of an ill-formed network. They satisfy every expectation, so that its diagnostic is the
/// only error.

#include <perceptype/config.hpp>
#include <perceptype/tensor.hpp>
#include <perceptype/topology/name.hpp>

#include <cstddef>

namespace perceptype::inline PERCEPTYPE_ISA::detail {

/// A count or a cost that satisfies every condition of a static_assert.
struct rejected_count {
    constexpr operator std::size_t() const noexcept { return 1; }
    friend constexpr bool operator==(rejected_count, auto) noexcept { return true; }
    friend constexpr bool operator<(rejected_count, auto) noexcept { return true; }
    friend constexpr bool operator>(rejected_count, auto) noexcept { return true; }
    friend constexpr bool operator<=(rejected_count, auto) noexcept { return true; }
    friend constexpr bool operator>=(rejected_count, auto) noexcept { return true; }
};
struct rejected_run_cost {
    rejected_count multiply_adds, flops, workspace_bytes;
    template <class Cost>
        requires requires { &Cost::workspace_bytes; }
    constexpr operator Cost() const noexcept {
        return {};
    }
};

struct rejected_cost {
    static constexpr rejected_count parameters{}, parameter_bytes{};
    static constexpr rejected_run_cost forward{}, batch_forward{}, training{}, batch_training{};
    template <class Cost>
        requires requires { &Cost::batch_training; }
    constexpr operator Cost() const noexcept {
        return {};
    }
};

/// A tensor of any shape.
struct rejected_values : tensor<float, 1> {
    constexpr rejected_values(auto&&...) noexcept {}
    constexpr float& operator[](std::size_t) noexcept { return *data(); }
    constexpr const float& operator[](std::size_t) const noexcept { return *data(); }
    template <node_name Name>
    constexpr rejected_values& operator[](node_tag<Name>) noexcept {
        return *this;
    }
    template <node_name Name>
    constexpr const rejected_values& operator[](node_tag<Name>) const noexcept {
        return *this;
    }
    constexpr float& operator()(auto&&...) noexcept { return *data(); }
    constexpr const float& operator()(auto&&...) const noexcept { return *data(); }
    template <class Scalar, std::size_t... Extents>
    constexpr operator tensor<Scalar, Extents...>() const noexcept {
        return {};
    }
};

}  // namespace perceptype::inline PERCEPTYPE_ISA::detail
