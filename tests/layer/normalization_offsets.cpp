// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt

// layer_norm, group_norm and batch_norm on data with an offset that is large beside their spread: at least as close to
// the exact results as PyTorch is. The situations are those of reference/normalization_errors.py, which measures
// PyTorch.

#include <perceptype/layer/batch_norm.hpp>
#include <perceptype/layer/group_norm.hpp>
#include <perceptype/layer/layer_norm.hpp>
#include <perceptype/block/batch.hpp>
#include <perceptype/block/execution.hpp>

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <string>
#include <type_traits>
#include <vector>

#include "reference/normalization_errors.hpp"

namespace pt = perceptype;

BOOST_AUTO_TEST_SUITE(layer_normalization_offsets)

namespace {

/// As in normalization_errors.py.
constexpr double offsets[] = {1.2345678, 12.345678, 123.45678, 1234.5678, 12345.678, 123456.78, 1234567.8};
constexpr double spreads[] = {0, 0.001, 0.01, 0.1, 1, 10};
constexpr long double epsilon = 1e-5L, momentum = 0.1L;

double number(std::uint64_t stream, std::uint64_t index) {
    std::uint64_t z = ((stream << 32) + index) * 0x9E3779B97F4A7C15;
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
    z ^= z >> 31;
    return (2 * static_cast<double>(z >> 53) - 2047) / 2048;
}

struct extents {
    std::size_t groups;  ///< 0 for batch_norm, whose groups are the channels of all samples
    std::size_t samples, channels, pixels;
    std::size_t features() const { return channels * pixels; }
    std::size_t size() const { return samples * features(); }
};

/// What a layer receives, one sample after the other.
template <class Scalar>
struct given {
    std::vector<Scalar> x, dy, weight, bias;

    given(const extents& of, int k, int j) {
        const double offset = (k + j) % 2 == 0 ? offsets[k] : -offsets[k];
        for (std::size_t i = 0; i < of.size(); ++i) {
            x.push_back(static_cast<Scalar>(offset + spreads[j] * number(1, i)));
            dy.push_back(static_cast<Scalar>(number(2, i) / 3));
        }
        for (std::size_t c = 0; c < of.channels; ++c) {
            weight.push_back(static_cast<Scalar>(1 + number(3, c) / 2));
            bias.push_back(static_cast<Scalar>(number(4, c) / 2));
        }
    }
};

constexpr const char* names[] = {"y", "dx", "dweight", "dbias", "running mean", "running variance"};
/// One of them each; the last two only of batch_norm.
template <class Number>
using quantities = std::vector<Number>[6];

/// The exact results, and for each quantity how large it is where the terms that it is made of do not cancel: dx the
/// largest |weight dy| / deviation; a sum of n terms the root of the sum of their squares, as terms of random signs give.
template <class Scalar>
void find_exactly(const extents& of, const given<Scalar>& data, quantities<long double>& truth,
                  long double (&scale)[6]) {
    const bool batch = of.groups == 0;
    const std::size_t groups = batch ? of.channels : of.samples * of.groups;
    const auto group_of = [&](std::size_t i) {
        const std::size_t channel = i / of.pixels % of.channels;
        return batch ? channel : i / of.features() * of.groups + channel / (of.channels / of.groups);
    };
    const auto n = static_cast<long double>(of.size() / groups);
    std::vector<long double> mean(groups), variance(groups), delta(groups), product(groups);
    for (std::size_t i = 0; i < of.size(); ++i) mean[group_of(i)] += static_cast<long double>(data.x[i]) / n;
    std::vector<long double> rest(groups);
    for (std::size_t i = 0; i < of.size(); ++i) rest[group_of(i)] += (data.x[i] - mean[group_of(i)]) / n;
    for (std::size_t i = 0; i < of.size(); ++i) {
        const long double centred = data.x[i] - mean[group_of(i)] - rest[group_of(i)];
        variance[group_of(i)] += centred * centred / n;
    }
    truth[2].resize(of.channels);
    truth[3].resize(of.channels);
    std::vector<long double> normal(of.size()), rise(of.size()), squares(of.channels);
    for (std::size_t i = 0; i < of.size(); ++i) {
        const std::size_t g = group_of(i), c = i / of.pixels % of.channels;
        normal[i] = (data.x[i] - mean[g] - rest[g]) / std::sqrt(variance[g] + epsilon);
        rise[i] = static_cast<long double>(data.dy[i]) * data.weight[c];
        truth[0].push_back(normal[i] * data.weight[c] + data.bias[c]);
        truth[2][c] += data.dy[i] * normal[i];
        truth[3][c] += data.dy[i];
        squares[c] += static_cast<long double>(data.dy[i]) * data.dy[i];
        scale[1] = std::max(scale[1], std::abs(rise[i]) / std::sqrt(variance[g] + epsilon));
        delta[g] += rise[i] / n;
        product[g] += rise[i] * normal[i] / n;
    }
    for (std::size_t i = 0; i < of.size(); ++i) {
        const std::size_t g = group_of(i);
        truth[1].push_back((rise[i] - delta[g] - normal[i] * product[g]) / std::sqrt(variance[g] + epsilon));
    }
    for (std::size_t c = 0; batch && c < of.channels; ++c) {
        truth[4].push_back(momentum * (mean[c] + rest[c]));
        truth[5].push_back(1 - momentum + momentum * variance[c] * n / (n - 1));
    }
    scale[2] = scale[3] = std::sqrt(*std::max_element(squares.begin(), squares.end()));
    for (std::size_t q = 0; q < 6; ++q)
        for (const long double each : truth[q]) scale[q] = std::max(scale[q], std::abs(each));
}

/// What the layer makes of the data, at most `Capacity` samples in a pass, as a trainer calls it.
template <class Layer, class Shape, std::size_t Capacity, class Scalar>
void run(const extents& of, const given<Scalar>& data, quantities<Scalar>& found) {
    using block = typename Layer::template block<Scalar, Shape>;
    using execution = pt::execution<Capacity, true>;
    constexpr bool learns = block::can.statistics_passes != 0;
    constexpr std::size_t row = pt::kernels::padded<Scalar>(Shape::size);
    constexpr pt::required_gradients both{true, true};
    std::vector<Scalar> storage(block::storage_size), gradient(block::storage_size);
    for (std::size_t c = 0; c < of.channels; ++c) {
        storage[block::position(c)] = data.weight[c];
        storage[block::position(of.channels + c)] = data.bias[c];
        if constexpr (learns) storage[block::position(3 * of.channels + c)] = 1;
    }
    std::vector<Scalar> x(Capacity * row), y(Capacity * row), dy(Capacity * row), dx(Capacity * row);
    std::vector<Scalar> saved(block::template saved_size<Capacity> + 1);
    const auto pass = [&](auto of_part) {
        for (std::size_t first = 0; first < of.samples; first += Capacity) {
            const std::size_t valid = std::min(Capacity, of.samples - first);
            const execution part = execution::of(valid);
            for (std::size_t s = 0; s < part.samples(); ++s)
                for (std::size_t i = 0; i < Shape::size; ++i) {
                    x[s * row + i] = data.x[(first + (s < valid ? s : 0)) * Shape::size + i];
                    dy[s * row + i] = s < valid ? data.dy[(first + s) * Shape::size + i] : 0;
                }
            const auto batch = of_part(first, valid);
            const Scalar* parameters = storage.data();
            if (!block::train(part, batch, parameters, x.data(), y.data(), saved.data())) continue;
            if (!block::template backward<both>(part, batch, parameters, x.data(), y.data(), saved.data(), dy.data(),
                                                dx.data(), gradient.data()))
                continue;
            for (std::size_t s = 0; s < valid; ++s) {
                found[0].insert(found[0].end(), &y[s * row], &y[s * row] + Shape::size);
                found[1].insert(found[1].end(), &dx[s * row], &dx[s * row] + Shape::size);
            }
        }
    };
    if constexpr (learns) {
        std::vector<Scalar> statistics(block::can.statistics_size);
        constexpr std::size_t nowhere = pt::training_batch<Scalar>::nowhere;
        const auto pass_to = [&](std::size_t forward_end, std::size_t backward_end) {
            pass([&](std::size_t first, std::size_t valid) {
                return pt::training_batch<Scalar>{.count = of.samples,
                                                  .first = first,
                                                  .valid = valid,
                                                  .seed = 0,
                                                  .statistics = statistics.data(),
                                                  .forward_end = forward_end,
                                                  .backward_end = backward_end};
            });
        };
        if (of.samples > Capacity) {
            pass_to(0, nowhere);
            pass_to(nowhere, 0);
        }
        pass_to(nowhere, nowhere);
        block::update_running_statistics(statistics.data(), storage.data());
    } else {
        pass([](std::size_t, std::size_t) { return pt::no_batch{}; });
    }
    for (std::size_t c = 0; c < of.channels; ++c) {
        found[2].push_back(gradient[block::position(c)]);
        found[3].push_back(gradient[block::position(of.channels + c)]);
        if constexpr (learns) {
            found[4].push_back(storage[block::position(2 * of.channels + c)]);
            found[5].push_back(storage[block::position(3 * of.channels + c)]);
        }
    }
}

/// Errors that count for nothing, in units of the last place of a quantity's scale: where there is hardly any offset,
/// PyTorch is sometimes nearly exact by luck, or because it sums floats in double.
constexpr long double floors[] = {2, 3, 3, 2, 2, 2};

template <class Layer, class Shape, std::size_t Capacity, class Scalar, std::size_t Rows>
void check_in(const char* name, const extents& of, const normalization_errors::row (&table)[Rows]) {
    double worst[6] = {}, most[6] = {};
    std::string at[6];
    for (const normalization_errors::row& pytorch : table) {
        const given<Scalar> data{of, pytorch.offset, pytorch.spread};
        quantities<long double> truth;
        quantities<Scalar> found;
        long double scale[6] = {};
        find_exactly(of, data, truth, scale);
        run<Layer, Shape, Capacity>(of, data, found);
        for (std::size_t q = 0; q < (of.groups == 0 ? 6u : 4u); ++q) {
            BOOST_REQUIRE(found[q].size() == truth[q].size());
            long double error = 0;
            for (std::size_t i = 0; i < truth[q].size(); ++i) {
                const long double off = std::abs(found[q][i] - truth[q][i]);
                if (!(off <= error)) error = off;  // NaN stays
            }
            int exponent = 0;
            std::frexp(scale[q], &exponent);
            const long double ulp = std::ldexp(1.0L, exponent - std::numeric_limits<Scalar>::digits);
            const long double theirs = std::is_same_v<Scalar, float> ? pytorch.in_float[q] : pytorch.in_double[q];
            const auto ratio = static_cast<double>(error / std::max(theirs, floors[q] * ulp));
            if (!(ratio <= worst[q])) {
                worst[q] = ratio;
                at[q] = "offset " + std::to_string(offsets[pytorch.offset]) + ", spread " +
                        std::to_string(spreads[pytorch.spread]) + ", error " + std::to_string(error) + ", PyTorch's " +
                        std::to_string(theirs);
            }
            most[q] = std::max(most[q], static_cast<double>(error / ulp));
        }
    }
    for (std::size_t q = 0; q < 6; ++q) {
        BOOST_TEST_MESSAGE(name << (sizeof(Scalar) == 4 ? " float " : " double ") << Capacity << ", " << names[q]
                                << ": at most " << worst[q] << " of PyTorch's error or the floor, " << most[q]
                                << " ulp");
        BOOST_TEST(worst[q] <= 1, name << ", " << Capacity << " together, " << names[q] << ": " << at[q]);
    }
}

template <class Layer, class Shape, std::size_t Rows>
void check(const char* name, const extents& of, const normalization_errors::row (&table)[Rows]) {
    check_in<Layer, Shape, 32, float>(name, of, table);
    check_in<Layer, Shape, 32, double>(name, of, table);
    check_in<Layer, Shape, 4, float>(name, of, table);
    check_in<Layer, Shape, 1, double>(name, of, table);
}

}  // namespace

BOOST_AUTO_TEST_CASE(layer_norm_is_as_close_as_pytorch) {
    using namespace normalization_errors;
    check<pt::layer_norm, pt::shape<1>>("layer_1", {1, 3, 1, 1}, layer_1);
    check<pt::layer_norm, pt::shape<7>>("layer_7", {1, 3, 7, 1}, layer_7);
    check<pt::layer_norm, pt::shape<64>>("layer_64", {1, 5, 64, 1}, layer_64);
    check<pt::layer_norm, pt::shape<1000>>("layer_1000", {1, 2, 1000, 1}, layer_1000);
}

BOOST_AUTO_TEST_CASE(group_norm_is_as_close_as_pytorch) {
    using namespace normalization_errors;
    check<pt::group_norm<3>, pt::shape<3, 9, 9>>("groups_of_image", {3, 2, 3, 81}, groups_of_image);
    check<pt::group_norm<2>, pt::shape<4, 15>>("groups_of_channels", {2, 3, 4, 15}, groups_of_channels);
    check<pt::group_norm<2>, pt::shape<6>>("groups_of_vector", {2, 4, 6, 1}, groups_of_vector);
    check<pt::group_norm<5>, pt::shape<5>>("groups_of_one", {5, 3, 5, 1}, groups_of_one);
}

BOOST_AUTO_TEST_CASE(batch_norm_is_as_close_as_pytorch) {
    using namespace normalization_errors;
    check<pt::batch_norm, pt::shape<5>>("batch_2", {0, 2, 5, 1}, batch_2);
    check<pt::batch_norm, pt::shape<17>>("batch_7", {0, 7, 17, 1}, batch_7);
    check<pt::batch_norm, pt::shape<5>>("batch_33", {0, 33, 5, 1}, batch_33);
    check<pt::batch_norm, pt::shape<9>>("batch_64", {0, 64, 9, 1}, batch_64);
    check<pt::batch_norm, pt::shape<19>>("batch_100", {0, 100, 19, 1}, batch_100);
    check<pt::batch_norm, pt::shape<3, 4, 5>>("batch_of_images", {0, 33, 3, 20}, batch_of_images);
    check<pt::batch_norm, pt::shape<2, 7>>("batch_of_sequences", {0, 100, 2, 7}, batch_of_sequences);
    check<pt::batch_norm, pt::shape<2, 1000>>("batch_of_rows", {0, 2, 2, 1000}, batch_of_rows);
    check<pt::batch_norm, pt::shape<1, 28, 28>>("batch_of_large_images", {0, 64, 1, 784}, batch_of_large_images);
}

BOOST_AUTO_TEST_SUITE_END()
