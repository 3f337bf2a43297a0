// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
#pragma once

/// The arrays of an .npz file: what numpy.savez and numpy.savez_compressed write, a ZIP archive of .npy files.
///
/// Compressed arrays need zlib, and the library depends on it only if asked to. With CMake:
///
///     find_package(perceptype REQUIRED COMPONENTS zlib)        # or add_subdirectory(perceptype)
///     target_link_libraries(program PRIVATE perceptype::zlib)  # in place of perceptype::perceptype
///
/// Without CMake: `-D PERCEPTYPE_ZLIB` for the compiler and `-lz` for the linker. Otherwise a compressed array is an
/// error.

#include <perceptype/config.hpp>
#include <perceptype/error.hpp>
#include <perceptype/io/byte_buffer.hpp>
#include <perceptype/io/crc32.hpp>
#include <perceptype/io/file_tensor.hpp>
#include <perceptype/io/inflate.hpp>
#include <perceptype/io/npy.hpp>
#include <perceptype/io/zip_archive.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <memory>
#include <new>
#include <span>
#include <string_view>

namespace perceptype::inline PERCEPTYPE_ISA {

inline namespace PERCEPTYPE_NPZ {

/// The arrays of an .npz file in memory, a TensorFile. Their names are those of the archive's members without ".npy".
///
/// Stored arrays refer to the file's bytes; compressed ones are decompressed into memory of the object's own, which is
/// never more than three times what the compressed data have yielded.
class npz_file {
public:
    /// `bytes` and `name`, the file's name for error messages, must outlive the object.
    ///
    /// Throws data_error with the file and member, or byte, expected and found: not a ZIP archive, an incomplete one,
    /// or one whose records do not agree; members that are encrypted, overlap, continue in another file or are
    /// compressed other than by deflate; a wrong CRC-32 or size; members that are not arrays (see parse_npy); two of one
    /// name; deflated members in a build without zlib; too little memory.
    npz_file(std::span<const std::byte> bytes, const char* name,
             detail::inflate_function inflate = detail::default_inflate)
        : name_(name) {
        const detail::zip_archive archive(bytes, name);
        const std::size_t most = archive.members().size();
        arrays_.reset(new (std::nothrow) array[most]);
        if (arrays_ == nullptr) archive.fail_memory(most * sizeof(array));
        for (const detail::zip_member& member : archive.members()) {
            const bool folder = member.name.ends_with('/') && member.size == 0;
            if (!folder) read(archive, member, inflate, arrays_[count_++]);
        }
        check_names(archive);
    }

    const char* name() const noexcept { return name_; }
    /// The number of arrays.
    std::size_t size() const noexcept { return count_; }
    /// The array of that index, in the order of the file.
    file_tensor tensor(std::size_t index) const noexcept { return arrays_[index].tensor; }

private:
    struct array {
        file_tensor tensor;
        detail::byte_buffer inflated;
    };

    static void read(const detail::zip_archive& archive, const detail::zip_member& member,
                     detail::inflate_function inflate, array& to) {
        std::span<const std::byte> bytes = archive.compressed(member);
        if (member.method == detail::zip_archive::deflated) bytes = inflated(archive, member, inflate, to.inflated);
        if (const std::uint32_t crc = detail::crc32(bytes); crc != member.crc)
            archive.fail(member, {"data with the CRC-32 ", member.crc}, crc);
        std::string_view name = member.name;
        if (name.ends_with(".npy")) name.remove_suffix(4);
        to.tensor = parse_npy(bytes, detail::member_source(archive.name(), member.name).c_str(), name);
    }

    static std::span<const std::byte> inflated(const detail::zip_archive& archive, const detail::zip_member& member,
                                               detail::inflate_function inflate, detail::byte_buffer& to) {
        if (inflate == nullptr)
            archive.fail(member, "a stored member (numpy.savez) or a build with zlib (PERCEPTYPE_ZLIB)",
                         "a deflated one");
        if (member.size >= (std::numeric_limits<std::size_t>::max)()) archive.fail_memory(member.size);
        const auto size = static_cast<std::size_t>(member.size);
        const char* found = nullptr;
        switch (inflate(archive.compressed(member), size, to)) {
            case detail::inflate_result::complete: break;
            case detail::inflate_result::corrupt: found = "corrupt deflated data"; break;
            case detail::inflate_result::too_short: found = "fewer"; break;
            case detail::inflate_result::too_long: found = "more"; break;
            case detail::inflate_result::trailing: found = "more compressed data after them"; break;
            case detail::inflate_result::no_memory: archive.fail_memory(member.size);
        }
        if (found != nullptr) archive.fail(member, {size, " bytes when inflated"}, found);
        return {to.data(), size};
    }

    void check_names(const detail::zip_archive& archive) const {
        const std::unique_ptr<std::string_view[]> names(new (std::nothrow) std::string_view[count_]);
        if (names == nullptr) archive.fail_memory(count_ * sizeof(std::string_view));
        for (std::size_t i = 0; i < count_; ++i) names[i] = arrays_[i].tensor.name;
        std::sort(names.get(), names.get() + count_);
        const std::string_view* const end = names.get() + count_;
        if (const auto* const twice = std::adjacent_find(static_cast<const std::string_view*>(names.get()), end);
            twice != end)
            PERCEPTYPE_THROW(
                data_error::in_file(detail::member_source(name_, *twice).c_str(), "one array of that name", "two"));
    }

    const char* name_;
    std::unique_ptr<array[]> arrays_;
    std::size_t count_ = 0;
};

}  // namespace PERCEPTYPE_NPZ

static_assert(TensorFile<npz_file>);

}  // namespace perceptype::inline PERCEPTYPE_ISA
