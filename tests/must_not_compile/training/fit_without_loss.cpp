// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt

// Something else where the loss should be.
// expect: perceptype: the second argument must be a loss, such as mean_squared_error{} or cross_entropy{}
// expect: is_a_loss<perceptype::
// expect: softmax>
// program: classifier

#if defined(PERCEPTYPE_MUST_FAIL)
const pt::softmax loss;
#else
const pt::cross_entropy loss;
#endif
const auto curve = pt::fit(model, loss, pt::adam{.learning_rate = 1e-3}, inputs, targets,
                           pt::fit_options{.epochs = 10, .batch_size = 16});
std::printf("%g\n", curve.back().loss);
