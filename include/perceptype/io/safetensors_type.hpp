// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
#pragma once

#include <perceptype/config.hpp>
#include <perceptype/io/file_tensor.hpp>

#include <cstddef>
#include <string_view>

namespace perceptype::inline PERCEPTYPE_ISA::detail {

/// An element type of the format safetensors.
struct safetensors_type {
    std::string_view name;
    std::size_t bits;
    element_type type = element_type::other;
};

/// Source: the enumeration Dtype of https://github.com/huggingface/safetensors.
inline constexpr safetensors_type safetensors_types[] = {
    {"F32", 32, element_type::f32},
    {"F64", 64, element_type::f64},
    {"F16", 16, element_type::f16},
    {"BF16", 16, element_type::bf16},
    {"I64", 64},
    {"U64", 64},
    {"I32", 32},
    {"U32", 32},
    {"I16", 16},
    {"U16", 16},
    {"I8", 8},
    {"U8", 8},
    {"BOOL", 8},
    {"C64", 64},
    {"F8_E5M2", 8},
    {"F8_E4M3", 8},
    {"F8_E8M0", 8},
    {"F8_E4M3FNUZ", 8},
    {"F8_E5M2FNUZ", 8},
    {"F6_E2M3", 6},
    {"F6_E3M2", 6},
    {"F4", 4},
};
inline constexpr std::size_t safetensors_type_count = sizeof(safetensors_types) / sizeof(safetensors_type);

/// The index of the type that `equals` accepts; safetensors_type_count if there is none.
template <class Equals>
constexpr std::size_t find_safetensors_type(Equals equals) {
    std::size_t index = 0;
    while (index < safetensors_type_count && !equals(safetensors_types[index])) ++index;
    return index;
}

}  // namespace perceptype::inline PERCEPTYPE_ISA::detail
