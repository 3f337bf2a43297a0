// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
#pragma once

#include <perceptype/cost.hpp>
#include <perceptype/network.hpp>
#include <perceptype/shape.hpp>

#include <boost/hana/for_each.hpp>
#include <boost/hana/range.hpp>

#include <cstddef>
#include <cstdio>
#include <string>

namespace support {

/// "64", "1 x 28 x 28"
template <std::size_t... Extents>
std::string words(perceptype::shape<Extents...>) {
    std::string text;
    ((text += (text.empty() ? "" : " x ") + std::to_string(Extents)), ...);
    return text;
}

/// One line a layer: its number, its name, the shape it gives, its parameters and its multiply-adds for one sample.
template <class Network>
void print_architecture() {
    std::printf("  %-7s%-14s%-14s%10s%15s\n", "layer", "", "shape", "parameters", "multiply-adds");
    boost::hana::for_each(boost::hana::range_c<std::size_t, 0, Network::layer_count>, [](auto index) {
        using chain = typename Network::chain_type;
        using layer = typename chain::template layer<index>;
        using shape = typename chain::template output<index>;
        using block = typename chain::template block<index>;
        std::printf("  %-7zu%-14s%-14s%10zu%15zu\n", index(), layer::name, words(shape{}).c_str(),
                    block::parameter_count, block::multiply_adds);
    });
    constexpr auto cost = perceptype::cost<Network>;
    std::printf("  %-7s%-14s%-14s%10zu%15zu\n", "all", "", "", cost.parameters, cost.forward.multiply_adds);
}

}  // namespace support
