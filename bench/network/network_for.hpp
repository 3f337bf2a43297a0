// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
#pragma once

/// The reference nets as Perceptype's networks.

#include "nets.hpp"

#include <perceptype.hpp>

#include <cstddef>
#include <type_traits>

namespace bench {

namespace pt = perceptype;

template <class Activation>
struct layer_of;
template <>
struct layer_of<identity> : std::type_identity<pt::identity> {};
template <>
struct layer_of<relu> : std::type_identity<pt::relu> {};
template <>
struct layer_of<sigmoid> : std::type_identity<pt::sigmoid> {};
template <>
struct layer_of<tanh> : std::type_identity<pt::tanh> {};

template <class Scalar, class Built, class Hidden, class Last, std::size_t... Sizes>
struct network_of;
template <class Scalar, class... Built, class Hidden, class Last, std::size_t Size, std::size_t Next, std::size_t... Rest>
struct network_of<Scalar, pt::option_list<Built...>, Hidden, Last, Size, Next, Rest...>
    : network_of<Scalar, pt::option_list<Built..., pt::dense<Size>, Hidden>, Hidden, Last, Next, Rest...> {};
template <class Scalar, class... Built, class Hidden, class Last, std::size_t Size>
struct network_of<Scalar, pt::option_list<Built...>, Hidden, Last, Size> {
    using type = pt::basic_network<Scalar, Built..., pt::dense<Size>, Last>;
};

/// The network of a spec.
template <class Scalar, class Spec>
struct network_for;
template <class Scalar, class Hidden, class Last, std::size_t Input, std::size_t... Sizes>
struct network_for<Scalar, net_spec<Hidden, Last, Input, Sizes...>>
    : network_of<Scalar, pt::option_list<pt::input<Input>>, typename layer_of<Hidden>::type, typename layer_of<Last>::type, Sizes...> {};

}  // namespace bench
