// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
#include <perceptype/activation/softmax.hpp>

#include <boost/test/unit_test.hpp>

#include <laws/layer.hpp>
#include <laws/rows.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>

namespace pt = perceptype;

BOOST_AUTO_TEST_SUITE(activation_softmax)

BOOST_AUTO_TEST_CASE(obeys_the_laws_of_a_row) {
    laws::row_activation<pt::softmax>([](const laws::row& z) {
        const long double most = *std::max_element(z.begin(), z.end());
        laws::row y(z.size());
        long double sum = 0;
        for (const long double each : z) sum += std::exp(each - most);
        for (std::size_t i = 0; i < z.size(); ++i) y[i] = std::exp(z[i] - most) / sum;
        return y;
    });
}

BOOST_AUTO_TEST_CASE(obeys_the_laws_of_a_layer) { laws::layer<pt::softmax, pt::shape<5>>(); }

BOOST_AUTO_TEST_SUITE_END()
