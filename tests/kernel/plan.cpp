// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
#include <perceptype/kernel/plan.hpp>

#include <boost/test/unit_test.hpp>

#include <bit>
#include <cstddef>

BOOST_AUTO_TEST_SUITE(kernel_plan)

namespace kernels = perceptype::kernels;

template <class Scalar>
void check_widths() {
    for (std::size_t count = 1; count <= 300; ++count) {
        const std::size_t lanes = kernels::lanes_for<Scalar>(count);
        const std::size_t padded = kernels::padded<Scalar>(count);
        BOOST_TEST(std::has_single_bit(lanes));
        BOOST_TEST(lanes <= kernels::native_lanes<Scalar>);
        BOOST_TEST(padded >= count);
        BOOST_TEST(padded < count + lanes);
        BOOST_TEST(padded % lanes == 0);
        BOOST_TEST(kernels::aligned<Scalar>(count) % kernels::native_lanes<Scalar> == 0);
        // A padded row has the packs of the row itself.
        BOOST_TEST(kernels::lanes_for<Scalar>(padded) == lanes);
    }
    static_assert(kernels::lanes_for<Scalar>(1) == 1);
    static_assert(kernels::lanes_for<Scalar>(1000) == kernels::native_lanes<Scalar>);
}

BOOST_AUTO_TEST_CASE(rows_are_padded_to_whole_packs) {
    check_widths<float>();
    check_widths<double>();
}

BOOST_AUTO_TEST_CASE(tiles_fit_the_registers_and_the_work) {
    for (const std::size_t rows : {1, 2, 3, 8, 16, 33, 100})
        for (const std::size_t packs : {1, 2, 3, 4, 5, 7, 20})
            for (const std::size_t depth : {1, 2, 7, 100}) {
                const kernels::tile plan = kernels::plan_tile(rows, packs, depth);
                BOOST_TEST(plan.rows >= 1u);
                BOOST_TEST(plan.packs >= 1u);
                BOOST_TEST(plan.splits >= 1u);
                BOOST_TEST(plan.rows <= rows);
                BOOST_TEST(plan.packs <= packs);
                BOOST_TEST(plan.splits <= depth);
                BOOST_TEST(plan.rows * plan.packs * plan.splits <= perceptype::vector_registers - 1);
            }
}

BOOST_AUTO_TEST_CASE(narrow_outputs_are_stored_by_output) {
    using enum kernels::storage_order;
    static_assert(kernels::native_lanes<float> == 1 || kernels::plan_order<float>(256, 1) == by_output);
    static_assert(kernels::plan_order<float>(1, 256) == by_input);
    static_assert(kernels::plan_order<double>(2, 64) == by_input);
    static_assert(kernels::ceil_divide(7, 3) == 3 && kernels::ceil_divide(6, 3) == 2 && kernels::round_up(7, 4) == 8);
    BOOST_TEST((kernels::plan_order<float>(1, 256) == by_input));
}

BOOST_AUTO_TEST_SUITE_END()
