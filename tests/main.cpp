// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt

// The entry point of perceptype_tests; every other file of the program holds one suite.
#define BOOST_TEST_MODULE perceptype
#if defined(BOOST_TEST_DYN_LINK)
#include <boost/test/unit_test.hpp>
#else
#include <boost/test/included/unit_test.hpp>
#endif

#include <laws/layer.hpp>

void laws::report(const std::string& broken) { BOOST_CHECK_MESSAGE(broken.empty(), broken); }
