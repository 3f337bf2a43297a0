// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
#pragma once

/// Packs of every width, lane by lane.

#include <boost/test/unit_test.hpp>

#include <perceptype/kernel/simd/pack.hpp>
#include <perceptype/kernel/plan.hpp>

#include <bit>
#include <cstddef>
#include <utility>

namespace every_width {

namespace kernels = perceptype::kernels;

template <class Pack>
struct lanes_of {
    typename Pack::scalar_type values[Pack::lanes];
    explicit lanes_of(Pack a) { a.store(values); }
    auto operator[](std::size_t i) const { return values[i]; }
};

/// Lane i is f(i).
template <class Pack, class Function>
Pack generate(Function f) {
    typename Pack::scalar_type values[Pack::lanes];
    for (std::size_t i = 0; i < Pack::lanes; ++i)
        values[i] = static_cast<typename Pack::scalar_type>(f(static_cast<double>(i)));
    return Pack::load(values);
}

template <class Pack, class Function>
void check_lanes(Pack found, Function expected) {
    const lanes_of<Pack> lanes{found};
    for (std::size_t i = 0; i < Pack::lanes; ++i)
        BOOST_TEST(lanes[i] == static_cast<typename Pack::scalar_type>(expected(static_cast<double>(i))));
}

/// Calls `check.template operator()<Pack>()` for each width that the target's registers have, up to `Joined` of them
/// joined.
template <std::size_t Joined = 1, class Check>
void of_each(Check check) {
    const auto for_scalar = [&]<class Scalar, std::size_t... Exponents>(Scalar, std::index_sequence<Exponents...>) {
        (check.template operator()<kernels::pack<Scalar, std::size_t{1} << Exponents>>(), ...);
    };
    const auto widths = []<class Scalar>(Scalar) {
        return std::make_index_sequence<static_cast<std::size_t>(
            std::bit_width(Joined * kernels::native_lanes<Scalar>))>{};
    };
    for_scalar(float{}, widths(float{}));
    for_scalar(double{}, widths(double{}));
}

}  // namespace every_width
