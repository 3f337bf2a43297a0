// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
#pragma once

/// The header of a file in the format safetensors. Source of all rules: the section "Format" of
/// https://github.com/huggingface/safetensors, and the checks of its reader, src/tensor.rs.

#include <perceptype/config.hpp>
#include <perceptype/io/file_tensor.hpp>
#include <perceptype/io/json.hpp>
#include <perceptype/io/safetensors_type.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace perceptype::inline PERCEPTYPE_ISA::detail {

/// An index of the tensors in a header. It takes at most 44 bytes for a tensor, which has at least 49 in the header.
class safetensors_header {
public:
    static constexpr std::size_t size_bytes = 8;  // before the header
    static constexpr std::size_t max_size = 100'000'000;
    static constexpr std::string_view metadata_name = "__metadata__";

    /// Checks everything: `data_size` is what follows the header. The text has at most max_size bytes.
    constexpr safetensors_header(const char* file, std::string_view text, std::size_t data_size) {
        json_reader json{file, text, size_bytes, "the end of the header"};
        if (!text.starts_with('{')) fail_start(json, text);
        entries_.reserve(text.size() / least_entry_size);
        json.begin_object();
        while (json.next_key()) {
            if (json.key() == metadata_name)
                read_metadata(json, text);
            else
                read_tensor(json, data_size);
        }
        for (std::size_t i = json.position() - size_bytes; i < text.size(); ++i)
            if (text[i] != ' ') fail_padding(json, size_bytes + i, text[i]);
        std::vector<std::uint32_t> order;
        order.reserve(entries_.size());
        for (std::size_t i = 0; i < entries_.size(); ++i) order.push_back(static_cast<std::uint32_t>(i));
        check_names(json, text, order);
        check_offsets(json, order, data_size);
    }

    constexpr std::size_t size() const noexcept { return entries_.size(); }

    /// A tensor without its bytes, which are [begin(index), end(index)) of the data. Its name refers to the text or to
    /// this object.
    constexpr file_tensor tensor(std::string_view text, std::size_t index) const {
        const entry& from = entries_[index];
        file_tensor result;
        result.name = name(text, from);
        result.type = safetensors_types[from.type].type;
        result.type_name = safetensors_types[from.type].name;
        for (const char* at = text.data() + from.shape; *at != ']'; ++at) {
            if (*at < '0' || *at > '9') continue;
            std::size_t extent = 0;
            for (; *at >= '0' && *at <= '9'; ++at) extent = extent * 10 + static_cast<std::size_t>(*at - '0');
            result.extents[result.rank++] = extent;
            --at;
        }
        return result;
    }
    constexpr std::size_t begin(std::size_t index) const { return entries_[index].begin; }
    constexpr std::size_t end(std::size_t index) const { return entries_[index].end; }

    /// A value of `__metadata__`, if the file has it.
    constexpr std::optional<std::string> metadata(const char* file, std::string_view text, std::string_view key) const {
        if (metadata_ == 0) return std::nullopt;
        json_reader json{file, text.substr(metadata_)};
        for (json.begin_object(); json.next_key();) {
            const bool found = json.key() == key;
            const json_string value = json.string();
            if (found) return value.text();
        }
        return std::nullopt;
    }

private:
    static constexpr std::size_t least_entry_size =
        std::string_view(R"("":{"dtype":"F4","shape":[0],"data_offsets":[0,0]},)").size() - 2;

    struct entry {
        std::size_t begin;
        std::size_t end;
        std::uint32_t name;  ///< where it begins in the text, or in `decoded_` if it is spelt with escapes
        std::uint32_t name_size;
        std::uint32_t key;  ///< where the key begins in the text
        std::uint32_t shape;
        std::uint8_t type;
        bool escaped;
    };

    constexpr std::string_view name(std::string_view text, const entry& of) const {
        if (!of.escaped) return text.substr(of.name, of.name_size);
        return {decoded_.data() + of.name, of.name_size};
    }

    static constexpr std::uint32_t index_of(std::size_t position) {
        return static_cast<std::uint32_t>(position - size_bytes);
    }

    constexpr void read_tensor(json_reader& json, std::size_t data_size) {
        const json_string key = json.key();
        entry result{};
        result.key = index_of(key.position);
        result.escaped = key.escaped;
        if (key.escaped) {
            result.name = static_cast<std::uint32_t>(decoded_.size());
            key.decode([&](char byte) { decoded_.push_back(byte); });
            result.name_size = static_cast<std::uint32_t>(decoded_.size()) - result.name;
        } else {
            result.name = result.key + 1;
            result.name_size = static_cast<std::uint32_t>(key.raw.size());
        }

        bool has_type = false;
        bool has_shape = false;
        bool has_offsets = false;
        const auto once = [&](bool& has) {
            if (has) fail_field(json, "each field once");
            has = true;
        };
        std::size_t elements = 1;
        std::size_t shape = 0;
        std::size_t offsets = 0;
        json.begin_object("an object with dtype, shape and data_offsets");
        while (json.next_key()) {
            if (json.key() == "dtype") {
                once(has_type);
                const json_string spelt = json.string();
                const std::size_t type = find_safetensors_type([&](const auto& known) { return spelt == known.name; });
                if (type == safetensors_type_count) fail_type(json, spelt);
                result.type = static_cast<std::uint8_t>(type);
            } else if (json.key() == "shape") {
                once(has_shape);
                json.begin_array("an array of extents");
                shape = json.position();
                result.shape = index_of(shape);
                for (std::size_t rank = 0; json.next_element(); ++rank) {
                    if (rank == file_tensor::max_rank)
                        json.fail_at(json.position(), "at most 8 extents", "another one");
                    const std::uint64_t extent = json.unsigned_integer();
                    if (extent > most || (extent != 0 && elements > most / extent))
                        json.fail_at(shape - 1, "fewer elements", "an overflow of their number");
                    elements *= static_cast<std::size_t>(extent);
                }
            } else if (json.key() == "data_offsets") {
                once(has_offsets);
                json.begin_array("an array of two offsets");
                offsets = json.position() - 1;
                result.begin = read_offset(json);
                result.end = read_offset(json);
                if (json.next_element()) json.fail_at(json.position(), "two offsets", "another one");
            } else {
                fail_field(json, "dtype, shape and data_offsets alone");
            }
        }
        if (!has_type || !has_shape || !has_offsets)
            json.fail_at(json.position() - 1,
                         !has_type    ? "dtype"
                         : !has_shape ? "shape"
                                      : "data_offsets",
                         "the end of the tensor's fields");
        if (result.begin > result.end) fail_order(json, offsets, result);
        if (result.end > data_size) fail_end(json, offsets, result, data_size);
        const std::size_t bits = safetensors_types[result.type].bits;
        if (elements > most / bits) json.fail_at(shape - 1, "fewer elements", "an overflow of their size");
        if (elements * bits % 8 != 0) json.fail_at(shape - 1, "elements that fill whole bytes", "a part of a byte");
        if (result.end - result.begin != elements * bits / 8) fail_size(json, offsets, result, elements * bits / 8);
        entries_.push_back(result);
    }

    static constexpr std::size_t read_offset(json_reader& json) {
        const std::size_t before = json.position();
        if (!json.next_element()) json.fail_at(json.position() - 1, "two offsets", "the end of the array");
        const std::uint64_t offset = json.unsigned_integer();
        if (offset > most) json.fail_at(before, "an offset in the file", std::to_string(offset));
        return static_cast<std::size_t>(offset);
    }

    constexpr void read_metadata(json_reader& json, std::string_view text) {
        if (metadata_ != 0) json.fail_at(json.key().position, "distinct names", "a second __metadata__");
        std::vector<std::uint32_t> keys;
        json.begin_object("an object of strings");
        metadata_ = json.position() - 1 - size_bytes;
        while (json.next_key()) {
            keys.push_back(index_of(json.key().position) + 1);
            json.string();
        }
        // -1, 0 or 1. It reads only as far as the shorter key, whatever the length of the other one.
        const auto compare = [text](std::uint32_t a, std::uint32_t b) {
            const char* first = text.data() + a;
            const char* second = text.data() + b;
            while (true) {
                const std::uint32_t x = next_code_point(first);
                const std::uint32_t y = next_code_point(second);
                if (x != y) return x < y ? -1 : 1;
                if (x == end_of_string) return 0;
            }
        };
        std::sort(keys.begin(), keys.end(), [&](std::uint32_t a, std::uint32_t b) { return compare(a, b) < 0; });
        for (std::size_t i = 1; i < keys.size(); ++i)
            if (compare(keys[i - 1], keys[i]) == 0)
                json.fail_at((std::max)(keys[i - 1], keys[i]) - 1 + size_bytes, "distinct keys",
                             "a key for the second time");
    }

    constexpr void check_names(const json_reader& json, std::string_view text,
                               std::vector<std::uint32_t>& order) const {
        // The length first: most names differ in it or at their end.
        std::sort(order.begin(), order.end(), [&](std::uint32_t a, std::uint32_t b) {
            const std::string_view first = name(text, entries_[a]);
            const std::string_view second = name(text, entries_[b]);
            if (first.size() != second.size()) return first.size() < second.size();
            return first < second;
        });
        for (std::size_t i = 1; i < order.size(); ++i)
            if (const std::string_view same = name(text, entries_[order[i]]);
                same == name(text, entries_[order[i - 1]]))
                fail_twice(json, entries_[(std::max)(order[i - 1], order[i])], same);
    }

    constexpr void check_offsets(const json_reader& json, std::vector<std::uint32_t>& order,
                                 std::size_t data_size) const {
        std::sort(order.begin(), order.end(), [&](std::uint32_t a, std::uint32_t b) {
            const entry& first = entries_[a];
            const entry& second = entries_[b];
            return first.begin != second.begin ? first.begin < second.begin : first.end < second.end;
        });
        std::size_t position = 0;
        for (const std::uint32_t i : order) {
            if (entries_[i].begin != position) fail_begin(json, entries_[i], position);
            position = entries_[i].end;
        }
        if (position != data_size) fail_rest(json, position, data_size);
    }

    // Errors. In constant evaluation, the name of the function is in the compiler's text.
    [[noreturn]] static void fail_start(const json_reader& json, std::string_view text) {
        json.fail_at(size_bytes, "'{', the start of the header",
                     text.empty() ? "an empty header" : "byte " + std::to_string(static_cast<unsigned char>(text[0])));
    }
    [[noreturn]] static void fail_padding(const json_reader& json, std::size_t position, char found) {
        json.fail_at(position, "spaces up to the end of the header",
                     "byte " + std::to_string(static_cast<unsigned char>(found)));
    }
    [[noreturn]] static void fail_field(const json_reader& json, const char* expected) {
        json.fail_at(json.key().position, expected, "\"" + json.key().text() + "\"");
    }
    [[noreturn]] static void fail_type(const json_reader& json, const json_string& found) {
        json.fail_at(found.position, "a type of elements, such as \"F32\"", "\"" + found.text() + "\"");
    }
    [[noreturn]] static void fail_order(const json_reader& json, std::size_t position, const entry& found) {
        json.fail_at(position, "offsets in order",
                     std::to_string(found.begin) + " before " + std::to_string(found.end));
    }
    [[noreturn]] static void fail_end(const json_reader& json, std::size_t position, const entry& found,
                                      std::size_t data_size) {
        const std::string expected = "offsets up to " + std::to_string(data_size) + ", the size of the data";
        json.fail_at(position, expected.c_str(), std::to_string(found.end));
    }
    [[noreturn]] static void fail_size(const json_reader& json, std::size_t position, const entry& found,
                                       std::size_t size) {
        const std::string expected = std::to_string(size) + " bytes, as dtype and shape say";
        json.fail_at(position, expected.c_str(), std::to_string(found.end - found.begin));
    }
    [[noreturn]] static void fail_twice(const json_reader& json, const entry& second, std::string_view found) {
        json.fail_at(size_bytes + second.key, "distinct names", "a second tensor " + std::string(found));
    }
    [[noreturn]] static void fail_begin(const json_reader& json, const entry& found, std::size_t expected) {
        const std::string text = "data from byte " + std::to_string(expected) + " of the data on";
        json.fail_at(size_bytes + found.key, text.c_str(),
                     found.begin < expected ? "an overlap from " + std::to_string(found.begin) + " on"
                                            : "a hole up to " + std::to_string(found.begin));
    }
    [[noreturn]] static void fail_rest(const json_reader& json, std::size_t described, std::size_t data_size) {
        const std::string expected = "tensors for all " + std::to_string(data_size) + " bytes of data";
        json.fail_at(size_bytes, expected.c_str(), "tensors for " + std::to_string(described));
    }

    static constexpr std::size_t most = std::numeric_limits<std::size_t>::max();

    std::vector<entry> entries_;
    std::vector<char> decoded_;
    std::size_t metadata_ = 0;  // where the object begins in the text; 0 if there is none
};

}  // namespace perceptype::inline PERCEPTYPE_ISA::detail
