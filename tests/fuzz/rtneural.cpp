// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt

/// RTNeural's JSON, and networks: a file either fits as a whole or changes nothing.
// seeds: rtneural_*.json guitarml_*.json

#include <perceptype.hpp>
#include <perceptype/io/rtneural.hpp>

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <span>

namespace pt = perceptype;

using net_type = pt::network<pt::input<1>, pt::dense<8>, pt::tanh, pt::dense<8>, pt::relu, pt::dense<1>>;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const net_type before{3};
    net_type net = before;
    try {
        pt::read_rtneural(net, std::span(data, size));
    } catch (const pt::data_error&) {
        if (net != before) std::abort();
    }
    return 0;
}
