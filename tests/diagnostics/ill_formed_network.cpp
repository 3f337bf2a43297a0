// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt

#include <boost/test/unit_test.hpp>

#include <perceptype.hpp>

namespace pt = perceptype;

BOOST_AUTO_TEST_SUITE(diagnostics_ill_formed_network)

// How a rejected network behaves is seen by tests/must_not_compile; here, that a network that fits is none.
using net = pt::network<pt::input<3>, pt::dense<2>>;
static_assert(!pt::detail::is_rejected<net::chain_type>);

BOOST_AUTO_TEST_CASE(a_network_that_fits_is_not_rejected) { BOOST_TEST(!pt::detail::is_rejected<net::chain_type>); }

BOOST_AUTO_TEST_SUITE_END()
