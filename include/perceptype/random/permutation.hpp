// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
#pragma once

#include <perceptype/config.hpp>
#include <perceptype/random/generator.hpp>

#include <bit>
#include <cstddef>
#include <cstdint>

namespace perceptype::inline PERCEPTYPE_ISA::detail {

/// A random permutation of 0 .. count - 1 in a fixed amount of memory: `order(i)` is its i-th value. `count` is at most
/// 2^62.
///
/// Up to 256 values are shuffled in place (Fisher and Yates), from draws that are uniform to within 2^-24. Of more, each
/// index is encrypted by a Feistel network (Black and Rogaway, "Ciphers with arbitrary finite domains", 2002), 256
/// indices in a row, in loops that compilers vectorize. From 256 values on, its eight rounds are as many as it takes
/// for 10^5 orders to show no deviation in the values that follow one another.
class permutation {
public:
    constexpr permutation(std::size_t count, std::uint64_t seed) noexcept : count_(count) { draw(seed); }

    /// Becomes the permutation of that seed.
    constexpr void draw(std::uint64_t seed) noexcept {
        generator random{seed};
        if (count_ <= window_size) {
            window_[0] = 0;
            for (std::size_t i = 1; i < count_; ++i) {
                const auto drawn = static_cast<std::size_t>((random.next() >> 32) * (i + 1) >> 32);
                window_[i] = window_[drawn];
                window_[drawn] = i;
            }
            filled_ = count_;
        } else {
            low_bits_ = static_cast<int>(std::bit_width(count_ - 1)) / 2;
            high_end_ = static_cast<std::uint32_t>(((count_ - 1) >> low_bits_) + 1);
            for (std::uint32_t& key : keys_) key = static_cast<std::uint32_t>(random.next() >> 32);
            filled_ = 0;
        }
    }

    constexpr std::size_t size() const noexcept { return count_; }

    /// The value at `index`, below `size()`; fast for one index after another.
    constexpr std::size_t operator()(std::size_t index) noexcept {
        if (index - first_ >= filled_) fill(index);
        return window_[index - first_];
    }

private:
    static constexpr std::size_t window_size = 256;
    static constexpr std::size_t part = 64;  // of a window, encrypted together: enough for full registers, little stack
    static constexpr int rounds = 8;

    [[gnu::noinline]] constexpr void fill(std::size_t index) noexcept {
        first_ = index / window_size * window_size;
        filled_ = count_ - first_ < window_size ? count_ - first_ : window_size;
        for (std::size_t i = 0; i < window_size; ++i) window_[i] = first_ + i;
        for (std::size_t i = 0; i < window_size; i += part) encrypt<part>(window_ + i);
        // The domain has fewer than sqrt(2 * count) values that are too large; these are encrypted once more.
        for (std::size_t i = 0; i < filled_; ++i)
            while (window_[i] >= count_) encrypt<1>(window_ + i);
    }

    /// Encrypts values below high_end_ * 2^low_bits_. `high` and `low` are the quotient and the remainder by
    /// 2^low_bits_; in turn, a hash of one is added to the other.
    template <std::size_t Size>
    constexpr void encrypt(std::size_t* values) const noexcept {
        std::uint32_t high[Size] = {};
        std::uint32_t low[Size] = {};
        const auto mask = (std::uint32_t{1} << low_bits_) - 1;
        const int hash_shift = 32 - low_bits_;
        for (std::size_t i = 0; i < Size; ++i) {
            high[i] = static_cast<std::uint32_t>(values[i] >> low_bits_);
            low[i] = static_cast<std::uint32_t>(values[i]) & mask;
        }
        for (int round = 0; round < rounds; round += 2) {
            for (std::size_t i = 0; i < Size; ++i) {
                const std::uint64_t hash = hashed(low[i] + keys_[round]);
                const std::uint32_t sum = high[i] + static_cast<std::uint32_t>(hash * high_end_ >> 32);
                high[i] = sum < high_end_ ? sum : sum - high_end_;
            }
            for (std::size_t i = 0; i < Size; ++i)
                low[i] = (low[i] + (hashed(high[i] + keys_[round + 1]) >> hash_shift)) & mask;
        }
        for (std::size_t i = 0; i < Size; ++i) values[i] = static_cast<std::size_t>(high[i]) << low_bits_ | low[i];
    }

    /// Every bit of the argument changes the upper half of the result. Multipliers: C. Wellons, "Hash prospector".
    static constexpr std::uint32_t hashed(std::uint32_t bits) noexcept {
        bits *= 0x7feb352d;
        return (bits ^ bits >> 15) * 0x846ca68b;
    }

    std::size_t count_;
    std::size_t first_ = 0;   // the index of the window's first value
    std::size_t filled_ = 0;  // how many values the window has
    int low_bits_ = 0;
    std::uint32_t high_end_ = 0;
    std::uint32_t keys_[rounds] = {};
    std::size_t window_[window_size] = {};
};

}  // namespace perceptype::inline PERCEPTYPE_ISA::detail
