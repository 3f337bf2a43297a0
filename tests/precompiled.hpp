// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
#pragma once

/// What every file of perceptype_tests starts with, compiled once.

#include <boost/test/unit_test.hpp>
#include <perceptype.hpp>

// In each test case Boost.Test writes four notes to a string stream, for the report of a crash. The optimizer takes a
// tenth of a second over them; file and line say as much.
#undef BOOST_TEST_CHECKPOINT
#define BOOST_TEST_CHECKPOINT(note) BOOST_TEST_PASSPOINT()
