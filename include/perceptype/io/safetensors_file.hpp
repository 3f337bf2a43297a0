// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
#pragma once

#include <perceptype/config.hpp>
#include <perceptype/error.hpp>
#include <perceptype/io/file_tensor.hpp>
#include <perceptype/io/safetensors_header.hpp>
#include <perceptype/io/text_view.hpp>

#include <bit>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace perceptype::inline PERCEPTYPE_ISA {

/// The tensors of a file in the format safetensors, in the order of its header; also in constant evaluation.
///
/// The whole file is checked first: a size, a name, a type or an offset that contradicts the format's rules is a
/// data_error with the byte, what was expected and what was found. Elements that are not floating-point numbers of at
/// least 16 bits are of the type element_type::other: `bytes` are theirs, and type_name is the file's ("I64", "BOOL",
/// "F8_E4M3", ...). A tensor of more than eight dimensions is an error.
///
/// It refers to the bytes and the name that it was given. It allocates about as much as the file's header takes.
class safetensors_file {
public:
    /// `name` is the file in error messages: its path, or the call.
    constexpr safetensors_file(const char* name, std::span<const std::byte> bytes)
        : name_(name),
          header_text_(bytes.subspan(detail::safetensors_header::size_bytes, header_size(name, bytes))),
          data_(bytes.subspan(detail::safetensors_header::size_bytes + header_text_.text().size())),
          header_(name, header_text_.text(), data_.size()) {}

    constexpr const char* name() const noexcept { return name_; }
    /// The number of tensors.
    constexpr std::size_t size() const noexcept { return header_.size(); }
    /// A tensor. Its name may refer to this object.
    constexpr file_tensor tensor(std::size_t index) const {
        file_tensor result = header_.tensor(header_text_.text(), index);
        result.bytes = data_.subspan(header_.begin(index), header_.end(index) - header_.begin(index));
        return result;
    }
    /// The value of a key of the `__metadata__`, texts that belong to the file as a whole; nothing if there is none.
    constexpr std::optional<std::string> metadata(std::string_view key) const {
        return header_.metadata(name_, header_text_.text(), key);
    }

private:
    static constexpr std::size_t header_size(const char* name, std::span<const std::byte> bytes) {
        constexpr std::size_t size_bytes = detail::safetensors_header::size_bytes;
        if (bytes.size() < size_bytes) fail_short(name, bytes.size(), "a header's size of 8 bytes");
        const auto size = detail::load_integer<std::uint64_t>(bytes.data(), std::endian::little);
        if (size > detail::safetensors_header::max_size) fail_large(name, size);
        if (size > bytes.size() - size_bytes)
            fail_short(name, bytes.size(), "a header of " + std::to_string(size) + " bytes");
        return static_cast<std::size_t>(size);
    }

    [[noreturn]] static void fail_short(const char* name, std::size_t size, const std::string& expected) {
        PERCEPTYPE_THROW(data_error::at_byte(name, size, expected, "the end of the file"));
    }
    [[noreturn]] static void fail_large(const char* name, std::uint64_t size) {
        constexpr std::uint64_t zip = 0x04034b50;  // "PK", 3, 4
        if ((size & 0xffffffff) == zip)
            PERCEPTYPE_THROW(data_error::at_byte(name, 0, "a file of safetensors",
                                                 "a ZIP archive, as NumPy's savez and torch.save write"));
        PERCEPTYPE_THROW(data_error::at_byte(
            name, 0, {"a header of at most ", detail::safetensors_header::max_size, " bytes"}, size));
    }

    const char* name_;
    detail::text_view header_text_;
    std::span<const std::byte> data_;
    detail::safetensors_header header_;
};

static_assert(TensorFile<safetensors_file>);

}  // namespace perceptype::inline PERCEPTYPE_ISA
