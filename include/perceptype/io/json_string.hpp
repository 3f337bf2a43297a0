// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
#pragma once

#include <perceptype/config.hpp>

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace perceptype::inline PERCEPTYPE_ISA::detail {

constexpr std::uint32_t hexadecimal_digit(char digit) {
    return static_cast<std::uint32_t>(digit >= 'a' ? digit - 'a' + 10 : digit >= 'A' ? digit - 'A' + 10 : digit - '0');
}

/// The end of a string, after its last code point.
inline constexpr std::uint32_t end_of_string = 0xffffffff;

/// The code point at `at` in a JSON string that json_reader has checked; `at` moves after it, except at the closing
/// quotation mark.
constexpr std::uint32_t next_code_point(const char*& at) {
    const auto byte = [](char character) { return std::uint32_t{static_cast<unsigned char>(character)}; };
    const auto unit = [&] {  // four hexadecimal digits
        std::uint32_t value = 0;
        for (int i = 0; i < 4; ++i) value = value << 4 | hexadecimal_digit(*at++);
        return value;
    };
    const std::uint32_t lead = byte(*at);
    if (lead == '"') return end_of_string;
    ++at;
    if (lead == '\\') {
        switch (const char escape = *at++; escape) {
            case 'b': return '\b';
            case 'f': return '\f';
            case 'n': return '\n';
            case 'r': return '\r';
            case 't': return '\t';
            case 'u': break;
            default: return byte(escape);
        }
        const std::uint32_t first = unit();
        if (first < 0xd800 || first > 0xdfff) return first;
        at += 2;  // the second half of a surrogate pair
        return 0x10000 + ((first & 0x3ff) << 10) + (unit() & 0x3ff);
    }
    if (lead < 0x80) return lead;
    const int following = lead < 0xe0 ? 1 : lead < 0xf0 ? 2 : 3;
    std::uint32_t code = lead & (0x3fu >> following);
    for (int i = 0; i < following; ++i) code = code << 6 | (byte(*at++) & 0x3f);
    return code;
}

/// A string in a JSON text, checked by json_reader. It refers to the text.
struct json_string {
    std::string_view raw;      ///< as it is spelt between the quotation marks
    bool escaped = false;      ///< it contains escapes: `raw` is not yet the string
    std::size_t position = 0;  ///< the byte of the opening quotation mark, in the file

    /// Calls `put` with each byte of the string in UTF-8.
    template <class Put>
    constexpr void decode(Put put) const {
        const auto tail = [&](std::uint32_t bits) { put(static_cast<char>(0x80 | (bits & 0x3f))); };
        for (const char* at = raw.data(); at != raw.data() + raw.size();) {
            const std::uint32_t code = next_code_point(at);
            if (code < 0x80) {
                put(static_cast<char>(code));
            } else if (code < 0x800) {
                put(static_cast<char>(0xc0 | code >> 6));
                tail(code);
            } else if (code < 0x10000) {
                put(static_cast<char>(0xe0 | code >> 12));
                tail(code >> 6);
                tail(code);
            } else {
                put(static_cast<char>(0xf0 | code >> 18));
                tail(code >> 12);
                tail(code >> 6);
                tail(code);
            }
        }
    }

    /// The string in UTF-8.
    constexpr std::string text() const {
        if (!escaped) return std::string(raw);
        std::string result;
        result.reserve(raw.size());
        decode([&](char byte) { result.push_back(byte); });
        return result;
    }

    constexpr bool operator==(std::string_view other) const {
        if (!escaped) return raw == other;
        std::size_t equal = 0;
        bool differs = false;
        decode([&](char byte) {
            differs = differs || equal == other.size() || other[equal] != byte;
            if (!differs) ++equal;
        });
        return !differs && equal == other.size();
    }
};

}  // namespace perceptype::inline PERCEPTYPE_ISA::detail
