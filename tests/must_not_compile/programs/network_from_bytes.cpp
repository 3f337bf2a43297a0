// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt

#include <perceptype.hpp>
#include <perceptype/io/safetensors.hpp>

#include <array>
#include <cstddef>
#include <cstdio>

namespace pt = perceptype;

// A dense layer with 2 inputs and 1 unit.
constexpr char text[] =
    "\x80\0\0\0\0\0\0\0"
    "{\"0.weight\":{\"dtype\":\"F32\",\"shape\":[1,2],\"data_offsets\":[0,8]},"
    "\"0.bias\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[8,12]}}      "
    "\0\0\x80\x3f\0\0\0\xc0\0\0\0\x3f";
constexpr auto file = [] {
    std::array<std::byte, sizeof(text) - 1> bytes{};
    for (std::size_t i = 0; i < bytes.size(); ++i) bytes[i] = static_cast<std::byte>(text[i]);
    return bytes;
}();

#include PERCEPTYPE_CASE

int main() {
    constexpr auto net = pt::from_safetensors<net_type>(file);
    std::printf("%g\n", static_cast<double>(net({0.5f, 1.0f})[0]));
}
