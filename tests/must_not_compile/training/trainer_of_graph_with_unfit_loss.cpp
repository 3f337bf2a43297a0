// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt

// A loss that does not fit its output.
// expect: perceptype: this loss does not fit the network's output; cross_entropy needs at least 2 outputs of a final softmax or log_softmax, binary_cross_entropy those of a final sigmoid
// expect: loss_fits<perceptype::
// expect: at_node<
// expect: w"
// expect: cross_entropy
// program: graph_of_two_inputs

#if defined(PERCEPTYPE_MUST_FAIL)
const auto in = pt::named("x"_node = x, "z"_node = z);
const auto goal = pt::named("y"_node = 2, "w"_node = pt::tensor<float, 1>{0.5f});
const auto loss = pt::joint_loss("y"_node = pt::cross_entropy{}, "w"_node = pt::cross_entropy{});
pt::trainer trainer{model, loss, pt::sgd{}};
return trainer.step(in, goal) > 1;
#else
const auto in = pt::named("x"_node = x, "z"_node = z);
const auto goal = pt::named("y"_node = 2, "w"_node = pt::tensor<float, 1>{0.5f});
const auto loss = pt::joint_loss("y"_node = pt::cross_entropy{}, "w"_node = pt::mean_squared_error{});
pt::trainer trainer{model, loss, pt::sgd{}};
return trainer.step(in, goal) > 1;
#endif
