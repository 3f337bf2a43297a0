// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt

/// Networks with the same weights give the same files on every processor and with every compiler: their hash is a
/// constant. A file that has been read gives the same network.

#include <perceptype.hpp>
#include <perceptype/io/safetensors.hpp>

#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <span>

namespace pt = perceptype;

namespace {

std::uint64_t hash = 1469598103934665603u;  // FNV-1a
bool equal = true;

void add(std::span<const std::byte> bytes) {
    for (const std::byte byte : bytes) hash = (hash ^ std::to_integer<std::uint64_t>(byte)) * 1099511628211u;
}

template <class Net>
void add_network() {
    using scalar = typename Net::scalar_type;
    auto values = pt::parameters_to_vector(Net{pt::zeros{}});
    for (std::size_t i = 0; i < values.size(); ++i)
        values[i] = static_cast<scalar>(static_cast<int>(i * 7919 % 1000) - 500) / 37;
    Net net{pt::zeros{}}, read{pt::zeros{}};
    pt::vector_to_parameters(values, net);
    const auto bytes = pt::write_safetensors(net);
    pt::read_safetensors(read, bytes);
    equal = equal && read == net;
    add(bytes);
    add(pt::write_safetensors(net, {.layout = pt::weight_layout::keras}));
}
template <class... Layers>
void add_networks() {
    add_network<pt::basic_network<float, Layers...>>();
    add_network<pt::basic_network<double, Layers...>>();
}

}  // namespace

int main() {
    add_networks<pt::input<7>, pt::dense<9, pt::no_bias>, pt::prelu, pt::dense<17>, pt::batch_norm, pt::layer_norm>();
    add_networks<pt::input<2, 9>, pt::conv1d<5, pt::kernel<3>>, pt::group_norm<5>, pt::global_average_pool,
                 pt::dense<3>>();
    add_networks<pt::input<4, 6, 6>, pt::conv2d<8, pt::kernel<3>, pt::groups<4>>, pt::batch_norm,
                 pt::conv_transpose2d<6, pt::kernel<2>, pt::stride<2>>, pt::layer_norm, pt::flatten, pt::dense<3>>();
    add_networks<pt::input<3, 4, 4>, pt::residual<pt::conv2d<5, pt::kernel<3>, pt::padding<1>>>, pt::squeeze_excite<2>,
                 pt::flatten, pt::dense<12>>();
    add_networks<pt::input_node<"x", 3>, pt::node<"a", pt::from<"x">, pt::dense<5>>,
                 pt::node<"b", pt::from<"x", "a">, pt::concat, pt::dense<2>>, pt::outputs<"b", "a">>();
    constexpr std::uint64_t expected = 0x64bae9684b7fbc73;
    if (equal && hash == expected) return 0;
    std::printf("equal: %d, hash: %llx\n", equal, static_cast<unsigned long long>(hash));
    return 1;
}
