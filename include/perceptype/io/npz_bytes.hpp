// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
#pragma once

/// Writes arrays in the format of numpy.savez.

#include <perceptype/config.hpp>
#include <perceptype/error.hpp>
#include <perceptype/io/crc32.hpp>
#include <perceptype/io/file_tensor.hpp>
#include <perceptype/io/npy.hpp>

#include <algorithm>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace perceptype::inline PERCEPTYPE_ISA {

namespace detail {

/// The records of a ZIP archive whose members are stored. Time stamps are 1980-01-01, so that equal arrays give equal
/// bytes.
class zip_writer {
public:
    void reserve(std::size_t size) { bytes_.reserve(size); }

    /// A member of two pieces.
    void add(std::string_view name, std::span<const std::byte> head, std::span<const std::byte> tail) {
        const auto header = static_cast<std::uint32_t>(bytes_.size());
        const auto size = static_cast<std::uint32_t>(head.size() + tail.size());
        const std::uint32_t crc = crc32(tail, crc32(head));
        const bool ascii =
            std::all_of(name.begin(), name.end(), [](char c) { return static_cast<signed char>(c) >= 0; });
        const auto append_common = [&](std::vector<std::byte>& to) {
            append<std::uint16_t>(to, version);
            append<std::uint16_t>(to, ascii ? 0 : 1 << 11);  // the name is in UTF-8
            append<std::uint16_t>(to, 0);                    // stored
            append<std::uint16_t>(to, 0);                    // 00:00:00
            append<std::uint16_t>(to, 1 << 5 | 1);           // 1980-01-01
            append<std::uint32_t>(to, crc);
            append<std::uint32_t>(to, size);
            append<std::uint32_t>(to, size);
            append<std::uint16_t>(to, name.size());
            append<std::uint16_t>(to, 0);  // extra fields
        };
        append<std::uint32_t>(bytes_, 0x04034b50);
        append_common(bytes_);
        append(bytes_, std::as_bytes(std::span(name)));
        append(bytes_, head);
        append(bytes_, tail);

        append<std::uint32_t>(directory_, 0x02014b50);
        append<std::uint16_t>(directory_, 3 << 8 | version);  // attributes are those of Unix
        append_common(directory_);
        append<std::uint16_t>(directory_, 0);  // comment
        append<std::uint16_t>(directory_, 0);  // part
        append<std::uint16_t>(directory_, 0);
        append<std::uint32_t>(directory_, std::uint32_t{0600} << 16);
        append<std::uint32_t>(directory_, header);
        append(directory_, std::as_bytes(std::span(name)));
        ++count_;
    }

    std::vector<std::byte> finish() && {
        const std::size_t directory = bytes_.size();
        append(bytes_, directory_);
        append<std::uint32_t>(bytes_, 0x06054b50);
        append<std::uint32_t>(bytes_, 0);  // part
        append<std::uint16_t>(bytes_, count_);
        append<std::uint16_t>(bytes_, count_);
        append<std::uint32_t>(bytes_, directory_.size());
        append<std::uint32_t>(bytes_, directory);
        append<std::uint16_t>(bytes_, 0);  // comment
        return (std::move)(bytes_);
    }

    /// The size of what the archive contains beside the data of a member.
    static constexpr std::size_t size_of_records(std::size_t name) noexcept { return 30 + 46 + 2 * name; }
    static constexpr std::size_t size_of_end = 22;

private:
    static constexpr unsigned version = 20;  ///< of the format: 2.0

    template <std::unsigned_integral Integer>
    static void append(std::vector<std::byte>& to, std::size_t value) {
        for (std::size_t i = 0; i < sizeof(Integer); ++i) to.push_back(static_cast<std::byte>(value >> 8 * i & 0xff));
    }
    static void append(std::vector<std::byte>& to, std::span<const std::byte> bytes) {
        to.insert(to.end(), bytes.begin(), bytes.end());
    }

    std::vector<std::byte> bytes_;
    std::vector<std::byte> directory_;
    std::size_t count_ = 0;
};

}  // namespace detail

/// The bytes of an .npz file that numpy.load and npz_file read: the tensors, whose names are distinct, as uncompressed
/// arrays. They depend on nothing but the tensors.
///
/// Throws data_error if a tensor is not one for npy_bytes, for a name of more than 65531 bytes, more than 65534
/// tensors, or 4 GiB or more (NumPy then writes a newer version of the ZIP format, which npz_file reads).
[[nodiscard]] inline std::vector<std::byte> npz_bytes(std::span<const file_tensor> tensors) {
    constexpr std::size_t longest_name = 65535 - 4;
    constexpr std::size_t most_tensors = 65534;
    constexpr std::uint64_t most_bytes = 0xfffffffe;
    if (tensors.size() > most_tensors)
        PERCEPTYPE_THROW(data_error::in_argument("npz: tensors", {"at most ", most_tensors}, tensors.size()));
    std::uint64_t size = detail::zip_writer::size_of_end;
    for (const file_tensor& tensor : tensors) {
        if (tensor.name.size() > longest_name)
            PERCEPTYPE_THROW(
                data_error::in_argument("npz: size of a name", {"at most ", longest_name}, tensor.name.size()));
        size += detail::zip_writer::size_of_records(tensor.name.size() + 4) + detail::npy_header_of(tensor).size();
        if (size > most_bytes || tensor.bytes.size() > most_bytes - size)
            PERCEPTYPE_THROW(
                data_error::in_argument("npz: size of the file", {"at most ", most_bytes, " bytes"}, "more"));
        size += tensor.bytes.size();
    }
    detail::zip_writer archive;
    archive.reserve(static_cast<std::size_t>(size));
    for (const file_tensor& tensor : tensors) {
        const std::string header = detail::npy_header_of(tensor);
        archive.add(std::string(tensor.name) + ".npy", std::as_bytes(std::span(header)), tensor.bytes);
    }
    return (std::move)(archive).finish();
}

}  // namespace perceptype::inline PERCEPTYPE_ISA
