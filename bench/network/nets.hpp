// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
#pragma once

/// The reference nets, in words that are no competitor's own: nobody has to compile another's headers.

#include <array>
#include <cstddef>

namespace bench {

/// Activations.
struct identity {};
struct relu {};
struct sigmoid {};
struct tanh {};

/// How fast every competitor learns, and from how many samples at once.
inline constexpr float rate = 1e-3f;
inline constexpr std::size_t batch = 32;

/// Layers of these sizes, inputs first; `Hidden` behind each but the last, `Last` behind that.
template <class Hidden, class Last, std::size_t... Sizes>
struct net_spec {
    static constexpr std::array<std::size_t, sizeof...(Sizes)> sizes{Sizes...};
    static constexpr std::size_t layers = sizes.size() - 1;
    static constexpr std::size_t inputs = sizes.front();
    static constexpr std::size_t outputs = sizes.back();
};

using net_a = net_spec<tanh, sigmoid, 2, 3, 1>;
using net_b = net_spec<relu, identity, 4, 16, 16, 3>;
using net_c = net_spec<tanh, identity, 17, 64, 64, 4>;
using net_d = net_spec<relu, identity, 16, 64, 32, 32, 5>;
using net_e = net_spec<relu, identity, 64, 32, 10>;
using net_f = net_spec<relu, identity, 784, 128, 64, 10>;

}  // namespace bench
