// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt

// A trainer without an optimizer.
// expect: perceptype: the third argument must be an optimizer, such as sgd{.learning_rate = 0.1} or adam{}
// expect: is_an_optimizer<perceptype::
// expect: no_optimizer>
// program: small_classifier

#if defined(PERCEPTYPE_MUST_FAIL)
pt::trainer trainer{model, pt::cross_entropy{}};
#else
pt::trainer trainer{model, pt::cross_entropy{}, pt::sgd{}};
#endif
return trainer.step(pt::tensor<float, 4>{}, 1) > 100;
