// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
#include <perceptype/activation/selu.hpp>

#include <boost/test/unit_test.hpp>

#include <laws/activation.hpp>
#include <laws/layer.hpp>

#include <cmath>

namespace pt = perceptype;

BOOST_AUTO_TEST_SUITE(activation_selu)

BOOST_AUTO_TEST_CASE(obeys_the_laws_of_an_activation) {
    laws::activation<pt::selu>(
        [](long double z) {
            constexpr long double scale = 1.0507009873554804934193349852946L;
            constexpr long double alpha = 1.6732632423543772848170429916717L;
            return scale * (z < 0 ? alpha * std::expm1(z) : z);
        },
        {0});
}

BOOST_AUTO_TEST_CASE(obeys_the_laws_of_a_layer) { laws::layer<pt::selu, pt::shape<5>>(); }

BOOST_AUTO_TEST_SUITE_END()
