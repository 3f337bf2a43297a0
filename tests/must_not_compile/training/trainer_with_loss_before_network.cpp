// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt

// The loss before the network.
// expect: perceptype: training changes the network: the first argument must be a network that is not const
// expect: is_a_network_to_train<perceptype::
// expect: cross_entropy
// program: classifier

const pt::tensor<float, 4> x;
#if defined(PERCEPTYPE_MUST_FAIL)
pt::cross_entropy loss;
pt::trainer trainer{loss, model, pt::adam{}};
#else
pt::cross_entropy loss;
pt::trainer trainer{model, loss, pt::adam{}};
#endif
trainer.step(x, 2);
