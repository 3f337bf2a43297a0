// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt

/// Reading a file of safetensors takes about as much memory as its header, whatever the header says.

#include <perceptype/io/safetensors_file.hpp>

#include <cstddef>
#include <cstdio>
#include <cstdlib>
#include <new>
#include <span>
#include <string>

namespace {

std::size_t allocated = 0;
std::size_t peak = 0;

constexpr std::size_t header_bytes = alignof(std::max_align_t);

}  // namespace

void* operator new(std::size_t size) {
    auto* memory = static_cast<std::byte*>(std::malloc(size + header_bytes));
    if (memory == nullptr) throw std::bad_alloc();
    *reinterpret_cast<std::size_t*>(memory) = size;
    allocated += size;
    if (allocated > peak) peak = allocated;
    return memory + header_bytes;
}
void operator delete(void* pointer) noexcept {
    if (pointer == nullptr) return;
    auto* memory = static_cast<std::byte*>(pointer) - header_bytes;
    allocated -= *reinterpret_cast<std::size_t*>(memory);
    std::free(memory);
}
void operator delete(void* pointer, std::size_t) noexcept { operator delete(pointer); }

namespace {

/// Whether the memory was at most twice the header's size and a little.
bool is_bounded(const char* what, const std::string& header, std::size_t data_size = 0) {
    std::string file;
    for (int i = 0; i < 8; ++i) file += static_cast<char>(header.size() >> 8 * i & 0xff);
    file += header + std::string(data_size, 'x');
    const std::size_t before = allocated;
    peak = before;
    const char* result = "accepted";
    try {
        (void)perceptype::safetensors_file(what, std::as_bytes(std::span(file)));
    } catch (const perceptype::data_error& error) {
        result = "rejected";
    }
    std::printf("%s: %s, header of %zu bytes, peak %zu bytes\n", what, result, header.size(), peak - before);
    return peak - before <= 2 * header.size() + 200;
}

/// A number of entries `"<key>":<value>` in an object.
std::string object(int count, const std::string& key, const std::string& value) {
    std::string text = "{";
    for (int i = 0; i < count; ++i) text += (i == 0 ? "\"" : ",\"") + key + std::to_string(i) + "\":" + value;
    return text + "}";
}

}  // namespace

int main() {
    const std::string shortest = R"({"dtype":"U8","shape":[0],"data_offsets":[0,0]})";
    bool right = is_bounded("no tensors", "{}");
    right &= is_bounded("many tensors", object(20000, "", shortest));
    right &= is_bounded("many names with escapes", object(20000, "\\n", shortest));
    right &= is_bounded("a long name", object(1, std::string(1000000, 'n'), shortest));
    right &= is_bounded("a long name with escapes", object(1, "\\n" + std::string(1000000, 'n'), shortest));
    right &= is_bounded("many keys of metadata", "{\"__metadata__\":" + object(100000, "", "\"\"") + "}");
    right &= is_bounded("one name for all", object(1, "", shortest) + std::string(100000, ' '));
    right &=
        is_bounded("a huge tensor", R"({"a":{"dtype":"U8","shape":[99999999999],"data_offsets":[0,99999999999]}})", 8);
    right &= is_bounded("deep nesting", std::string("{\"a\":") + std::string(1000000, '['));
    return right ? 0 : 1;
}
