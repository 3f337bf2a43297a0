// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt

// An on_epoch that takes no report.
// expect: perceptype: on_epoch is called with an epoch_report; take one, or auto: [](const auto& report) {...}
// expect: takes_a_report<
// expect: epoch_report<float>
// program: small_classifier

const std::vector<pt::tensor<float, 4>> inputs(2);
const std::vector<int> classes(2);
#if defined(PERCEPTYPE_MUST_FAIL)
const auto told = [](int epoch) { return epoch < 3; };
#else
const auto told = [](const auto& report) { return report.epoch < 3; };
#endif
pt::fit(model, pt::cross_entropy{}, pt::adam{}, inputs, classes, pt::fit_options{.epochs = 2, .on_epoch = told});
