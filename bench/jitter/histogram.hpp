// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
#pragma once

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>

namespace jitter {

/// Places for all times: below 2^(place_bits + 1) one each; every doubling behind that has 2^place_bits of them.
inline constexpr std::size_t place_bits = 9;
inline constexpr std::size_t place_count = (65 - place_bits) << place_bits;

constexpr std::size_t place_of(std::uint64_t time) {
    const auto length = static_cast<std::size_t>(std::bit_width(time));
    const std::size_t shift = length > place_bits + 1 ? length - place_bits - 1 : 0;
    return (shift << place_bits) + static_cast<std::size_t>(time >> shift);
}
constexpr std::uint64_t least_at(std::size_t place) {
    const std::size_t shift = place < std::size_t{2} << place_bits ? 0 : (place >> place_bits) - 1;
    return static_cast<std::uint64_t>(place - (shift << place_bits)) << shift;
}
static_assert(place_of(1023) == 1023 && place_of(1024) == 1024 && place_of(1025) == 1024 && place_of(1026) == 1025);
static_assert(least_at(1023) == 1023 && least_at(1025) == 1026 && least_at(place_of(5 << 20)) == 5 << 20);
static_assert(place_of(~std::uint64_t{0}) == place_count - 1);

/// How often each time was seen, in storage that never grows: in ticks exact below 1024, to 0.2 % above.
class histogram {
    std::array<std::uint64_t, place_count> counts_{};
    std::uint64_t total_ = 0, worst_ = 0;

public:
    void add(std::uint64_t time) {
        ++counts_[place_of(time)];
        ++total_;
        if (time > worst_) worst_ = time;
    }
    /// The time that this share of all times does not exceed.
    std::uint64_t percentile(double share) const {
        const double wanted = share * static_cast<double>(total_);
        std::uint64_t seen = 0;
        for (std::size_t place = 0; place < place_count; ++place) {
            seen += counts_[place];
            if (seen != 0 && static_cast<double>(seen) >= wanted) return least_at(place);
        }
        return worst_;
    }
    std::uint64_t worst() const { return worst_; }
};

}  // namespace jitter
