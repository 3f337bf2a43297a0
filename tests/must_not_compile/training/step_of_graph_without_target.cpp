// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt

// A target that leaves an output with a loss out.
// expect: perceptype: the target must be
// expect: target_matches<perceptype::
// program: graph_of_two_inputs

#if defined(PERCEPTYPE_MUST_FAIL)
const auto in = pt::named("x"_node = x, "z"_node = z);
const auto loss = pt::joint_loss("y"_node = pt::cross_entropy{}, "w"_node = pt::mean_squared_error{});
pt::trainer trainer{model, loss, pt::sgd{}};
return trainer.step(in, pt::named("y"_node = 2)) > 1;
#else
const auto in = pt::named("x"_node = x, "z"_node = z);
const auto goal = pt::named("y"_node = 2, "w"_node = pt::tensor<float, 1>{0.5f});
const auto loss = pt::joint_loss("y"_node = pt::cross_entropy{}, "w"_node = pt::mean_squared_error{});
pt::trainer trainer{model, loss, pt::sgd{}};
return trainer.step(in, goal) > 1;
#endif
