// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt

#include <boost/test/unit_test.hpp>

#include <perceptype.hpp>

#include <type_traits>

namespace pt = perceptype;

BOOST_AUTO_TEST_SUITE(diagnostics_diagnostic)

// A condition is false wherever it has a place to point at, and true nowhere else.
static_assert(pt::condition::starts_with_input<pt::nowhere, void>);
static_assert(!pt::condition::starts_with_input<pt::at_layer<0>, pt::relu>);
static_assert(pt::condition::shapes_match<pt::nowhere, void, void>);
static_assert(!pt::condition::shapes_match<pt::at_layer<1>, pt::dense<2>, pt::receives<pt::shape<1, 2>>>);

using accepted = pt::deduced_shapes<pt::input<3>, pt::relu>;
static_assert(std::is_same_v<pt::detail::fault_if<accepted, pt::fault_kind::no_vector>::at, pt::nowhere>);

// Only the assertion of the fault's own kind fails.
using found = pt::deduced_shapes<pt::input<1, 2>, pt::dense<2>>;
using no_vector = pt::detail::fault_if<found, pt::fault_kind::no_vector>;
using no_layer = pt::detail::fault_if<found, pt::fault_kind::no_layer>;
static_assert(std::is_same_v<no_vector::at, pt::at_layer<1>> && std::is_same_v<no_vector::layer, pt::dense<2>>);
static_assert(std::is_same_v<no_vector::detail, pt::receives<pt::shape<1, 2>>>);
static_assert(std::is_same_v<no_layer::at, pt::nowhere> && std::is_same_v<no_layer::layer, pt::nothing>);

BOOST_AUTO_TEST_CASE(points_at_one_fault) { BOOST_TEST((found::kind == pt::fault_kind::no_vector)); }

BOOST_AUTO_TEST_SUITE_END()
