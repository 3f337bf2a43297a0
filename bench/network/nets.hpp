// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
#pragma once

/// The reference nets.

#include <perceptype.hpp>

#include <array>
#include <cstddef>

namespace bench {

namespace pt = perceptype;

/// How fast every competitor learns, and from how many samples at once.
inline constexpr float rate = 1e-3f;
inline constexpr std::size_t batch = 32;

template <class Hidden, class Last, std::size_t... Sizes>
struct net_spec {
    static constexpr std::array<std::size_t, sizeof...(Sizes)> sizes{Sizes...};
    static constexpr std::size_t layers = sizes.size() - 1;
    static constexpr std::size_t inputs = sizes.front();
    static constexpr std::size_t outputs = sizes.back();
};

/// The network of a spec: `Hidden` behind every layer but the last, `Last` behind that.
template <class Scalar, class Built, class Hidden, class Last, std::size_t... Sizes>
struct network_of;
template <class Scalar, class... Built, class Hidden, class Last, std::size_t Size, std::size_t Next, std::size_t... Rest>
struct network_of<Scalar, pt::option_list<Built...>, Hidden, Last, Size, Next, Rest...>
    : network_of<Scalar, pt::option_list<Built..., pt::dense<Size>, Hidden>, Hidden, Last, Next, Rest...> {};
template <class Scalar, class... Built, class Hidden, class Last, std::size_t Size>
struct network_of<Scalar, pt::option_list<Built...>, Hidden, Last, Size> {
    using type = pt::basic_network<Scalar, Built..., pt::dense<Size>, Last>;
};

template <class Scalar, class Spec>
struct network_for;
template <class Scalar, class Hidden, class Last, std::size_t Input, std::size_t... Sizes>
struct network_for<Scalar, net_spec<Hidden, Last, Input, Sizes...>>
    : network_of<Scalar, pt::option_list<pt::input<Input>>, Hidden, Last, Sizes...> {};

using net_a = net_spec<pt::tanh, pt::sigmoid, 2, 3, 1>;
using net_b = net_spec<pt::relu, pt::identity, 4, 16, 16, 3>;
using net_c = net_spec<pt::tanh, pt::identity, 17, 64, 64, 4>;
using net_d = net_spec<pt::relu, pt::identity, 16, 64, 32, 32, 5>;
using net_e = net_spec<pt::relu, pt::identity, 64, 32, 10>;
using net_f = net_spec<pt::relu, pt::identity, 784, 128, 64, 10>;

}  // namespace bench
