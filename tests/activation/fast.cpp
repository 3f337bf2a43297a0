// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
#include <perceptype/activation/fast.hpp>

#include <boost/test/unit_test.hpp>

#include <laws/activation.hpp>
#include <laws/layer.hpp>
#include <perceptype/layer/dense.hpp>

#include <algorithm>
#include <cmath>

namespace pt = perceptype;

BOOST_AUTO_TEST_SUITE(activation_fast)

/// The formula, in long double.
long double formula(long double z) {
    using terms = pt::kernels::fast_tanh_terms;
    const long double x = std::isnan(z) ? z : std::clamp<long double>(z, -terms::limit, terms::limit);
    const long double y = x * x;
    return x * (terms::over[0] + y * (terms::over[1] + y * terms::over[2])) /
           (terms::under[0] + y * (terms::under[1] + y * terms::under[2]));
}

BOOST_AUTO_TEST_CASE(tanh_obeys_the_laws_of_an_activation) {
    laws::activation<pt::fast<pt::tanh>>(formula,
                                         {-pt::kernels::fast_tanh_terms::limit, pt::kernels::fast_tanh_terms::limit});
}
BOOST_AUTO_TEST_CASE(sigmoid_obeys_the_laws_of_an_activation) {
    laws::activation<pt::fast<pt::sigmoid>>(
        [](long double z) { return 0.5L + 0.5L * formula(0.5L * z); },
        {-2 * pt::kernels::fast_tanh_terms::limit, 2 * pt::kernels::fast_tanh_terms::limit}, 0.5);
}

BOOST_AUTO_TEST_CASE(they_obey_the_laws_of_a_layer) {
    laws::layer<pt::fast<pt::tanh>, pt::shape<33>>();
    laws::layer<pt::dense<5>, pt::shape<3>, pt::fast<pt::sigmoid>>();
}

BOOST_AUTO_TEST_SUITE_END()
