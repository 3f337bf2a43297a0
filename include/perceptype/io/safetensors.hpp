// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
#pragma once

/// Networks in and out of safetensors files, which PyTorch users exchange. Format:
/// https://github.com/huggingface/safetensors#format

#include <perceptype/config.hpp>
#include <perceptype/diagnostics/text.hpp>
#include <perceptype/io/byte_view.hpp>
#include <perceptype/io/input_file.hpp>
#include <perceptype/io/load_weights.hpp>
#include <perceptype/io/network_from_bytes.hpp>
#include <perceptype/io/output_file.hpp>
#include <perceptype/io/safetensors_bytes.hpp>
#include <perceptype/io/safetensors_file.hpp>
#include <perceptype/io/save_weights.hpp>
#include <perceptype/io/weight_calls.hpp>
#include <perceptype/io/weight_options.hpp>

#include <cstddef>
#include <span>
#include <string>
#include <vector>

namespace perceptype::inline PERCEPTYPE_ISA {

namespace detail {

/// See `network_from_bytes`.
struct safetensors_format {
    static constexpr const char* call = "from_safetensors";
    using file = safetensors_file;
    template <class Error>
    struct failure : Error {};
};

/// Writes a file of tensors.
inline void save_tensors(const std::string& path, const std::vector<tensor_to_save>& tensors, const char* call) {
    output_file file{path};
    stream_safetensors(as_file_tensors(tensors), {}, call,
                       [&](std::span<const std::byte> bytes) { file.write(bytes); });
    file.commit();
}

}  // namespace detail

/// Reads a network's parameters from a file. Every tensor of the network has to be in the file, and every tensor of the
/// file has to be used, with exactly the network's extents; `tensor_names<Network>()` lists them, and the options say
/// what differs. Elements are F64, F32, F16 or BF16, and are rounded to the network's scalar type.
///
/// A file that does not fit is a `data_error` with the file, the tensor, what was expected and what was found; the
/// network then keeps all its values.
template <class Network, class Path>
void load_safetensors(Network&& network, const Path& path, const weight_options& options = {}) {
    static_assert(loads_from_path<Network, Path>, PERCEPTYPE_TEXT_LOADS_FROM_PATH);
    if constexpr (detail::goes_on<loads_from_path<Network, Path>, Network>()) {
        const std::string name = path;
        const std::vector<std::byte> bytes = detail::read_whole_file(name);
        detail::load_weights(network, safetensors_file{name.c_str(), bytes}, options);
    }
}

/// The same from bytes in memory: flash, a resource, a socket.
template <class Network, class Bytes>
constexpr void read_safetensors(Network&& network, const Bytes& bytes, const weight_options& options = {}) {
    static_assert(reads_from_bytes<Network, Bytes>, PERCEPTYPE_TEXT_READS_FROM_BYTES);
    if constexpr (detail::goes_on<reads_from_bytes<Network, Bytes>, Network>()) {
        const detail::byte_view view{bytes};
        detail::load_weights(network, safetensors_file{"read_safetensors", view.bytes()}, options);
    }
}

/// The network in these bytes: `constexpr auto net = from_safetensors<jet_tagger>(bytes);` with a constant array of
/// `std::byte` or `unsigned char`, and options as above. In constant evaluation, a tensor that does not fit is a compile
/// error that names it. clang's default limit of evaluation steps suffices for about 25,000 parameters.
template <class Network>
inline constexpr detail::network_from_bytes<Network, detail::safetensors_format> from_safetensors{};

/// Writes a network's parameters to a file, with PyTorch's names or those that the options say. A file of that name is
/// replaced at the end, so that it is whole whatever happens. The bytes depend on the parameters only, not on the
/// processor. A file that cannot be written is a `data_error`.
template <class Network, class Path>
void save_safetensors(const Network& network, const Path& path, const weight_options& options = {}) {
    static_assert(saves_to_path<Network, Path>, PERCEPTYPE_TEXT_SAVES_TO_PATH);
    if constexpr (detail::goes_on<saves_to_path<Network, Path>, Network>())
        detail::save_tensors(path, detail::tensors_to_save(network, options, "save_safetensors"), "save_safetensors");
}

/// The bytes of that file.
template <class Network>
[[nodiscard]] std::vector<std::byte> write_safetensors(const Network& network, const weight_options& options = {}) {
    static_assert(has_weights<Network>, PERCEPTYPE_TEXT_IS_A_NETWORK);
    if constexpr (detail::goes_on<has_weights<Network>, Network>())
        return safetensors_bytes(
            detail::as_file_tensors(detail::tensors_to_save(network, options, "write_safetensors")));
    else
        return {};
}

}  // namespace perceptype::inline PERCEPTYPE_ISA
