// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
#pragma once

#include <perceptype/config.hpp>

#include <cstdint>

namespace perceptype::inline PERCEPTYPE_ISA::detail {

/// The seed of stream `number` of a seed. Nested calls number the streams of steps, layers and samples.
///
/// A hash of both: each number gives a seed another stream, and each seed gives a number another one. The number goes
/// through MurmurHash3's finalizer first, so that (seed, number + 1) and (seed + 1, number) are unrelated as well, and
/// the result through SplitMix64's. The two differ: seeds are themselves results of SplitMix64, and the same function of
/// seed and number would cancel where these are equal.
constexpr std::uint64_t stream_seed(std::uint64_t seed, std::uint64_t number) noexcept {
    std::uint64_t bits = number + 0x9e3779b97f4a7c15;
    bits = (bits ^ bits >> 33) * 0xff51afd7ed558ccd;
    bits = (bits ^ bits >> 33) * 0xc4ceb9fe1a85ec53;
    bits ^= bits >> 33 ^ seed;
    bits = (bits ^ bits >> 30) * 0xbf58476d1ce4e5b9;
    bits = (bits ^ bits >> 27) * 0x94d049bb133111eb;
    return bits ^ bits >> 31;
}

}  // namespace perceptype::inline PERCEPTYPE_ISA::detail
