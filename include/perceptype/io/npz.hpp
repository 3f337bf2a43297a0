// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
#pragma once

/// Networks in and out of .npz files, NumPy's archives of arrays.

#include <perceptype/config.hpp>
#include <perceptype/diagnostics/text.hpp>
#include <perceptype/io/byte_view.hpp>
#include <perceptype/io/file_tensor.hpp>
#include <perceptype/io/input_file.hpp>
#include <perceptype/io/load_weights.hpp>
#include <perceptype/io/npz_bytes.hpp>
#include <perceptype/io/npz_file.hpp>
#include <perceptype/io/output_file.hpp>
#include <perceptype/io/save_weights.hpp>
#include <perceptype/io/weight_calls.hpp>
#include <perceptype/io/weight_options.hpp>

#include <cstddef>
#include <string>
#include <vector>

namespace perceptype::inline PERCEPTYPE_ISA {

// Translation units with and without zlib share none of these functions.
inline namespace PERCEPTYPE_NPZ {

/// Reads a network's parameters from a file that `numpy.savez` wrote, or `numpy.savez_compressed` if the program has
/// zlib; see npz_file.hpp. The arrays have the names and extents of the network's tensors: `tensor_names<Network>()`
/// lists them, and the options say what differs. Elements are float64, float32 or float16 in either byte order, and are
/// rounded to the network's scalar type.
///
/// A file that does not fit is a `data_error` with the file, the array, what was expected and what was found; the
/// network then keeps all its values.
template <class Network, class Path>
void load_npz(Network&& network, const Path& path, const weight_options& options = {}) {
    static_assert(loads_from_path<Network, Path>, PERCEPTYPE_TEXT_LOADS_FROM_PATH);
    if constexpr (detail::goes_on<loads_from_path<Network, Path>, Network>()) {
        const std::string name = path;
        const std::vector<std::byte> bytes = detail::read_whole_file(name);
        detail::load_weights(network, npz_file{bytes, name.c_str()}, options);
    }
}

/// The same from bytes in memory.
template <class Network, class Bytes>
void read_npz(Network&& network, const Bytes& bytes, const weight_options& options = {}) {
    static_assert(reads_from_bytes<Network, Bytes>, PERCEPTYPE_TEXT_READS_FROM_BYTES);
    if constexpr (detail::goes_on<reads_from_bytes<Network, Bytes>, Network>()) {
        const detail::byte_view view{bytes};
        detail::load_weights(network, npz_file{view.bytes(), "read_npz"}, options);
    }
}

/// Writes a network's parameters to a file that `numpy.load` reads, with PyTorch's names or those that the options say.
/// A file of that name is replaced at the end, so that it is whole whatever happens. A file that cannot be written is a
/// `data_error`.
template <class Network, class Path>
void save_npz(const Network& network, const Path& path, const weight_options& options = {}) {
    static_assert(saves_to_path<Network, Path>, PERCEPTYPE_TEXT_SAVES_TO_PATH);
    if constexpr (detail::goes_on<saves_to_path<Network, Path>, Network>()) {
        const std::vector<tensor_to_save> tensors = detail::tensors_to_save(network, options, "save_npz");
        detail::output_file file{path};
        file.write(npz_bytes(detail::as_file_tensors(tensors)));
        file.commit();
    }
}

}  // namespace PERCEPTYPE_NPZ

}  // namespace perceptype::inline PERCEPTYPE_ISA
