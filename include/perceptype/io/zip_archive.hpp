// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
#pragma once

/// The members of a ZIP archive in memory; npz_file.hpp uses it.
///
/// The format is PKWARE's APPNOTE.TXT 6.3: local headers with data, then the central directory, then the end record.
/// Whatever is stated twice must agree. Archives of several parts, encrypted members and methods other than `stored` and
/// `deflated` are errors, and so are members that overlap: the data of a short archive could otherwise be those of any
/// number of members.

#include <perceptype/config.hpp>
#include <perceptype/error.hpp>
#include <perceptype/io/file_tensor.hpp>
#include <perceptype/io/inflate.hpp>
#include <perceptype/io/input_file.hpp>

#include <algorithm>
#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <initializer_list>
#include <memory>
#include <new>
#include <span>
#include <string_view>

namespace perceptype::inline PERCEPTYPE_ISA {

namespace detail {

/// The source of an error in a member: "weights.npz: fc1.weight.npy". The beginning is missing if the whole is much
/// longer than a data_error's source.
class member_source {
public:
    member_source(const char* archive, std::string_view member) noexcept {
        append(archive);
        append(": ");
        append(member);
        *end_ = '\0';
    }
    const char* c_str() const noexcept { return text_.data(); }

private:
    void append(std::string_view text) noexcept {
        const std::size_t capacity = text_.size() - 1;
        text = text.substr(text.size() - (std::min)(text.size(), capacity));
        const auto used = static_cast<std::size_t>(end_ - text_.data());
        if (used + text.size() > capacity) {
            const std::size_t excess = used + text.size() - capacity;
            std::memmove(text_.data(), text_.data() + excess, used - excess);
            end_ -= excess;
        }
        end_ = std::copy(text.begin(), text.end(), end_);
    }

    std::array<char, 256> text_;
    char* end_ = text_.data();
};

struct zip_member {
    std::string_view name;
    std::uint16_t flags = 0;
    std::uint16_t method = 0;  ///< 0: stored, 8: deflated
    std::uint32_t crc = 0;     ///< of the data when decompressed
    std::uint64_t compressed_size = 0;
    std::uint64_t size = 0;
    std::uint64_t header = 0;  ///< the offset of the local header
    std::uint64_t data = 0;
    std::uint64_t end = 0;  ///< the offset of what follows the member
};

class zip_archive {
public:
    static constexpr std::uint16_t stored = 0;
    static constexpr std::uint16_t deflated = 8;

    /// Reads all headers, and no data. `name` is the archive's, for error messages. Both must outlive the archive.
    zip_archive(std::span<const std::byte> bytes, const char* name) : bytes_(bytes), name_(name) {
        read_end_record();
        read_directory();
        std::sort(members_.get(), members_.get() + count_,
                  [](const zip_member& a, const zip_member& b) { return a.header < b.header; });
        for (std::size_t i = 0; i < count_; ++i) {
            read_local_header(members_[i]);
            if (i != 0 && members_[i - 1].end > members_[i].header)
                fail(members_[i], {"a member after byte ", members_[i - 1].end}, {"one at byte ", members_[i].header});
        }
    }

    const char* name() const noexcept { return name_; }
    /// In the order of their data. Several may have the same name.
    std::span<const zip_member> members() const noexcept { return {members_.get(), count_}; }
    /// A member's data as they are in the archive.
    std::span<const std::byte> compressed(const zip_member& member) const noexcept {
        return bytes_.subspan(static_cast<std::size_t>(member.data), static_cast<std::size_t>(member.compressed_size));
    }

    [[noreturn]] void fail(const zip_member& member, const data_error::text& expected,
                           const data_error::text& found) const {
        PERCEPTYPE_THROW(data_error::in_file(member_source(name_, member.name).c_str(), expected, found));
    }
    [[noreturn]] void fail_memory(std::uint64_t size) const {
        PERCEPTYPE_THROW(data_error::in_file(name_, {"memory for ", size, " bytes"}, "too little"));
    }

private:
    static constexpr std::uint32_t in_zip64 = 0xffffffff;  ///< the value of a field whose value is in a ZIP64 record

    struct signature {
        static constexpr std::uint32_t local_header = 0x04034b50, directory_entry = 0x02014b50, descriptor = 0x08074b50,
                                       end_record = 0x06054b50, zip64_end_record = 0x06064b50,
                                       zip64_locator = 0x07064b50;
    };
    struct flag {
        static constexpr unsigned encrypted = 1 << 0 | 1 << 6 | 1 << 13, has_descriptor = 1 << 3, is_patch = 1 << 5;
    };
    struct size_of {
        static constexpr std::size_t local_header = 30, directory_entry = 46, end_record = 22, zip64_end_record = 56,
                                     zip64_locator = 20, longest_comment = 65535;
    };

    [[noreturn]] void fail_at(std::uint64_t byte, const data_error::text& expected,
                              const data_error::text& found) const {
        PERCEPTYPE_THROW(data_error::at_byte(name_, static_cast<std::size_t>(byte), expected, found));
    }

    template <std::unsigned_integral Integer>
    Integer load(std::uint64_t offset) const noexcept {
        return load_integer<Integer>(bytes_.data() + offset, std::endian::little);
    }
    std::uint16_t load16(std::uint64_t offset) const noexcept { return load<std::uint16_t>(offset); }
    std::uint32_t load32(std::uint64_t offset) const noexcept { return load<std::uint32_t>(offset); }
    std::uint64_t load64(std::uint64_t offset) const noexcept { return load<std::uint64_t>(offset); }
    std::string_view text(std::uint64_t offset, std::size_t size) const noexcept {
        return {reinterpret_cast<const char*>(bytes_.data()) + offset, size};
    }

    /// The end record is followed by a comment of up to 65535 bytes, up to the end of the archive.
    std::size_t find_end_record() const {
        if (bytes_.size() >= size_of::end_record) {
            const std::size_t last = bytes_.size() - size_of::end_record;
            const std::size_t first = last - (std::min)(last, size_of::longest_comment);
            std::size_t other = last + 1;  // one whose comment does not end where the archive does
            for (std::size_t at = last + 1; at-- > first;)
                if (load32(at) == signature::end_record) {
                    if (load16(at + 20) == last - at) return at;
                    if (other > last) other = at;
                }
            if (other <= last)
                fail_at(other, {"an end record with a comment of ", last - other, " bytes, up to the end of the data"},
                        {"one of ", load16(other + 20)});
        }
        const std::string_view start = text(0, (std::min<std::size_t>)(bytes_.size(), 6));
        if (start.starts_with("PK\x03\x04"))
            fail_at(bytes_.size(), "the end record of a ZIP archive", "the end of the data (the file is incomplete)");
        fail_at(0, "a ZIP archive (.npz)",
                start == "\x93NUMPY"                  ? "a single array (.npy)"
                : start.starts_with("\x1f\x8b")       ? "gzip data"
                : bytes_.size() < size_of::end_record ? "fewer than 22 bytes"
                                                      : "another format");
    }

    void read_end_record() {
        const std::size_t end = find_end_record();
        std::uint64_t entries = load16(end + 10);
        std::uint64_t size = load32(end + 12);
        directory_ = load32(end + 16);
        directory_end_ = end;
        bool one_part = load16(end + 4) == 0 && load16(end + 6) == 0 && load16(end + 8) == entries;

        const bool incomplete = entries == 0xffff || size == in_zip64 || directory_ == in_zip64;
        if ((incomplete || directory_ + size != end) && end >= size_of::zip64_locator &&
            load32(end - size_of::zip64_locator) == signature::zip64_locator) {
            const std::size_t locator = end - size_of::zip64_locator;
            const std::uint64_t record = load64(locator + 8);
            if (record > locator || locator - record < size_of::zip64_end_record ||
                load32(record) != signature::zip64_end_record || load64(record + 4) != locator - record - 12)
                fail_at(locator, "a ZIP64 end record before this locator", {"byte ", record});
            const auto agree = [](std::uint64_t brief, std::uint64_t full, std::uint64_t absent) {
                return brief == full || brief == absent;
            };
            if (!agree(entries, load64(record + 32), 0xffff) || !agree(size, load64(record + 40), in_zip64) ||
                !agree(directory_, load64(record + 48), in_zip64))
                fail_at(record, "the same central directory as in the end record", "another one");
            entries = load64(record + 32);
            size = load64(record + 40);
            directory_ = load64(record + 48);
            directory_end_ = record;
            one_part = one_part && load32(locator + 4) == 0 && load32(locator + 16) <= 1 && load32(record + 16) == 0 &&
                       load32(record + 20) == 0 && load64(record + 24) == entries;
        }
        if (!one_part) fail_at(end, "a ZIP archive in one file", "one part of several");
        if (directory_ > directory_end_ || size != directory_end_ - directory_)
            fail_at(end, {"a central directory that ends at byte ", directory_end_},
                    {size, " bytes at byte ", directory_});
        if (entries > size / size_of::directory_entry)
            fail_at(end, {"at most ", size / size_of::directory_entry, " members"}, entries);
        count_ = static_cast<std::size_t>(entries);
    }

    void read_directory() {
        members_.reset(new (std::nothrow) zip_member[count_]);
        if (members_ == nullptr) fail_memory(count_ * sizeof(zip_member));
        std::uint64_t at = directory_;
        for (std::size_t i = 0; i < count_; ++i) {
            if (directory_end_ - at < size_of::directory_entry || load32(at) != signature::directory_entry)
                fail_at(at, {"entry ", i + 1, " of the central directory"}, "something else");
            at = read_entry(at, members_[i]);
        }
        if (at != directory_end_) fail_at(at, "the end of the central directory", {directory_end_ - at, " more bytes"});
    }

    /// Returns the offset of the next entry.
    std::uint64_t read_entry(std::uint64_t at, zip_member& member) const {
        const std::uint64_t names = at + size_of::directory_entry;
        const std::size_t name_size = load16(at + 28);
        const std::size_t extra_size = load16(at + 30);
        const std::size_t comment_size = load16(at + 32);
        if (directory_end_ - names < name_size + extra_size + comment_size)
            fail_at(at, {directory_end_ - names, " bytes of names at most"}, name_size + extra_size + comment_size);
        member.name = text(names, name_size);
        member.flags = load16(at + 8);
        member.method = load16(at + 10);
        member.crc = load32(at + 16);
        member.compressed_size = load32(at + 20);
        member.size = load32(at + 24);
        member.header = load32(at + 42);
        std::uint64_t part = load16(at + 34);
        // NumPy says that names are in UTF-8 if they are not ASCII; other programs write UTF-8 and do not say so.
        if (member.name.empty() || member.name.find('\0') != std::string_view::npos || utf16_of(member.name).empty())
            fail_at(names, "a name in UTF-8", name_size == 0 ? "an empty one" : "another one");
        read_zip64_extra(member, names + name_size, extra_size, {&member.size, &member.compressed_size, &member.header},
                         part);

        if (part != 0) fail(member, "a ZIP archive in one file", {"a member in part ", part + 1});
        if ((member.flags & flag::encrypted) != 0) fail(member, "a plain member", "an encrypted one");
        if ((member.flags & flag::is_patch) != 0) fail(member, "a plain member", "a patch");
        if (member.method != stored && member.method != deflated)
            fail(member, "a stored or deflated member", {"compression method ", member.method});
        if (member.method == stored && member.size != member.compressed_size)
            fail(member, {member.size, " bytes, as the member is stored"}, member.compressed_size);
        if (member.method == deflated && member.size / largest_deflate_ratio > member.compressed_size)
            fail(member, {"at most ", largest_deflate_ratio, " times its compressed size"},
                 {member.size, " bytes from ", member.compressed_size});
        return names + name_size + extra_size + comment_size;
    }

    /// The extra field 1 has, in this order, the values of those fields that are 0xffffffff.
    void read_zip64_extra(const zip_member& member, std::uint64_t at, std::size_t size,
                          std::initializer_list<std::uint64_t*> fields, std::uint64_t& part) const {
        bool found = false;
        // Programs that align data leave up to three bytes at the end.
        for (std::size_t field_size = 0; size >= 4; at += field_size, size -= field_size) {
            const unsigned id = load16(at);
            field_size = load16(at + 2);
            at += 4;
            size -= 4;
            if (field_size > size) fail(member, {size, " bytes of extra fields"}, field_size);
            if (id != 1) continue;
            if (found) fail(member, "one ZIP64 field", "two");
            found = true;
            std::size_t used = 0;
            for (std::uint64_t* const field : fields) {
                if (*field != in_zip64) continue;
                if (field_size - used < 8) fail(member, {"a ZIP64 field of ", used + 8, " bytes"}, field_size);
                *field = load64(at + used);
                used += 8;
            }
            if (part == 0xffff && field_size - used >= 4) part = load32(at + used);
        }
    }

    void read_local_header(zip_member& member) const {
        const std::uint64_t at = member.header;
        if (at > directory_ || directory_ - at < size_of::local_header || load32(at) != signature::local_header)
            fail(member, {"a local header at byte ", at}, at < directory_ ? "something else" : "the central directory");
        const std::size_t name_size = load16(at + 26);
        const std::size_t extra_size = load16(at + 28);
        const std::uint64_t names = at + size_of::local_header;
        if (directory_ - names < name_size + extra_size || text(names, name_size) != member.name)
            fail(member, {"the same name in the local header at byte ", at}, "another one");
        const unsigned flags = load16(at + 6);
        if (load16(at + 8) != member.method || (flags ^ member.flags) & (flag::encrypted | flag::has_descriptor))
            fail(member, {"the same method and flags in the local header at byte ", at}, "others");
        std::uint64_t size = load32(at + 22);
        std::uint64_t compressed_size = load32(at + 18);
        std::uint64_t no_part = 0;
        read_zip64_extra(member, names + name_size, extra_size, {&size, &compressed_size}, no_part);
        const bool described_later = (flags & flag::has_descriptor) != 0;
        const auto agrees = [&](std::uint64_t local, std::uint64_t central) {
            return local == central || (described_later && local == 0);
        };
        if (!agrees(load32(at + 14), member.crc) || !agrees(size, member.size) ||
            !agrees(compressed_size, member.compressed_size))
            fail(member, {"the same size and CRC-32 in the local header at byte ", at}, "others");
        member.data = names + name_size + extra_size;
        if (directory_ - member.data < member.compressed_size)
            fail(member, {member.compressed_size, " bytes at byte ", member.data},
                 {directory_ - member.data, " before the central directory"});
        member.end = member.data + member.compressed_size;
        if (described_later) member.end += size_of_descriptor(member);
    }

    /// The data descriptor after a member, written by programs that cannot seek: CRC-32 and sizes. A signature before
    /// them is optional, and the sizes have 4 or 8 bytes.
    std::size_t size_of_descriptor(const zip_member& member) const {
        for (const std::size_t before : {std::size_t{4}, std::size_t{0}})
            for (const std::size_t width : {std::size_t{4}, std::size_t{8}}) {
                if (directory_ - member.end < before + 4 + 2 * width) continue;
                if (before != 0 && load32(member.end) != signature::descriptor) continue;
                const std::uint64_t sizes = member.end + before + 4;
                const bool agrees = width == 4
                                        ? load32(sizes) == member.compressed_size && load32(sizes + 4) == member.size
                                        : load64(sizes) == member.compressed_size && load64(sizes + 8) == member.size;
                if (agrees && load32(sizes - 4) == member.crc) return before + 4 + 2 * width;
            }
        fail(member, {"its size and CRC-32 again at byte ", member.end}, "others");
    }

    std::span<const std::byte> bytes_;
    const char* name_;
    std::unique_ptr<zip_member[]> members_;
    std::size_t count_ = 0;
    std::uint64_t directory_ = 0;  ///< the offset of the central directory
    std::uint64_t directory_end_ = 0;
};

}  // namespace detail

}  // namespace perceptype::inline PERCEPTYPE_ISA
