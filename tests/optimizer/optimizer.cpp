// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
#include <perceptype/optimizer/optimizer.hpp>

#include <boost/test/unit_test.hpp>

#include <perceptype/optimizer/adam.hpp>
#include <perceptype/optimizer/adam_w.hpp>
#include <perceptype/optimizer/clip_norm.hpp>
#include <perceptype/optimizer/cosine_schedule.hpp>
#include <perceptype/optimizer/rms_prop.hpp>
#include <perceptype/optimizer/sgd.hpp>

#include <laws/optimizer.hpp>

#include <cstddef>
#include <cstdint>
#include <type_traits>

namespace pt = perceptype;

BOOST_AUTO_TEST_SUITE(optimizer_optimizer)

namespace {

/// The sign of the gradient alone: what a user would write.
struct sign_descent {
    double rate = 0.25;

    static constexpr std::size_t state_buffers = 0;

    template <std::size_t, std::size_t Size, class Scalar>
    constexpr void update(std::uint64_t, Scalar, Scalar* weights, const Scalar* gradient,
                          Scalar (*)[Size]) const noexcept {
        for (std::size_t i = 0; i < Size; ++i)
            weights[i] -= static_cast<Scalar>(rate) * static_cast<Scalar>((gradient[i] > 0) - (gradient[i] < 0));
    }
};
struct without_slots {
    template <std::size_t, std::size_t Size, class Scalar>
    constexpr void update(std::uint64_t, Scalar, Scalar*, const Scalar*, Scalar (*)[Size]) const noexcept {}
};
struct may_throw {
    static constexpr std::size_t state_buffers = 0;
    template <std::size_t, std::size_t Size, class Scalar>
    constexpr void update(std::uint64_t, Scalar, Scalar*, const Scalar*, Scalar (*)[Size]) const {}
};

/// Tells which width it was asked for.
struct width_probe {
    static constexpr std::size_t state_buffers = 0;
    template <std::size_t Lanes, std::size_t Size, class Scalar>
    constexpr void update(std::uint64_t, Scalar, Scalar* weights, const Scalar*, Scalar (*)[Size]) const noexcept {
        weights[0] = static_cast<Scalar>(Lanes);
    }
};

template <std::size_t Size>
constexpr std::size_t asked_width() {
    float weights[Size] = {};
    const float gradient[Size] = {};
    float slots[1][Size] = {};
    pt::update_parameters(width_probe{}, 0, 1, weights, gradient, slots);
    return static_cast<std::size_t>(weights[0]);
}

}  // namespace

BOOST_AUTO_TEST_CASE(concept_holds_for_what_updates) {
    static_assert(pt::Optimizer<pt::sgd<>> && pt::Optimizer<pt::sgd<pt::cosine_schedule>>);
    static_assert(pt::Optimizer<pt::rms_prop<>> && pt::Optimizer<pt::adam<>> && pt::Optimizer<pt::adam_w<>>);
    static_assert(pt::Optimizer<pt::clip_norm<pt::adam<>>> && pt::Optimizer<sign_descent>);
    static_assert(!pt::Optimizer<without_slots> && !pt::Optimizer<may_throw> && !pt::Optimizer<double>);
    laws::check_optimizer<sign_descent{}>();
}

BOOST_AUTO_TEST_CASE(the_update_is_as_wide_as_the_arrays_allow) {
    using pt::kernels::native_lanes;
    static_assert(asked_width<64>() == 1);
    BOOST_TEST(asked_width<64>() == native_lanes<float>);
    BOOST_TEST(asked_width<7>() == 1u);
    BOOST_TEST(asked_width<4>() == (native_lanes<float> == 1 ? 1u : 4u));
}

BOOST_AUTO_TEST_CASE(optimizers_are_values) {
    static_assert(std::is_aggregate_v<pt::sgd<>> && std::is_trivially_copyable_v<pt::sgd<pt::cosine_schedule>>);
    static_assert(std::is_aggregate_v<pt::rms_prop<>> && std::is_aggregate_v<pt::adam<>>);
    static_assert(std::is_aggregate_v<pt::adam_w<>> && std::is_aggregate_v<pt::clip_norm<pt::adam<>>>);
}

BOOST_AUTO_TEST_SUITE_END()
