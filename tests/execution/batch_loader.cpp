// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt

#include <perceptype/execution/batch_loader.hpp>

#include <boost/test/unit_test.hpp>

#include <perceptype/block/execution.hpp>
#include <perceptype/kernel/plan.hpp>
#include <perceptype/shape.hpp>

#include <array>
#include <cstddef>

namespace pt = perceptype;

BOOST_AUTO_TEST_SUITE(execution_batch_loader)

namespace {

using several = pt::execution<4 * pt::kernels::row_step, true>;
constexpr std::size_t step = several::step;

template <std::size_t Size>
std::array<std::array<float, Size>, 2 * step + 1> numbered_samples() {
    std::array<std::array<float, Size>, 2 * step + 1> samples{};
    for (std::size_t i = 0; i < samples.size(); ++i) samples[i].fill(static_cast<float>(i));
    return samples;
}

}  // namespace

BOOST_AUTO_TEST_CASE(rows_past_the_end_repeat_the_first_sample) {
    const auto samples = numbered_samples<3>();
    pt::detail::batch_loader<several, float, pt::shape<3>, std::array<float, 3>, pt::shape<3>> loader;
    BOOST_TEST(loader.part_of(100 * step) == several::capacity);
    BOOST_TEST(loader.part_of(step + 1) == step + 1);
    loader.load(samples, samples, step + 1, [](std::size_t s) { return s + 1; });
    const std::size_t row = pt::kernels::padded<float>(3);
    for (std::size_t s = 0; s < 2 * step; ++s) {
        BOOST_TEST(loader.inputs()[s * row + 2] == static_cast<float>(s < step + 1 ? s + 1 : 1));
        BOOST_TEST(loader.targets()[s * row] == loader.inputs()[s * row]);
    }
}

BOOST_AUTO_TEST_CASE(samples_without_padding_are_read_in_place_while_they_make_whole_steps) {
    constexpr std::size_t size = pt::kernels::padded<float>(16);
    const auto samples = numbered_samples<size>();
    pt::detail::batch_loader<several, float, pt::shape<size>, std::array<float, size>> loader;
    BOOST_TEST(loader.part_of(2 * step + 1) == 2 * step);
    BOOST_TEST(loader.load_inputs(samples, 0, 2 * step) == samples[0].data());
    BOOST_TEST(loader.part_of(1) == 1u);
    if (step > 1) BOOST_TEST(loader.load_inputs(samples, 2 * step, 1) != samples[2 * step].data());
    BOOST_TEST(loader.load_inputs(samples, 2 * step, 1)[0] == static_cast<float>(2 * step));
}

BOOST_AUTO_TEST_SUITE_END()
