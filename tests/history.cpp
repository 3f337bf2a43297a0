// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt

#include <boost/test/unit_test.hpp>

#include <perceptype/history.hpp>

#include <cstddef>

namespace pt = perceptype;

BOOST_AUTO_TEST_SUITE(history)

BOOST_AUTO_TEST_CASE(has_every_epoch_up_to_its_capacity) {
    pt::history<float, 8> curve;
    BOOST_TEST(curve.empty());
    for (std::size_t epoch = 0; epoch < 8; ++epoch) curve.add({.epoch = epoch, .loss = static_cast<float>(epoch)});
    BOOST_TEST(curve.size() == 8u);
    BOOST_TEST(curve.epochs() == 8u);
    for (std::size_t i = 0; i < 8; ++i) BOOST_TEST(curve[i].epoch == i);
}

BOOST_AUTO_TEST_CASE(is_thinned_evenly_past_its_capacity_and_always_ends_with_the_last_epoch) {
    for (std::size_t epochs = 1; epochs <= 300; ++epochs) {
        pt::history<double, 8> curve;
        for (std::size_t epoch = 0; epoch < epochs; ++epoch) {
            curve.add({.epoch = epoch, .loss = static_cast<double>(epoch)});
            BOOST_TEST_REQUIRE(curve.back().epoch == epoch);
        }
        BOOST_TEST_REQUIRE(curve.epochs() == epochs);
        BOOST_TEST_REQUIRE(curve.size() <= 8u);
        BOOST_TEST_REQUIRE(curve.size() >= (epochs < 4 ? epochs : 4u));
        BOOST_TEST_REQUIRE(curve.front().epoch == 0u);
        // All reports but the last are equally spaced.
        if (curve.size() > 2) {
            const std::size_t stride = curve[1].epoch;
            for (std::size_t i = 0; i + 1 < curve.size(); ++i) BOOST_TEST_REQUIRE(curve[i].epoch == i * stride);
            BOOST_TEST_REQUIRE(curve.back().epoch > curve[curve.size() - 2].epoch);
        }
        for (const auto& report : curve) BOOST_TEST_REQUIRE(report.loss == static_cast<double>(report.epoch));
    }
}

BOOST_AUTO_TEST_CASE(the_validation_loss_is_nan_without_validation) {
    const pt::epoch_report<float> report{.epoch = 1, .loss = 0.5f};
    BOOST_TEST(report.validation_loss != report.validation_loss);
}

BOOST_AUTO_TEST_SUITE_END()
