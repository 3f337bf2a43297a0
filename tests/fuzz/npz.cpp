// libraries: -DPERCEPTYPE_ZLIB -lz
// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt

/// Archives in .npz format: whatever is accepted has arrays of distinct names with the bytes of their shapes.
///
/// A fuzzer does not guess checksums. Therefore those in the input are corrected first if its size is even.

#include <perceptype/io/crc32.hpp>
#include <perceptype/io/inflate.hpp>
#include <perceptype/io/npz_bytes.hpp>
#include <perceptype/io/npz_file.hpp>
#include <perceptype/io/zip_archive.hpp>

#include <algorithm>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <set>
#include <span>
#include <string_view>
#include <utility>
#include <vector>

namespace pt = perceptype;

namespace {

void require(bool condition) {
    if (!condition) std::abort();
}

void store32(std::vector<std::byte>& bytes, std::size_t at, std::uint32_t value) {
    for (int i = 0; i < 4; ++i) bytes[at + static_cast<std::size_t>(i)] = static_cast<std::byte>(value >> 8 * i);
}
bool has(const std::vector<std::byte>& bytes, std::size_t at, std::uint32_t value) {
    return bytes.size() >= at + 4 &&
           pt::detail::load_integer<std::uint32_t>(bytes.data() + at, std::endian::little) == value;
}

/// Puts the CRC-32 of each member where the archive has that of the member.
void correct_checksums(std::vector<std::byte>& bytes) {
    std::vector<std::pair<std::size_t, std::uint32_t>> checksums;
    try {
        const pt::detail::zip_archive archive(bytes, "fuzz.npz");
        for (const pt::detail::zip_member& member : archive.members()) {
            auto data = archive.compressed(member);
            pt::detail::byte_buffer inflated;
            if (member.method == pt::detail::zip_archive::deflated) {
                const auto size = static_cast<std::size_t>(member.size);
                if (pt::detail::inflate_by_zlib(data, size, inflated) != pt::detail::inflate_result::complete) continue;
                data = {inflated.data(), size};
            }
            const std::uint32_t crc = pt::detail::crc32(data);
            // In the central directory, before the name.
            const auto name = reinterpret_cast<const std::byte*>(member.name.data());
            const auto entry = static_cast<std::size_t>(name - bytes.data()) - 46;
            checksums.emplace_back(entry + 16, crc);
            const auto header = static_cast<std::size_t>(member.header);
            if (!has(bytes, header + 14, 0) || !(member.flags & 8)) checksums.emplace_back(header + 14, crc);
            if (member.flags & 8) {
                const auto end = static_cast<std::size_t>(member.data + member.compressed_size);
                const std::size_t before = has(bytes, end, 0x08074b50) ? 4 : 0;
                checksums.emplace_back(end + before, crc);
            }
        }
    } catch (const pt::data_error&) {
    }
    for (const auto& [at, crc] : checksums) store32(bytes, at, crc);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const auto input = std::as_bytes(std::span(data, size));
    std::vector<std::byte> bytes(input.begin(), input.end());
    if (size % 2 == 0) correct_checksums(bytes);
    try {
        const pt::npz_file file(bytes, "fuzz.npz");
        std::set<std::string_view> names;
        std::vector<pt::file_tensor> floats;
        for (std::size_t i = 0; i < file.size(); ++i) {
            const pt::file_tensor tensor = file.tensor(i);
            require(names.insert(tensor.name).second);
            // Reads every byte, so that a sanitizer sees any that is not there.
            volatile std::uint32_t crc = pt::detail::crc32(tensor.bytes);
            static_cast<void>(crc);
            if (tensor.type == pt::element_type::other) continue;
            require(tensor.bytes.size() == tensor.size() * pt::size_of_element(tensor.type));
            if (tensor.name.size() <= 65531) floats.push_back(tensor);
        }
        const std::vector<std::byte> written = pt::npz_bytes(floats);
        const pt::npz_file again(written, "written.npz", nullptr);
        require(again.size() == floats.size());
        for (std::size_t i = 0; i < again.size(); ++i) {
            const pt::file_tensor tensor = again.tensor(i);
            require(tensor.name == floats[i].name && tensor.extents == floats[i].extents);
            require(
                std::equal(tensor.bytes.begin(), tensor.bytes.end(), floats[i].bytes.begin(), floats[i].bytes.end()));
        }
    } catch (const pt::data_error& error) {
        require(!std::string_view(error.source()).starts_with("written"));
    }
    return 0;
}
