// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt

// A loss of an output that the graph has not.
// expect: perceptype: joint_loss("name"_node = loss, ...) takes names of a graph's outputs, each once; a graph needs one, and a network takes the loss itself
// expect: losses_name_outputs<perceptype::
// expect: no_output<
// expect: v"
// program: graph_of_two_inputs

#if defined(PERCEPTYPE_MUST_FAIL)
const auto in = pt::named("x"_node = x, "z"_node = z);
const auto goal = pt::named("y"_node = 2, "w"_node = pt::tensor<float, 1>{0.5f});
const auto loss = pt::joint_loss("y"_node = pt::cross_entropy{}, "v"_node = pt::mean_squared_error{});
pt::trainer trainer{model, loss, pt::sgd{}};
return trainer.step(in, goal) > 1;
#else
const auto in = pt::named("x"_node = x, "z"_node = z);
const auto goal = pt::named("y"_node = 2, "w"_node = pt::tensor<float, 1>{0.5f});
const auto loss = pt::joint_loss("y"_node = pt::cross_entropy{}, "w"_node = pt::mean_squared_error{});
pt::trainer trainer{model, loss, pt::sgd{}};
return trainer.step(in, goal) > 1;
#endif
