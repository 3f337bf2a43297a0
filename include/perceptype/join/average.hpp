// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
#pragma once

#include <perceptype/config.hpp>
#include <perceptype/join/elementwise_join.hpp>

#include <cstddef>

namespace perceptype::inline PERCEPTYPE_ISA {

/// Join: the mean of values of one shape, element by element.
struct average : detail::elementwise_join<average> {
    static constexpr const char* name = "average";
    static constexpr const char* backward_text = "D / n";

    template <class First, class... Rest>
    static constexpr First value(First first, Rest... rest) {
        return (first + ... + rest) * share<First, Rest...>;
    }
    template <std::size_t, class First, class... Rest>
    static constexpr First slope(First, Rest...) {
        return First::broadcast(share<First, Rest...>);
    }

private:
    template <class First, class... Rest>
    static constexpr auto share = typename First::scalar_type(1) / (1 + sizeof...(Rest));
};

}  // namespace perceptype::inline PERCEPTYPE_ISA
