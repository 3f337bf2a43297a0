// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt

/// JSON texts: whatever is accepted is read in the same way value by value, and its numbers are rounded as by strtod.

#include <perceptype/io/json.hpp>

#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

namespace pt = perceptype;

namespace {

using pt::detail::json_reader;

void require(bool condition) {
    if (!condition) std::abort();
}

/// Reads a value and those in it. Recursion is bounded by the reader's depth.
std::size_t count_values(json_reader& json, std::string_view text) {
    std::size_t count = 1;
    switch (json.next_kind()) {
        case json_reader::kind::object:
            for (json.begin_object(); json.next_key();) {
                require(json.key() == json.key().text());
                count += count_values(json, text);
            }
            break;
        case json_reader::kind::array:
            for (json.begin_array(); json.next_element();) count += count_values(json, text);
            break;
        case json_reader::kind::string: {
            const auto string = json.string();
            require(string.text().size() <= string.raw.size());
            break;
        }
        case json_reader::kind::number: {
            const std::size_t first = json.position();
            const double value = json.number();
            const std::string number{text.substr(first, json.position() - first)};
            const auto bits = std::bit_cast<std::uint64_t>(value);
            require(bits == std::bit_cast<std::uint64_t>(std::strtod(number.c_str(), nullptr)));
            require(bits == std::bit_cast<std::uint64_t>(pt::detail::evaluate_decimal(number)));
            break;
        }
        case json_reader::kind::boolean: (void)json.boolean(); break;
        case json_reader::kind::null: json.null(); break;
    }
    return count;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text{reinterpret_cast<const char*>(data), size};
    bool accepted = false;
    try {
        json_reader json{"fuzz.json", text};
        json.skip();
        json.end();
        accepted = true;
    } catch (const pt::data_error& error) {
        require(error.position() <= size);
    }
    try {
        json_reader json{"fuzz.json", text};
        require(count_values(json, text) <= size);
        json.end();
        require(accepted);
    } catch (const pt::data_error& error) {
        // Numbers that no double represents are skipped, and not read.
        require(!accepted || std::string_view(error.expected()) == "a number in the range of a double");
    }
    return 0;
}
