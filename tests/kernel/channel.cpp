// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
#include <perceptype/kernel/channel.hpp>

#include <boost/test/unit_test.hpp>

#include <cstddef>
#include <vector>

namespace kernels = perceptype::kernels;

BOOST_AUTO_TEST_SUITE(kernel_channel)

/// Two rows of 1, 2, 3, ...
template <std::size_t Count, std::size_t Pixels, std::size_t Widest>
void check() {
    using rows = kernels::channel_rows<Count, Pixels, float, Widest>;
    std::vector<float> x(2 * rows::row);
    std::vector<float> scale(rows::channel_row);
    for (std::size_t s = 0; s < 2; ++s)
        for (std::size_t i = 0; i < rows::cols; ++i) x[s * rows::row + i] = static_cast<float>(1 + i + s);
    for (std::size_t c = 0; c < Count; ++c) scale[c] = static_cast<float>(10 * c + 1);

    std::vector<float> sums(rows::channel_row, -1);
    rows::sum(2, sums.data(), [&]<class Pack>(std::size_t s, std::size_t i, auto channel) {
        return Pack::load(x.data() + s * rows::row + i) * channel.template of<Pack>(scale.data());
    });
    std::vector<float> y(2 * rows::row, -1);
    rows::for_each([&](std::size_t i, auto channel) { channel.of(scale.data()).store(y.data() + i); });
    std::vector<int> times(rows::row);
    rows::for_each_once([&]<class Pack>(std::size_t i, auto) {
        for (std::size_t lane = 0; lane < Pack::lanes; ++lane) ++times[i + lane];
    });
    rows::zero_padding(1, y.data());
    for (std::size_t c = 0; c < Count; ++c) {
        float expected = 0;
        for (std::size_t i = c * Pixels; i < (c + 1) * Pixels; ++i) {
            expected += static_cast<float>(1 + i + (2 + i)) * scale[c];
            BOOST_TEST(y[i] == scale[c]);
            BOOST_TEST(times[i] == 1);
        }
        BOOST_TEST(sums[c] == expected, boost::test_tools::tolerance(1e-6f));
    }
    if (Widest == 1 && Pixels == 1) return;  // single lanes, as in constant evaluation, read no padding and leave it
    for (std::size_t c = Count; c < rows::channel_row; ++c) BOOST_TEST(sums[c] == 0);
    for (std::size_t i = rows::cols; i < rows::row; ++i) BOOST_TEST(y[i] == 0);
}

BOOST_AUTO_TEST_CASE(channels_of_any_size) {
    check<5, 1, kernels::native_lanes<float>>();
    check<19, 1, 1>();
    check<3, 7, kernels::native_lanes<float>>();
    check<2, 16, kernels::native_lanes<float>>();
    check<1, 33, 1>();
}

BOOST_AUTO_TEST_SUITE_END()
