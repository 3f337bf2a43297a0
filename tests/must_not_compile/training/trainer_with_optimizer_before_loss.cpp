// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt

// A loss and an optimizer, each in the place of the other.
// expect: perceptype: the second argument must be a loss, such as mean_squared_error{} or cross_entropy{}
// expect: is_a_loss<perceptype::
// expect: adam<double>
// program: small_classifier

#if defined(PERCEPTYPE_MUST_FAIL)
pt::trainer trainer{model, pt::adam{}, pt::cross_entropy{}};
#else
pt::trainer trainer{model, pt::cross_entropy{}, pt::adam{}};
#endif
return trainer.step(pt::tensor<float, 4>{}, 1) > 100;
