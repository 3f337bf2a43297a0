// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
#include <perceptype/optimizer/clip_norm.hpp>

#include <boost/test/unit_test.hpp>

#include <perceptype/optimizer/adam.hpp>
#include <perceptype/optimizer/sgd.hpp>

#include <laws/optimizer.hpp>

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>

namespace pt = perceptype;

BOOST_AUTO_TEST_SUITE(optimizer_clip_norm)

namespace {

constexpr std::size_t count = 37;
constexpr std::size_t size = 48;

/// Where one update of a zero net by plain descent of rate 1 leads.
template <class Scalar>
struct descent {
    Scalar weights[size] = {};
    Scalar gradient[size] = {};

    constexpr descent(double max_norm, Scalar gradients, Scalar scale) {
        for (std::size_t i = 0; i < count; ++i) gradient[i] = i % 2 == 0 ? gradients : -gradients;
        Scalar slot[1][size] = {};
        const pt::clip_norm clipped{.max_norm = max_norm, .optimizer = pt::sgd{.learning_rate = 1.0}};
        pt::update_parameters(clipped, 0, scale, weights, gradient, slot);
    }

    constexpr double norm() const {
        double sum = 0;
        for (const Scalar weight : weights) sum += double{weight} * double{weight};
        return std::sqrt(sum);
    }
};

template <class Scalar>
void check_norms() {
    const double tolerance = 8 * double{std::numeric_limits<Scalar>::epsilon()};
    volatile double largest = 2;
    const double length = 3 * std::sqrt(double{count});
    for (const double scale : {1.0, 0.5, 0.125, 0.03125}) {
        const descent<Scalar> taken{largest, 3, static_cast<Scalar>(scale)};
        const double expected = scale * length * std::fmin(1, 2 / (scale * length + 1e-6));
        BOOST_TEST(std::abs(taken.norm() - expected) <= tolerance * expected);
        for (std::size_t i = 0; i < size; ++i)
            BOOST_TEST(std::abs(double{taken.weights[i]} + double{taken.gradient[i]} * expected / length) <= tolerance);
    }
}

}  // namespace

BOOST_AUTO_TEST_CASE(obeys_the_laws) {
    laws::check_optimizer<pt::clip_norm{.max_norm = 1.5,
                                        .optimizer = pt::sgd{.learning_rate = 0.1, .momentum = 0.9}}>();
    laws::check_optimizer<pt::clip_norm{.optimizer = pt::adam{}}>();
}

BOOST_AUTO_TEST_CASE(shortens_what_is_too_long) {
    check_norms<float>();
    check_norms<double>();
}

BOOST_AUTO_TEST_CASE(leaves_what_is_short_enough) {
    const descent<float> taken{1e9, 3, 1};
    for (std::size_t i = 0; i < size; ++i) BOOST_TEST(taken.weights[i] == -taken.gradient[i]);
}

BOOST_AUTO_TEST_CASE(keeps_a_nan) {
    const descent<float> taken{1, std::numeric_limits<float>::quiet_NaN(), 1};
    BOOST_TEST(std::isnan(taken.weights[0]));
}

BOOST_AUTO_TEST_CASE(needs_what_the_other_optimizer_needs) {
    static_assert(pt::clip_norm<pt::sgd<>>::state_buffers == pt::sgd<>::state_buffers);
    static_assert(pt::clip_norm<pt::adam<>>::state_buffers == pt::adam<>::state_buffers);
}

BOOST_AUTO_TEST_SUITE_END()
