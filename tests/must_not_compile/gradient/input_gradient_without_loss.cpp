// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt

// Something else where the loss should be.
// expect: perceptype: the second argument must be a loss, such as mean_squared_error{} or cross_entropy{}
// expect: is_a_loss<perceptype::
// expect: adam<double>
// program: classifier

#if defined(PERCEPTYPE_MUST_FAIL)
const pt::adam loss{.learning_rate = 1e-3};
#else
const pt::cross_entropy loss;
#endif
const auto dx = pt::input_gradient(model, loss, x, 1);
std::printf("%g\n", dx[0]);
