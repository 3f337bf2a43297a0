// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt

// The number of epochs for the options.
// expect: perceptype: the last argument of fit is its options, such as fit_options{.epochs = 20}
// expect: are_fit_options<int>
// program: classifier

#if defined(PERCEPTYPE_MUST_FAIL)
const auto curve = pt::fit(model, pt::cross_entropy{}, pt::adam{}, inputs, targets, 20);
#else
const auto curve = pt::fit(model, pt::cross_entropy{}, pt::adam{}, inputs, targets, {.epochs = 20});
#endif
return curve.back().loss > 3 ? 1 : 0;
