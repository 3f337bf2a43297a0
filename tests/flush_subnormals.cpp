// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
#include <perceptype/flush_subnormals.hpp>

#include <boost/test/unit_test.hpp>

#include <cfenv>
#include <limits>
#include <type_traits>

namespace pt = perceptype;

BOOST_AUTO_TEST_SUITE(flush_subnormals)

namespace {

constexpr bool has_effect = pt::floating_point_control::flush_bits != 0;

// Not inlined and with volatile operands, so that it is computed by the processor at this point of the program.
[[gnu::noinline]] float halved(float number) {
    volatile float half = 0.5f;
    volatile float result = number * half;
    return result;
}
[[gnu::noinline]] double halved(double number) {
    volatile double half = 0.5;
    volatile double result = number * half;
    return result;
}

template <class Scalar>
bool flushes_results() {
    return halved(std::numeric_limits<Scalar>::min()) == 0;
}
template <class Scalar>
bool flushes_operands() {
    volatile Scalar subnormal = std::numeric_limits<Scalar>::denorm_min();
    volatile Scalar large = Scalar(1) / std::numeric_limits<Scalar>::epsilon() / std::numeric_limits<Scalar>::epsilon();
    return subnormal * large == 0;
}
bool flushes() {
    return flushes_results<float>() && flushes_operands<float>() && flushes_results<double>() &&
           flushes_operands<double>();
}
bool keeps() {
    return !flushes_results<float>() && !flushes_operands<float>() && !flushes_results<double>() &&
           !flushes_operands<double>();
}

}  // namespace

BOOST_AUTO_TEST_CASE(lasts_as_long_as_the_object) {
    BOOST_TEST(keeps());
    {
        const pt::flush_subnormals guard;
        BOOST_TEST(flushes() == has_effect);
        {
            const pt::flush_subnormals nested;
            BOOST_TEST(flushes() == has_effect);
        }
        BOOST_TEST(flushes() == has_effect);
    }
    BOOST_TEST(keeps());
}

BOOST_AUTO_TEST_CASE(ends_with_an_exception) {
    try {
        const pt::flush_subnormals guard;
        throw 1;
    } catch (int) {
    }
    BOOST_TEST(keeps());
}

BOOST_AUTO_TEST_CASE(does_not_change_rounding_or_exception_flags) {
    std::feclearexcept(FE_ALL_EXCEPT);
    {
        const pt::flush_subnormals guard;
        std::fesetround(FE_UPWARD);
        volatile float zero = 0;
        volatile float infinite = 1 / zero;
        static_cast<void>(infinite);
    }
    BOOST_TEST(std::fegetround() == FE_UPWARD);
    BOOST_TEST((std::fetestexcept(FE_DIVBYZERO) & FE_DIVBYZERO) != 0);
    std::fesetround(FE_TONEAREST);
    std::feclearexcept(FE_ALL_EXCEPT);
}

BOOST_AUTO_TEST_CASE(does_nothing_in_constant_evaluation) {
    constexpr float subnormal = [] {
        const pt::flush_subnormals guard;
        return std::numeric_limits<float>::min() / 2;
    }();
    static_assert(subnormal > 0);
}

static_assert(!std::is_copy_constructible_v<pt::flush_subnormals> &&
              !std::is_move_constructible_v<pt::flush_subnormals>);

BOOST_AUTO_TEST_SUITE_END()
