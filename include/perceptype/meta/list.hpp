// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
#pragma once

/// Lists of types. By recursion or pack expansion, not Boost.Hana's: these run for every network that is declared.

#include <perceptype/config.hpp>

namespace perceptype::inline PERCEPTYPE_ISA {

/// A list of option types.
template <class... Options>
struct option_list {};

namespace meta {

/// One list of the elements of several.
template <class... Lists>
struct joined_lists;
template <class... Done>
struct joined_lists<option_list<Done...>> {
    using type = option_list<Done...>;
};
template <class... Done, class... Next, class... Rest>
struct joined_lists<option_list<Done...>, option_list<Next...>, Rest...>
    : joined_lists<option_list<Done..., Next...>, Rest...> {};

/// The last of these types.
template <class First, class... Rest>
struct last_of : last_of<Rest...> {};
template <class Last>
struct last_of<Last> {
    using type = Last;
};

/// The template `Made` of a list's elements.
template <template <class...> class Made, class List>
struct made_of;
template <template <class...> class Made, class... Elements>
struct made_of<Made, option_list<Elements...>> {
    using type = Made<Elements...>;
};

}  // namespace meta

}  // namespace perceptype::inline PERCEPTYPE_ISA
