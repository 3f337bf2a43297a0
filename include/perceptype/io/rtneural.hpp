// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
#pragma once

/// Networks in from RTNeural's JSON, and from JSON of a PyTorch state_dict.

#include <perceptype/config.hpp>
#include <perceptype/diagnostics/text.hpp>
#include <perceptype/initializer/zeros.hpp>
#include <perceptype/io/byte_view.hpp>
#include <perceptype/io/input_file.hpp>
#include <perceptype/io/load_weights.hpp>
#include <perceptype/io/rtneural_file.hpp>
#include <perceptype/io/weight_calls.hpp>
#include <perceptype/io/weight_errors.hpp>
#include <perceptype/io/weight_options.hpp>
#include <perceptype/parameters.hpp>

#include <array>
#include <cstddef>
#include <span>
#include <string>
#include <utility>
#include <vector>

namespace perceptype::inline PERCEPTYPE_ISA {

namespace detail {

template <class Layer>
constexpr double epsilon_of() {
    if constexpr (requires { Layer::settings.epsilon; })
        return Layer::settings.epsilon;
    else
        return 0;
}

/// The layers of a network that run in inference.
template <class Chain>
std::vector<layer_to_match> layers_to_match() {
    std::vector<layer_to_match> layers;
    if constexpr (!requires { typename Chain::is_graph; }) {
        const auto add = [&]<std::size_t Layer>(std::integral_constant<std::size_t, Layer>) {
            using layer = typename Chain::template layer<Layer>;
            if (!layer::can.only_in_training) layers.push_back({layer::name, Layer - 1, epsilon_of<layer>()});
        };
        [&]<std::size_t... i>(std::index_sequence<i...>) {
            (add(std::integral_constant<std::size_t, i + 1>{}), ...);
        }(std::make_index_sequence<Chain::layer_count - 1>{});
    }
    return layers;
}

template <class Chain>
void load_from_json(parameter_set<Chain>& network, const char* name, std::span<const std::byte> bytes,
                    weight_options options) {
    const std::vector<layer_to_match> layers = layers_to_match<Chain>();
    const rtneural_file file{name, bytes, Chain::input_shape::size, layers};
    if (file.has_layers()) {
        if (!options.names.empty() || !options.prefix.empty())
            fail_at(name, "no options prefix and names, since the file's layers have no names", "one of them");
        options.layout = weight_layout::keras;
    }
    load_weights(network, file, options);
}

}  // namespace detail

/// Reads a network's parameters from a file in RTNeural's JSON, {"in_shape": ..., "layers": [...]}. The layers of the
/// file are compared with those of the network, one by one and with their activations: dense, time-distributed-dense,
/// activation, prelu and batchnorm, whose epsilon has to be the same. Layers with memory, GuitarML's and AIDA-X's models
/// among them, are errors.
///
/// A file without "layers" is a PyTorch state_dict: names, and nested arrays as `tensor.tolist()` gives them, to which
/// the options apply as for `load_safetensors`.
///
/// A file that does not fit is a `data_error` with the byte or the tensor, what was expected and what was found; the
/// network then keeps all its values.
template <class Network, class Path>
void load_rtneural(Network&& network, const Path& path, const weight_options& options = {}) {
    static_assert(loads_from_path<Network, Path>, PERCEPTYPE_TEXT_LOADS_FROM_PATH);
    if constexpr (detail::goes_on<loads_from_path<Network, Path>, Network>()) {
        const std::string name = path;
        const std::vector<std::byte> bytes = detail::read_whole_file(name);
        detail::load_from_json(network, name.c_str(), bytes, options);
    }
}

/// The same from bytes in memory.
template <class Network, class Bytes>
void read_rtneural(Network&& network, const Bytes& bytes, const weight_options& options = {}) {
    static_assert(reads_from_bytes<Network, Bytes>, PERCEPTYPE_TEXT_READS_FROM_BYTES);
    if constexpr (detail::goes_on<reads_from_bytes<Network, Bytes>, Network>()) {
        const detail::byte_view view{bytes};
        detail::load_from_json(network, "read_rtneural", view.bytes(), options);
    }
}

/// The network in these bytes.
template <class Network, class Bytes>
[[nodiscard]] Network from_rtneural(const Bytes& bytes, const weight_options& options = {}) {
    static_assert(is_a_range_of_bytes<Bytes>, PERCEPTYPE_TEXT_IS_A_RANGE_OF_BYTES);
    Network network{zeros{}};
    if constexpr (detail::goes_on<is_a_range_of_bytes<Bytes>, Network>()) {
        const detail::byte_view view{bytes};
        detail::load_from_json(network, "from_rtneural", view.bytes(), options);
    }
    return network;
}

}  // namespace perceptype::inline PERCEPTYPE_ISA
