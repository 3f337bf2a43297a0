// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
#include <perceptype/kernel/simd/instruction.hpp>

#include <boost/test/unit_test.hpp>

#include <kernel/every_width.hpp>

#include <cmath>
#include <limits>

BOOST_AUTO_TEST_SUITE(kernel_simd_instruction)

using namespace every_width;
using kernels::pack;

BOOST_AUTO_TEST_CASE(multiply_add_rounds_once_where_the_target_can) {
    of_each([]<class Pack> {
        using Scalar = typename Pack::scalar_type;
        // (1 + e)^2 - 1 - 2e is e^2, which a product rounded by itself has lost.
        const Scalar e = std::numeric_limits<Scalar>::epsilon();
        const auto near_one = Pack::broadcast(1 + e);
        const Pack rest{kernels::fused_multiply_add(near_one.value, near_one.value, Pack::broadcast(-1 - 2 * e).value)};
        // Halves of the narrowest register have no instruction: either is right.
        if (Pack::lanes > 1 && Pack::lanes * sizeof(Scalar) < 16) return;
        check_lanes(rest, [=](double) { return perceptype::fuses_multiply_add ? e * e : 0; });
    });
}

BOOST_AUTO_TEST_CASE(smaller_and_larger_are_the_second_where_one_is_nan) {
    of_each([]<class Pack> {
        using Scalar = typename Pack::scalar_type;
        const auto a = generate<Pack>([](double i) { return i - 2; });
        const auto zero = Pack::broadcast(0);
        const auto nan = Pack::broadcast(std::numeric_limits<Scalar>::quiet_NaN());
        check_lanes(Pack{kernels::smaller(a.value, zero.value)}, [](double i) { return i < 2 ? i - 2 : 0; });
        check_lanes(Pack{kernels::larger(a.value, zero.value)}, [](double i) { return i < 2 ? 0 : i - 2; });
        check_lanes(Pack{kernels::smaller(nan.value, a.value)}, [](double i) { return i - 2; });
        check_lanes(Pack{kernels::larger(nan.value, a.value)}, [](double i) { return i - 2; });
        BOOST_TEST(std::isnan(lanes_of<Pack>{Pack{kernels::smaller(a.value, nan.value)}}[0]));
        BOOST_TEST(std::isnan(lanes_of<Pack>{Pack{kernels::larger(a.value, nan.value)}}[0]));
        // Equal zeros: the second, too.
        BOOST_TEST(std::signbit(lanes_of<Pack>{Pack{kernels::larger(zero.value, (-zero).value)}}[0]));
    });
}

BOOST_AUTO_TEST_CASE(square_roots_are_exact) {
    of_each([]<class Pack> {
        if constexpr (kernels::has_square_root_instruction<typename Pack::native>) {
            const auto a = generate<Pack>([](double i) { return i * i; });
            check_lanes(Pack{kernels::square_root_instruction(a.value)}, [](double i) { return i; });
        }
    });
}

BOOST_AUTO_TEST_SUITE_END()
