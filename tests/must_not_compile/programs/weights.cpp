// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt

#include <perceptype.hpp>
#include <perceptype/io/checkpoint.hpp>
#include <perceptype/io/safetensors.hpp>

#include <cstddef>
#include <vector>

namespace pt = perceptype;

using net_type = pt::network<pt::input<2>, pt::dense<1>>;

int main() {
    net_type net;
    pt::trainer trainer{net, pt::mean_squared_error{}, pt::adam{}};
    const std::vector<std::byte> bytes;
#include PERCEPTYPE_CASE
    return trainer.steps() + bytes.size() == 0 ? 0 : 1;
}
