// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt

#include <boost/test/unit_test.hpp>

#include <perceptype/kernel/plan.hpp>
#include <perceptype/block/execution.hpp>

namespace pt = perceptype;

BOOST_AUTO_TEST_SUITE(block_execution)

static_assert(pt::execution<16, true>{}.samples() == 16 && pt::execution<1, true>{}.samples() == 1);
// Numbers of samples are rounded up to what kernels take together.
static_assert(pt::execution<16, true>::of(1).samples() == pt::kernels::row_step &&
              pt::execution<16, true>::of(13).samples() == 16);
static_assert(pt::execution<1, true>::of(1).samples() == 1);
static_assert(pt::execution<1, false>::lanes<float>(100) == 1);
static_assert(pt::execution<1, true>::lanes<float>(100) == pt::kernels::lanes_for<float>(100));

BOOST_AUTO_TEST_CASE(is_scalar_where_it_is_not_vectorised) {
    BOOST_TEST((pt::execution<1, false>::lanes<double>(64)) == 1u);
    BOOST_TEST((pt::execution<1, true>::lanes<double>(64)) == pt::kernels::native_lanes<double>);
}

BOOST_AUTO_TEST_SUITE_END()
