// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt

#include <boost/test/unit_test.hpp>

#include <perceptype.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <utility>
#include <vector>

namespace pt = perceptype;

BOOST_AUTO_TEST_SUITE(fit)

using net_type = pt::network<pt::input<2>, pt::dense<6>, pt::tanh, pt::dense<2>, pt::softmax>;

/// Two classes, separated by a circle.
struct data {
    std::vector<std::array<float, 2>> inputs;
    std::vector<unsigned> classes;

    explicit data(std::size_t count) {
        for (std::size_t k = 0; k < count; ++k) {
            const float angle = static_cast<float>(k) * 2.4f;
            const float radius = k % 2 == 0 ? 0.3f : 1.2f;
            inputs.push_back({radius * std::cos(angle), radius * std::sin(angle)});
            classes.push_back(k % 2);
        }
    }
};

BOOST_AUTO_TEST_CASE(learns_and_returns_its_curve) {
    const data circle(200);
    net_type net{1};
    const auto curve = pt::fit(net, pt::cross_entropy{}, pt::adam{.learning_rate = 0.02}, circle.inputs, circle.classes,
                               pt::fit_options{.epochs = 60, .batch_size = 16});
    BOOST_TEST(curve.size() == 60u);
    BOOST_TEST(curve.front().loss > 0.5f);
    BOOST_TEST(curve.back().loss < 0.1f);
    BOOST_TEST(pt::accuracy(net, circle.inputs, circle.classes) == 1.0);
    BOOST_TEST(std::isnan(curve.back().validation_loss));
}

BOOST_AUTO_TEST_CASE(defaults_are_twenty_epochs) {
    const data circle(10);
    net_type net{1};
    BOOST_TEST(pt::fit(net, pt::cross_entropy{}, pt::sgd{}, circle.inputs, circle.classes).epochs() == 20u);
}

struct short_training : pt::fit_options<> {
    constexpr short_training() { epochs = 3; }
};
BOOST_AUTO_TEST_CASE(options_may_be_a_class_of_the_users_own) {
    const data circle(10);
    net_type net{1};
    const short_training options;
    BOOST_TEST(pt::fit(net, pt::cross_entropy{}, pt::sgd{}, circle.inputs, circle.classes, options).epochs() == 3u);
}

BOOST_AUTO_TEST_CASE(the_same_seed_gives_the_same_training_and_another_seed_another) {
    const data circle(37);
    const auto trained = [&](std::uint64_t seed, bool shuffle) {
        net_type net{1};
        pt::fit(net, pt::cross_entropy{}, pt::sgd{.learning_rate = 0.1}, circle.inputs, circle.classes,
                pt::fit_options{.epochs = 2, .batch_size = 4, .seed = seed, .shuffle = shuffle});
        return net;
    };
    BOOST_TEST((trained(5, true) == trained(5, true)));
    BOOST_TEST(!(trained(5, true) == trained(6, true)));
    BOOST_TEST((trained(5, false) == trained(6, false)));

    // The seed also determines the random numbers of layers.
    using dropping = pt::network<pt::input<2>, pt::dense<6>, pt::dropout<0.5>, pt::dense<2>, pt::softmax>;
    const auto dropped = [&](std::uint64_t seed) {
        dropping net{1};
        pt::fit(net, pt::cross_entropy{}, pt::sgd{}, circle.inputs, circle.classes,
                pt::fit_options{.epochs = 1, .seed = seed, .shuffle = false});
        return net;
    };
    BOOST_TEST((dropped(5) == dropped(5)));
    BOOST_TEST(!(dropped(5) == dropped(6)));
}

BOOST_AUTO_TEST_CASE(every_epoch_has_another_order) {
    // With steps that reach each target exactly, the network is at the last target after an epoch.
    using last_seen = pt::basic_network<double, pt::input<1>, pt::dense<1>>;
    std::vector<pt::tensor<double, 1>> inputs(100), targets;
    for (std::size_t i = 0; i < inputs.size(); ++i) targets.push_back({static_cast<double>(i)});
    last_seen net{1};
    std::vector<double> last;
    pt::fit(net, pt::sum_of_squared_errors{}, pt::sgd{.learning_rate = 1}, inputs, targets,
            pt::fit_options{.epochs = 10, .batch_size = 1, .on_epoch = [&](const auto&) {
                                last.push_back(net.layer<1>().bias(0));
                            }});
    std::sort(last.begin(), last.end());
    BOOST_TEST((std::unique(last.begin(), last.end()) - last.begin()) > 5);
}

BOOST_AUTO_TEST_CASE(each_order_of_four_samples_is_as_likely_as_any_other) {
    // With steps that cover three quarters of the distance to each target, the last targets are the leading digits of
    // the result in base 4.
    pt::basic_network<double, pt::input<1>, pt::dense<1>> net{1};
    const std::vector<pt::tensor<double, 1>> inputs(4), targets{{0.0}, {1.0}, {2.0}, {3.0}};
    std::vector<int> orders(256);
    constexpr int each = 8000;
    pt::fit(net, pt::sum_of_squared_errors{}, pt::sgd{.learning_rate = 0.75}, inputs, targets,
            pt::fit_options{.epochs = 24 * each, .batch_size = 1, .on_epoch = [&](const auto&) {
                                const double digits = net.template layer<1>().bias(0) / 0.75 * 64;
                                ++orders[static_cast<std::size_t>(digits)];
                            }});
    std::size_t different = 0;
    double sum = 0;
    for (const int count : orders) {
        different += count != 0 ? 1 : 0;
        if (count != 0) sum += std::pow(count - each, 2) / each;
    }
    BOOST_TEST(different == 24u);
    BOOST_TEST(std::abs(sum - 23) < 4 * std::sqrt(2 * 23.0));
}

BOOST_AUTO_TEST_CASE(unshuffled_it_is_a_loop_of_batches) {
    const data circle(10);
    net_type net{1};
    net_type by_hand = net;
    const auto curve = pt::fit(net, pt::cross_entropy{}, pt::adam{}, circle.inputs, circle.classes,
                               pt::fit_options{.epochs = 1, .batch_size = 4, .shuffle = false});
    pt::trainer trainer{by_hand, pt::cross_entropy{}, pt::adam{}};
    double loss = 0;
    for (const auto& [first, count] : {std::pair{0, 4}, {4, 4}, {8, 2}}) {
        const std::span inputs(circle.inputs.data() + first, static_cast<std::size_t>(count));
        const std::span classes(circle.classes.data() + first, static_cast<std::size_t>(count));
        loss += static_cast<double>(trainer.step(inputs, classes)) * count / 10;
    }
    BOOST_TEST((net == by_hand));
    BOOST_TEST(static_cast<double>(curve.back().loss) == loss, boost::test_tools::tolerance(1e-6));
}

BOOST_AUTO_TEST_CASE(a_callback_sees_every_epoch_and_can_end_the_training) {
    const data circle(20);
    net_type net{1};
    std::vector<std::size_t> seen;
    const auto curve = pt::fit(net, pt::cross_entropy{}, pt::sgd{}, circle.inputs, circle.classes,
                               pt::fit_options{.epochs = 50, .on_epoch = [&seen](const auto& report) {
                                                   seen.push_back(report.epoch);
                                                   return report.epoch < 6;
                                               }});
    BOOST_TEST(seen.size() == 7u);
    BOOST_TEST(seen.back() == 6u);
    BOOST_TEST(curve.epochs() == 7u);
    int calls = 0;
    pt::fit(net, pt::cross_entropy{}, pt::sgd{}, circle.inputs, circle.classes,
            pt::fit_options{.epochs = 3, .on_epoch = [&calls](const auto&) { ++calls; }});
    BOOST_TEST(calls == 3);
    // It may return a reference to a variable.
    bool goes_on = false;
    const auto stopped =
        pt::fit(net, pt::cross_entropy{}, pt::sgd{}, circle.inputs, circle.classes,
                pt::fit_options{.epochs = 3, .on_epoch = [&goes_on](const auto&) -> bool& { return goes_on; }});
    BOOST_TEST(stopped.epochs() == 1u);
}

BOOST_AUTO_TEST_CASE(the_validation_part_is_the_end_and_is_not_trained_on) {
    data circle(20);
    net_type whole{1};
    pt::fit(whole, pt::cross_entropy{}, pt::sgd{}, circle.inputs, circle.classes,
            pt::fit_options{.epochs = 2, .validation_split = 0.25});
    for (std::size_t k = 15; k < 20; ++k) circle.inputs[k] = {100.0f, -100.0f};
    net_type other{1};
    const auto curve = pt::fit(other, pt::cross_entropy{}, pt::sgd{}, circle.inputs, circle.classes,
                               pt::fit_options{.epochs = 2, .validation_split = 0.25});
    BOOST_TEST((whole == other));
    const std::span inputs(circle.inputs.data() + 15, 5);
    const std::span classes(circle.classes.data() + 15, 5);
    BOOST_TEST(curve.back().validation_loss == pt::evaluate(other, pt::cross_entropy{}, inputs, classes),
               boost::test_tools::tolerance(1e-5f));
}

/// The number of samples out of `count` that `fit` holds out for a validation share. With steps that reach each target
/// exactly, the network is at the last target it was trained on after an epoch in order.
std::size_t held_out(double share, std::size_t count) {
    pt::basic_network<double, pt::input<1>, pt::dense<1>> net{1};
    std::vector<pt::tensor<double, 1>> inputs(count), targets;
    for (std::size_t i = 0; i < count; ++i) targets.push_back({static_cast<double>(i + 1)});
    const auto curve =
        pt::fit(net, pt::sum_of_squared_errors{}, pt::sgd{.learning_rate = 1}, inputs, targets,
                pt::fit_options{.epochs = 1, .batch_size = 1, .shuffle = false, .validation_split = share});
    const std::size_t held = count - static_cast<std::size_t>(net.layer<1>().bias(0));
    BOOST_TEST(std::isnan(curve.back().validation_loss) == (held == 0));
    return held;
}

BOOST_AUTO_TEST_CASE(the_validation_part_is_the_nearest_whole_number_and_at_least_one) {
    BOOST_TEST(held_out(0.1, 9) == 1u);
    BOOST_TEST(held_out(0.29, 100) == 29u);  // the product is 28.999...
    BOOST_TEST(held_out(0.07, 100) == 7u);   // 7.000...01
    BOOST_TEST(held_out(0.57, 100) == 57u);
    BOOST_TEST(held_out(1 / 3.0, 10) == 3u);
    BOOST_TEST(held_out(0.25, 10) == 3u);  // halves are rounded up
    BOOST_TEST(held_out(0.0, 10) == 0u);
    BOOST_TEST(held_out(1e-300, 10) == 1u);
    BOOST_TEST(held_out(0.1, 2) == 1u);
    for (std::size_t percent = 0; percent < 100; ++percent)
        BOOST_TEST(held_out(static_cast<double>(percent) / 100, 100) == percent);
}

BOOST_AUTO_TEST_CASE(few_samples_train_for_as_long_as_the_validation_loss_is_high) {
    const data circle(9);
    net_type net{1};
    const auto curve = pt::fit(net, pt::cross_entropy{}, pt::sgd{}, circle.inputs, circle.classes,
                               pt::fit_options{.validation_split = 0.1, .on_epoch = [](const auto& report) {
                                                   return report.validation_loss > 0.05f;
                                               }});
    BOOST_TEST(curve.epochs() == 20u);
}

BOOST_AUTO_TEST_CASE(wrong_data_is_an_error_and_changes_nothing) {
    const data circle(20);
    net_type net{1};
    const net_type before = net;
    const auto text_of = [&](const auto& inputs, const auto& classes, auto options) -> std::string {
        try {
            pt::fit(net, pt::cross_entropy{}, pt::adam{}, inputs, classes, options);
        } catch (const pt::data_error& error) {
            return error.what();
        }
        return "no error";
    };
    BOOST_TEST(text_of(circle.inputs, data(19).classes, pt::fit_options{}) == "fit: targets: expected 20, found 19");
    BOOST_TEST(text_of(data(0).inputs, data(0).classes, pt::fit_options{}) ==
               "fit: inputs: expected at least 1, found 0");
    std::vector<unsigned> wrong = circle.classes;
    wrong[13] = 2;
    BOOST_TEST(text_of(circle.inputs, wrong, pt::fit_options{}) ==
               "fit: class of sample 13: expected a class below 2, found 2");
    BOOST_TEST(text_of(circle.inputs, circle.classes, pt::fit_options{.batch_size = 0}) ==
               "fit: batch size: expected at least 1, found 0");
    for (const auto& [share, found] :
         {std::pair{1.0, "1 or more"}, std::pair{-0.1, "less than 0"}, std::pair{std::nan(""), "not a number"}})
        BOOST_TEST(text_of(circle.inputs, circle.classes, pt::fit_options{.validation_split = share}) ==
                   std::string("fit: validation split: expected at least 0 and below 1, found ") + found);
    BOOST_TEST(text_of(data(1).inputs, data(1).classes, pt::fit_options{.validation_split = 0.1}) ==
               "fit: validation split: expected a sample left to train on of 1, found 1 for validation");
    BOOST_TEST(text_of(circle.inputs, circle.classes, pt::fit_options{.validation_split = 0.98}) ==
               "fit: validation split: expected a sample left to train on of 20, found 20 for validation");
    BOOST_TEST((net == before));
}

constexpr bool fits_at_compile_time() {
    pt::network<pt::input<1>, pt::dense<1>> line{1};
    constexpr std::array<std::array<float, 1>, 4> x{{{0.0f}, {1.0f}, {2.0f}, {3.0f}}};
    constexpr std::array<float, 4> y{1.0f, 3.0f, 5.0f, 7.0f};
    const auto curve = pt::fit<4>(line, pt::mean_squared_error{}, pt::sgd{.learning_rate = 0.1}, x, y,
                                  pt::fit_options{.epochs = 30, .batch_size = 4});
    const float slope = line.layer<1>().weights(0, 0);
    return curve.epochs() == 30 && slope > 1.8f && slope < 2.2f;
}
static_assert(fits_at_compile_time());

BOOST_AUTO_TEST_CASE(fits_at_run_time) { BOOST_TEST(fits_at_compile_time()); }

BOOST_AUTO_TEST_SUITE_END()
