// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
#pragma once

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>

namespace jitter {

/// Buckets for all times: one for each value below 2^(bucket_bits + 1); after that, 2^bucket_bits for each power of two.
inline constexpr std::size_t bucket_bits = 9;
inline constexpr std::size_t bucket_count = (65 - bucket_bits) << bucket_bits;

constexpr std::size_t bucket_of(std::uint64_t time) {
    const auto length = static_cast<std::size_t>(std::bit_width(time));
    const std::size_t shift = length > bucket_bits + 1 ? length - bucket_bits - 1 : 0;
    return (shift << bucket_bits) + static_cast<std::size_t>(time >> shift);
}
constexpr std::uint64_t lower_bound_of(std::size_t bucket) {
    const std::size_t shift = bucket < std::size_t{2} << bucket_bits ? 0 : (bucket >> bucket_bits) - 1;
    return static_cast<std::uint64_t>(bucket - (shift << bucket_bits)) << shift;
}
static_assert(bucket_of(1023) == 1023 && bucket_of(1024) == 1024 && bucket_of(1025) == 1024 && bucket_of(1026) == 1025);
static_assert(lower_bound_of(1023) == 1023 && lower_bound_of(1025) == 1026 &&
              lower_bound_of(bucket_of(5 << 20)) == 5 << 20);
static_assert(bucket_of(~std::uint64_t{0}) == bucket_count - 1);

/// Counts how often each time occurred, in fixed storage: exact below 1024 ticks, within 0.2 % above.
class histogram {
    std::array<std::uint64_t, bucket_count> counts_{};
    std::uint64_t total_ = 0, worst_ = 0;

public:
    void add(std::uint64_t time) {
        ++counts_[bucket_of(time)];
        ++total_;
        if (time > worst_) worst_ = time;
    }
    /// The time that the given share of all times does not exceed.
    std::uint64_t percentile(double share) const {
        const double rank = share * static_cast<double>(total_);
        std::uint64_t seen = 0;
        for (std::size_t bucket = 0; bucket < bucket_count; ++bucket) {
            seen += counts_[bucket];
            if (seen != 0 && static_cast<double>(seen) >= rank) return lower_bound_of(bucket);
        }
        return worst_;
    }
    std::uint64_t worst() const { return worst_; }
};

}  // namespace jitter
