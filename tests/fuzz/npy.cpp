// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt

/// Arrays in .npy format: whatever is accepted has the bytes of its shape, and can be written and read again.

#include <perceptype/io/npy.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <span>
#include <vector>

namespace pt = perceptype;

namespace {

void require(bool condition) {
    if (!condition) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const auto bytes = std::as_bytes(std::span(data, size));
    pt::file_tensor tensor;
    try {
        tensor = pt::parse_npy(bytes, "fuzz.npy");
    } catch (const pt::data_error&) {
        return 0;
    }
    require(tensor.rank <= pt::file_tensor::max_rank && !tensor.type_name.empty());
    if (tensor.type == pt::element_type::other) return 0;
    const std::size_t element_size = pt::size_of_element(tensor.type);
    require(tensor.bytes.size() == tensor.size() * element_size);
    double sum = 0;
    for (std::size_t at = 0; at < tensor.bytes.size(); at += element_size)
        sum += pt::load_element<double>(tensor.type, tensor.bytes.data() + at, tensor.byte_order);
    volatile double result = sum;
    static_cast<void>(result);
    const std::vector<std::byte> written = pt::npy_bytes(tensor);
    const pt::file_tensor again = pt::parse_npy(written, "written.npy");
    require(again.type == tensor.type && again.byte_order == tensor.byte_order && again.extents == tensor.extents);
    require(again.rank == tensor.rank && again.column_major == (tensor.column_major && tensor.rank > 1));
    require(std::equal(again.bytes.begin(), again.bytes.end(), tensor.bytes.begin(), tensor.bytes.end()));
    return 0;
}
