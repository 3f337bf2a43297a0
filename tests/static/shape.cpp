// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
#include <perceptype/shape.hpp>

#include <type_traits>

namespace pt = perceptype;

static_assert(pt::shape<>::rank == 0 && pt::shape<>::size == 1 && pt::shape<>::positive);
static_assert(pt::shape<7>::rank == 1 && pt::shape<7>::size == 7);
static_assert(pt::shape<3, 5, 7>::rank == 3 && pt::shape<3, 5, 7>::size == 105 && pt::shape<3, 5, 7>::positive);
static_assert(!pt::shape<0>::positive && !pt::shape<3, 0, 7>::positive);
static_assert(pt::shape<3, 5>{} == pt::shape<3, 5>{} && pt::shape<3, 5>{} != pt::shape<5, 3>{});
static_assert(pt::shape<15>{} != pt::shape<3, 5>{} && pt::shape<15>{} != pt::shape<15, 1>{});
static_assert(pt::is_shape<pt::shape<>> && pt::is_shape<pt::shape<3, 5>> && !pt::is_shape<int>);
static_assert(std::is_empty_v<pt::shape<3, 5, 7>>);

// What was a negative number is no extent: clang goes on with dense<-3>, in 471 lines if it were one.
static_assert(!pt::shape<4, static_cast<std::size_t>(-3)>::positive && pt::shape<4, 3>::positive);
