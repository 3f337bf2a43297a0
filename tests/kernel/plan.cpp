// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt

#include <boost/test/unit_test.hpp>

#include <perceptype/kernel/plan.hpp>

#include <cstddef>

namespace kernels = perceptype::kernels;

BOOST_AUTO_TEST_SUITE(kernel_plan)

template <class Scalar>
void check_widths() {
    for (std::size_t count = 1; count <= 200; ++count) {
        const std::size_t lanes = kernels::lanes_for<Scalar>(count);
        const std::size_t padded = kernels::padded<Scalar>(count);
        BOOST_TEST_REQUIRE(lanes <= kernels::native_lanes<Scalar>);
        BOOST_TEST_REQUIRE(padded % lanes == 0u);
        BOOST_TEST_REQUIRE(padded >= count);
        BOOST_TEST_REQUIRE(padded < count + lanes);
        // Rows narrower than a register are a power of two, so that a wider pack can be cut from them.
        if (padded < kernels::native_lanes<Scalar>) BOOST_TEST_REQUIRE((padded & (padded - 1)) == 0u);
        BOOST_TEST_REQUIRE(kernels::aligned<Scalar>(count) % kernels::native_lanes<Scalar> == 0u);
    }
    BOOST_TEST(kernels::padded<Scalar>(1) == 1u);
}

BOOST_AUTO_TEST_CASE(rows_are_whole_packs) {
    check_widths<float>();
    check_widths<double>();
}

BOOST_AUTO_TEST_CASE(a_tile_fits_the_registers_and_has_enough_chains) {
    for (std::size_t rows = 1; rows <= 40; ++rows)
        for (std::size_t packs = 1; packs <= 40; ++packs)
            for (const std::size_t depth : std::initializer_list<std::size_t>{1, 2, 7, 64}) {
                const kernels::tile plan = kernels::plan_tile(rows, packs, depth);
                BOOST_TEST_REQUIRE(plan.rows >= 1u);
                BOOST_TEST_REQUIRE(plan.rows <= rows);
                BOOST_TEST_REQUIRE(plan.packs >= 1u);
                BOOST_TEST_REQUIRE(plan.packs <= packs);
                BOOST_TEST_REQUIRE(plan.accumulator_sets >= 1u);
                BOOST_TEST_REQUIRE(plan.accumulator_sets <= depth);
                const std::size_t accumulators = plan.rows * plan.packs * plan.accumulator_sets;
                // One row's packs of B are operands in memory; several rows share them in registers.
                const std::size_t operands = plan.rows == 1 ? 1 : plan.packs + 1;
                BOOST_TEST_REQUIRE(accumulators + operands <= perceptype::vector_registers);
                if (depth >= kernels::fmas_in_flight && rows * packs >= kernels::fmas_in_flight)
                    BOOST_TEST_REQUIRE(accumulators >= kernels::fmas_in_flight - 2);
                // What varies in whole steps leaves no rest.
                if (rows % kernels::row_step == 0) BOOST_TEST_REQUIRE(kernels::row_step % plan.rows == 0u);
                BOOST_TEST_REQUIRE(kernels::row_step % kernels::plan_tile(rows, packs, 16, true).accumulator_sets ==
                                   0u);
            }
}

BOOST_AUTO_TEST_CASE(few_outputs_of_many_inputs_are_dot_products_and_many_are_not) {
    if constexpr (kernels::native_lanes<float> > 1) {
        BOOST_TEST((kernels::plan_order<float>(784, 1) == kernels::storage_order::by_output));
        BOOST_TEST((kernels::plan_order<float>(64, 4) == kernels::storage_order::by_output));
        BOOST_TEST((kernels::plan_order<float>(64, 64) == kernels::storage_order::by_input));
        BOOST_TEST((kernels::plan_order<float>(2, 64) == kernels::storage_order::by_input));
    }
}

BOOST_AUTO_TEST_CASE(a_matrix_beyond_the_first_cache_is_read_in_order) {
    if constexpr (kernels::native_lanes<float> > 1) {
        constexpr std::size_t row = kernels::fmas_in_flight * kernels::native_lanes<float>;
        BOOST_TEST((kernels::plan_order<float>(784, row) == kernels::storage_order::by_input));
        BOOST_TEST((kernels::plan_order<float>(784, row + 1) == kernels::storage_order::by_output));
        BOOST_TEST((kernels::plan_order<float>(1024, 1024) == kernels::storage_order::by_output));
        BOOST_TEST((kernels::plan_order<float>(4096, 10) == kernels::storage_order::by_output));  // or padded by half
        // One row at a time of those of dot products.
        constexpr std::size_t lanes = kernels::native_lanes<float>;
        BOOST_TEST(kernels::plan_rounds<float>(1, lanes, 100'000) == lanes);
        BOOST_TEST(kernels::plan_rounds<float>(1, lanes, 1'000) == 1u);
        BOOST_TEST(kernels::plan_rounds<float>(2, lanes, 100'000) == kernels::plan_rounds<float>(2, lanes, 1'000));
    }
}

static_assert(kernels::round_up(17, 8) == 24 && kernels::round_up(16, 8) == 16 && kernels::ceil_divide(17, 8) == 3);

BOOST_AUTO_TEST_SUITE_END()
