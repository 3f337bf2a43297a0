// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
#include <perceptype.hpp>

#include <boost/test/unit_test.hpp>

#include <laws/loss.hpp>

#include <perceptype/activation/relu.hpp>
#include <perceptype/activation/sigmoid.hpp>

#include <error_text.hpp>

#include <cstdint>

#include <cmath>
#include <limits>

namespace pt = perceptype;

BOOST_AUTO_TEST_SUITE(loss_cross_entropy)

BOOST_AUTO_TEST_CASE(obeys_the_laws_of_a_loss) { laws::loss<pt::cross_entropy{}, laws::probabilities>(); }

BOOST_AUTO_TEST_CASE(is_the_same_function_fused_with_a_softmax) { laws::fused_pair<pt::cross_entropy, pt::softmax>(); }

// Behind log_softmax the target's probabilities meet their logarithms: E = -sum t y.
struct negative_log_likelihood {
    static constexpr const char* name = "negative_log_likelihood";
    auto term(auto y, auto t) const { return -(y * t); }
    auto slope(auto, auto t) const { return -t; }
    template <std::size_t Lanes, std::size_t Size, class Scalar>
    Scalar row_value(const Scalar* y, const Scalar* t) const {
        return pt::detail::sum_terms<Lanes, Size>(*this, y, t, Scalar(1));
    }
    template <std::size_t Lanes, std::size_t Size, class Scalar>
    Scalar row_gradient(const Scalar* y, const Scalar* t, Scalar* dy, Scalar scale) const {
        return pt::detail::sum_terms_and_slopes<Lanes, Size>(*this, y, t, dy, Scalar(1), scale);
    }
};
BOOST_AUTO_TEST_CASE(is_the_negative_log_likelihood_fused_with_a_log_softmax) {
    using pair = pt::fused_pair<pt::cross_entropy, pt::log_softmax>;
    laws::check_laws(laws::row_loss_of<float, 5, pair>{},
                     laws::unfused<float, 5, negative_log_likelihood, pt::log_softmax>{});
    laws::check_laws(laws::row_loss_of<double, 17, pair>{},
                     laws::unfused<double, 17, negative_log_likelihood, pt::log_softmax>{});
}

BOOST_AUTO_TEST_CASE(takes_a_class_for_its_one_hot_target) {
    constexpr pt::cross_entropy loss;
    constexpr pt::tensor<double, 3> y{0.5, 0.25, 0.25};
    constexpr pt::tensor<double, 3> t{0, 1, 0};
    static_assert(loss.value(y, 1) == loss.value(y, t));
    static_assert(loss.gradient(y, 1) == loss.gradient(y, t));
    static_assert(loss.gradient(y, 1) == pt::tensor<double, 3>{0, -4, 0});
    BOOST_TEST(loss.value(y, 1) == loss.value(y, t));
    BOOST_TEST(loss.value(y, std::uint8_t{0}) == loss.value(y, 0L));
    BOOST_TEST(error_text([&] { return loss.value(y, 3); }) == "loss: class: expected a class below 3, found 3");
    BOOST_TEST(error_text([&] { return loss.gradient(y, -1); }) == "loss: class: expected a class below 3, found -1");
}

BOOST_AUTO_TEST_CASE(fits_behind_probabilities_of_two_classes_at_least) {
    using pt::cross_entropy;
    static_assert(cross_entropy::fits<pt::softmax, pt::shape<2>> && cross_entropy::fits<pt::log_softmax, pt::shape<2>>);
    static_assert(!cross_entropy::fits<pt::softmax, pt::shape<1>> &&
                  !cross_entropy::fits<pt::softmax, pt::shape<2, 2>>);
    static_assert(!cross_entropy::fits<pt::relu, pt::shape<2>>);
    BOOST_TEST((pt::detail::Fused<cross_entropy, pt::softmax>));
    BOOST_TEST((!pt::detail::Fused<cross_entropy, pt::sigmoid>));
}

BOOST_AUTO_TEST_CASE(cuts_logarithms_at_minus_100_and_slopes_at_minus_1e12) {
    const pt::cross_entropy loss;
    BOOST_TEST(loss.value(pt::tensor<double, 2>{0, 1}, 0) == 100);
    BOOST_TEST(loss.value(pt::tensor<double, 2>{1e-50, 1}, 0) == 100);
    BOOST_TEST(std::abs(loss.gradient(pt::tensor<double, 2>{0, 1}, 0)[0] / -1e12 - 1) < 1e-14);
    BOOST_TEST(std::abs(loss.gradient(pt::tensor<double, 2>{1e-8, 1}, 0)[0] / -1e8 - 1) < 1e-14);
}

// A class that cannot be has no part in the loss, however far away it is.
BOOST_AUTO_TEST_CASE(infinitely_far_logits_leave_a_finite_loss) {
    pt::network<pt::input<4>, pt::softmax> net;
    const float infinity = std::numeric_limits<float>::infinity();
    const auto loss_of = [&](pt::tensor<float, 4> z) {
        return pt::value_and_gradient(net, pt::cross_entropy{}, z, 3).value;
    };
    BOOST_TEST(std::abs(loss_of({-infinity, 0.0f, 0.0f, 1.0f}) - 0.551444713932051f) < 1e-6f);
    BOOST_TEST(loss_of({3e38f, -3e38f, 0.0f, 0.0f}) == 3e38f);
    BOOST_TEST(loss_of({0.0f, 0.0f, 0.0f, -infinity}) == infinity);
}

BOOST_AUTO_TEST_SUITE_END()
