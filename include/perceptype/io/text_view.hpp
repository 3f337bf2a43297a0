// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
#pragma once

#include <perceptype/config.hpp>

#include <cstddef>
#include <span>
#include <string_view>
#include <type_traits>
#include <vector>

namespace perceptype::inline PERCEPTYPE_ISA::detail {

/// Bytes as characters. It refers to the bytes; in constant evaluation, where they cannot be read as characters, it has
/// a copy.
class text_view {
public:
    constexpr text_view() = default;
    constexpr explicit text_view(std::span<const std::byte> bytes) : bytes_(bytes) {
        if (std::is_constant_evaluated()) {
            copy_.reserve(bytes.size());  // clang cannot evaluate libstdc++ 12's resize
            for (const std::byte byte : bytes) copy_.push_back(static_cast<char>(byte));
        }
    }

    constexpr std::string_view text() const noexcept {
        if (std::is_constant_evaluated()) return {copy_.data(), copy_.size()};
        return {reinterpret_cast<const char*>(bytes_.data()), bytes_.size()};
    }

private:
    std::span<const std::byte> bytes_;
    std::vector<char> copy_;
};

}  // namespace perceptype::inline PERCEPTYPE_ISA::detail
