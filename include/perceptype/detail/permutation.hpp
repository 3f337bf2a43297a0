// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
#pragma once

#include <perceptype/config.hpp>
#include <perceptype/initializer/generator.hpp>

#include <bit>
#include <cstddef>
#include <cstdint>

namespace perceptype::inline PERCEPTYPE_ISA::detail {

/// A random order of `count` things that needs no memory for them: `order(i)` is the i-th thing's number.
///
/// Six rounds of invertible arithmetic mix the integers below the next power of two; a result that is too large is
/// mixed again until it is not (Black and Rogaway, "Ciphers with arbitrary finite domains", 2002), fewer than two times
/// in the mean. Not every order of many things can come up; those that do show no pattern.
class permutation {
public:
    constexpr permutation(std::size_t count, std::uint64_t seed) noexcept : count_(count) {
        const int width = count < 2 ? 0 : static_cast<int>(std::bit_width(count - 1));
        mask_ = (std::uint64_t{1} << width) - 1;
        shift_ = width < 2 ? 1 : (width + 1) / 2;
        generator random{seed};
        for (round& each : rounds_) each = {random.next() | 1, random.next()};
    }

    constexpr std::size_t size() const noexcept { return count_; }

    /// The number, below `size()`, of the thing at `index`, below `size()`: each comes once.
    constexpr std::size_t operator()(std::size_t index) const noexcept {
        std::uint64_t mixed = index;
        do
            for (const round& each : rounds_) {
                const std::uint64_t low = (mixed * each.factor + each.offset) & mask_;  // carries upwards only,
                mixed = low ^ low >> shift_;                                            // so bring the upper half down
            }
        while (mixed >= count_);
        return static_cast<std::size_t>(mixed);
    }

private:
    struct round {
        std::uint64_t factor;  // odd, so that it can be inverted
        std::uint64_t offset;
    };

    std::uint64_t count_;
    std::uint64_t mask_ = 0;
    int shift_ = 1;
    round rounds_[6] = {};
};

}  // namespace perceptype::inline PERCEPTYPE_ISA::detail
