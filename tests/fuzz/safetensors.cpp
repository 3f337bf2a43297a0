// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt

/// Files of safetensors: whatever is accepted has tensors of distinct names that fill the data, and can be written and
/// read again.
///
/// A fuzzer does not guess sizes. Therefore, if the first byte is odd, the size of the header is made that of the input
/// up to the brace that closes the first one.

#include <perceptype/io/safetensors_bytes.hpp>
#include <perceptype/io/safetensors_file.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace pt = perceptype;

namespace {

void require(bool condition) {
    if (!condition) std::abort();
}

/// The end of the header, if the input is one with its data.
std::size_t end_of_header(std::span<const std::byte> bytes) {
    std::size_t depth = 0;
    for (std::size_t i = 8; i < bytes.size(); ++i) {
        if (bytes[i] == std::byte{'{'}) ++depth;
        if (bytes[i] == std::byte{'}'} && --depth == 0) return i + 1;
    }
    return bytes.size();
}

std::vector<pt::file_tensor> tensors_of(const pt::safetensors_file& file) {
    std::vector<pt::file_tensor> tensors;
    for (std::size_t i = 0; i < file.size(); ++i) tensors.push_back(file.tensor(i));
    return tensors;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const auto input = std::as_bytes(std::span(data, size));
    std::vector<std::byte> bytes(input.begin(), input.end());
    if (size > 8 && data[0] % 2 != 0) {
        const std::uint64_t header = end_of_header(bytes) - 8;
        for (std::size_t i = 0; i < 8; ++i) bytes[i] = static_cast<std::byte>(header >> 8 * i & 0xff);
    }
    try {
        const pt::safetensors_file file("fuzz.safetensors", bytes);
        const std::vector<pt::file_tensor> tensors = tensors_of(file);
        std::set<std::string_view> names;
        std::size_t total = 0;
        double sum = 0;
        for (const pt::file_tensor& tensor : tensors) {
            require(names.insert(tensor.name).second);
            require(tensor.rank <= pt::file_tensor::max_rank && !tensor.type_name.empty());
            total += tensor.bytes.size();
            if (tensor.type == pt::element_type::other) continue;
            const std::size_t element_size = pt::size_of_element(tensor.type);
            require(tensor.bytes.size() == tensor.size() * element_size);
            for (std::size_t at = 0; at < tensor.bytes.size(); at += element_size)
                sum += pt::load_element<double>(tensor.type, tensor.bytes.data() + at, tensor.byte_order);
        }
        volatile double result = sum;
        static_cast<void>(result);
        require(total < bytes.size());
        const auto format = file.metadata("format");
        std::vector<pt::safetensors_metadata> metadata;
        if (format) metadata.push_back({"format", *format});
        // Tensors are written in the order of the header, which need not be that of the data.
        const std::vector<std::byte> written = pt::safetensors_bytes(tensors, metadata);
        const pt::safetensors_file again("written.safetensors", written);
        require(again.size() == file.size() && again.metadata("format") == format);
        for (std::size_t i = 0; i < tensors.size(); ++i) {
            const pt::file_tensor tensor = again.tensor(i);
            require(tensor.name == tensors[i].name && tensor.type_name == tensors[i].type_name);
            require(tensor.rank == tensors[i].rank && tensor.extents == tensors[i].extents);
            require(std::ranges::equal(tensor.bytes, tensors[i].bytes));
        }
    } catch (const pt::data_error& error) {
        require(error.position() <= bytes.size());
    }
    return 0;
}
