// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
#pragma once

/// The wire format of Protocol Buffers: a message is a sequence of numbered fields. Source: "Encoding",
/// https://protobuf.dev/programming-guides/encoding. With it alone, ONNX files need no library.

#include "model.hpp"

#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>
#include <vector>

namespace importer::protobuf {

struct field {
    enum kind : unsigned { varint = 0, fixed64 = 1, bytes = 2, fixed32 = 5 };

    unsigned number = 0;
    unsigned type = varint;
    std::uint64_t value = 0;  // of a varint or a fixed number
    std::string_view text;    // of bytes: text, a message or packed numbers

    std::int64_t integer() const { return static_cast<std::int64_t>(value); }
    float single() const {
        const auto bits = static_cast<std::uint32_t>(value);
        float result;
        std::memcpy(&result, &bits, sizeof result);
        return result;
    }
};

class message {
public:
    explicit message(std::string_view bytes) : rest_(bytes) {}

    /// Reads the next field; false at the end.
    bool next(field& f) {
        if (rest_.empty()) return false;
        const std::uint64_t key = varint();
        f = {};
        f.number = static_cast<unsigned>(key >> 3);
        f.type = static_cast<unsigned>(key & 7);
        switch (f.type) {
            case field::varint: f.value = varint(); break;
            case field::fixed64: f.value = fixed(8); break;
            case field::fixed32: f.value = fixed(4); break;
            case field::bytes: {
                const std::uint64_t size = varint();
                if (size > rest_.size())
                    throw import_error("not an ONNX file, or cut short: a field ends after the file");
                f.text = rest_.substr(0, static_cast<std::size_t>(size));
                rest_.remove_prefix(static_cast<std::size_t>(size));
                break;
            }
            default: throw import_error("not an ONNX file: unknown wire type " + std::to_string(f.type));
        }
        if (f.number == 0) throw import_error("not an ONNX file: a field has the number 0");
        return true;
    }

    std::uint64_t varint() {
        std::uint64_t result = 0;
        for (unsigned shift = 0; shift < 64; shift += 7) {
            const auto byte = static_cast<std::uint64_t>(static_cast<unsigned char>(fixed(1)));
            result |= (byte & 0x7f) << shift;
            if (byte < 0x80) return result;
        }
        throw import_error("not an ONNX file: an integer has more than 10 bytes");
    }
    std::uint64_t fixed(std::size_t size) {
        if (rest_.size() < size) throw import_error("not an ONNX file, or cut short: a number ends after the file");
        std::uint64_t result = 0;
        for (std::size_t i = 0; i < size; ++i)
            result |= static_cast<std::uint64_t>(static_cast<unsigned char>(rest_[i])) << (8 * i);
        rest_.remove_prefix(size);
        return result;
    }
    bool at_end() const { return rest_.empty(); }

private:
    std::string_view rest_;
};

/// Appends the elements of a repeated field, which may be packed.
inline void append_integers(std::vector<std::int64_t>& to, const field& f) {
    if (f.type != field::bytes) return to.push_back(f.integer());
    for (message packed(f.text); !packed.at_end();) to.push_back(static_cast<std::int64_t>(packed.varint()));
}

}  // namespace importer::protobuf
