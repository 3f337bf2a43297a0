// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt

#include <perceptype/kernel/math.hpp>

#include <boost/test/unit_test.hpp>

#include <cstddef>

#include "kernel/math/accuracy.hpp"

namespace kernels = perceptype::kernels;

BOOST_AUTO_TEST_SUITE(kernel_math)

namespace {

/// Each function on a pack of `Lanes`, against the same function on single scalars.
template <class Scalar, std::size_t Lanes>
void check_width() {
    const auto check = [](const char* name, auto function) {
        for (int start = -40; start < 40; start += 3) {
            Scalar in[Lanes], out[Lanes];
            for (std::size_t lane = 0; lane < Lanes; ++lane)
                in[lane] = static_cast<Scalar>(start) / 4 + static_cast<Scalar>(lane) * Scalar(0.37);
            function(kernels::pack<Scalar, Lanes>::load(in)).store(out);
            for (std::size_t lane = 0; lane < Lanes; ++lane) {
                const Scalar alone = function(kernels::pack<Scalar, 1>{in[lane]}).value;
                BOOST_TEST(accuracy::steps_apart(out[lane], alone) <= 1, name << '(' << in[lane] << "): " << out[lane]
                                                                              << " in lane " << lane << " of " << Lanes
                                                                              << ", alone " << alone);
            }
        }
    };
    check("exp", [](auto z) { return exp(z); });
    check("expm1", [](auto z) { return expm1(z); });
    check("log", [](auto z) { return log(z); });
    check("log1p", [](auto z) { return log1p(z); });
    check("normal_cdf", [](auto z) { return normal_cdf(z); });
    check("normal_density", [](auto z) { return normal_density(z); });
    check("sigmoid", [](auto z) { return sigmoid(z); });
    check("softplus", [](auto z) { return softplus(z); });
    check("square_root", [](auto z) { return square_root(z); });
    check("tanh", [](auto z) { return tanh(z); });
}

/// Every width up to the target's.
template <class Scalar, std::size_t Lanes>
void check_widths() {
    check_width<Scalar, Lanes>();
    if constexpr (Lanes < accuracy::widest<Scalar>) check_widths<Scalar, 2 * Lanes>();
}

}  // namespace

BOOST_AUTO_TEST_CASE(every_width_gives_the_same) {
    check_widths<float, 1>();
    check_widths<double, 1>();
}

BOOST_AUTO_TEST_SUITE_END()
