// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt

// A learning rate where the optimizer should be.
// expect: perceptype: the third argument must be an optimizer, such as sgd{.learning_rate = 0.1} or adam{}
// expect: is_an_optimizer<double>
// program: classifier

#if defined(PERCEPTYPE_MUST_FAIL)
pt::trainer trainer{model, pt::cross_entropy{}, 0.01};
#else
pt::trainer trainer{model, pt::cross_entropy{}, pt::sgd{.learning_rate = 0.01}};
#endif
float loss = 0;
for (int i = 0; i < 100; ++i) loss = trainer.step(x, 1);
std::printf("%g after %d steps\n", loss, static_cast<int>(trainer.steps()));
