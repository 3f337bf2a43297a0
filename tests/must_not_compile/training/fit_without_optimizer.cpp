// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt

// Something else where the optimizer should be.
// expect: perceptype: the third argument must be an optimizer, such as sgd{.learning_rate = 0.1} or adam{}
// expect: is_an_optimizer<perceptype::
// expect: mean_squared_error>
// program: classifier

#if defined(PERCEPTYPE_MUST_FAIL)
const pt::mean_squared_error optimizer;
#else
const pt::rms_prop optimizer{.learning_rate = 1e-3};
#endif
const auto curve =
    pt::fit(model, pt::cross_entropy{}, optimizer, inputs, targets, pt::fit_options{.epochs = 10, .batch_size = 16});
std::printf("%g\n", curve.back().loss);
