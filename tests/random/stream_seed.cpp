// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
#include <perceptype/random/stream_seed.hpp>

#include <boost/test/unit_test.hpp>

#include <perceptype/random/generator.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <vector>

using perceptype::detail::stream_seed;

BOOST_AUTO_TEST_SUITE(random_stream_seed)

BOOST_AUTO_TEST_CASE(streams_of_any_path_have_their_own_seeds) {
    std::vector<std::uint64_t> seeds;
    for (std::uint64_t number = 0; number < 32; ++number) {
        // Small numbers, and what a trainer makes of them.
        const std::uint64_t seed = number < 16 ? number : perceptype::generator{number - 16}.next();
        for (std::uint64_t step = 0; step < 16; ++step) {
            const std::uint64_t of_step = stream_seed(seed, step);
            seeds.push_back(of_step);
            for (std::uint64_t layer = 0; layer < 16; ++layer) {
                seeds.push_back(stream_seed(of_step, layer));
                for (std::uint64_t sample = 0; sample < 16; ++sample)
                    seeds.push_back(stream_seed(stream_seed(of_step, layer), sample));
            }
        }
    }
    std::sort(seeds.begin(), seeds.end());
    BOOST_TEST((std::adjacent_find(seeds.begin(), seeds.end()) == seeds.end()));

    // One bit of seed or number changes each bit of the result with probability 1/2.
    double farthest = 0;
    constexpr int trials = 2000;
    for (const bool of_number : {false, true})
        for (int bit = 0; bit < 64; ++bit) {
            std::array<int, 64> changes{};
            for (std::uint64_t trial = 0; trial < trials; ++trial) {
                const std::uint64_t other = trial ^ std::uint64_t{1} << bit;
                const std::uint64_t differ =
                    stream_seed(trial, 3) ^ (of_number ? stream_seed(trial, 3 ^ trial ^ other) : stream_seed(other, 3));
                for (std::size_t i = 0; i < 64; ++i) changes[i] += static_cast<int>(differ >> i & 1);
            }
            for (const int count : changes)
                farthest = std::max(farthest, std::abs(count - trials / 2.0) / std::sqrt(trials / 4.0));
        }
    BOOST_TEST(farthest < 5.5);  // 8192 counts
}
static_assert(stream_seed(1, 2) != stream_seed(2, 1));

BOOST_AUTO_TEST_SUITE_END()
