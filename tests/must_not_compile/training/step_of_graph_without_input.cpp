// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt

// A sample that leaves an input out.
// expect: perceptype: x must be
// expect: x_matches<perceptype::
// program: graph_of_two_inputs

#if defined(PERCEPTYPE_MUST_FAIL)
const auto goal = pt::named("y"_node = 2, "w"_node = pt::tensor<float, 1>{0.5f});
const auto loss = pt::joint_loss("y"_node = pt::cross_entropy{}, "w"_node = pt::mean_squared_error{});
pt::trainer trainer{model, loss, pt::sgd{}};
return trainer.step(pt::named("x"_node = x), goal) > 1;
#else
const auto in = pt::named("x"_node = x, "z"_node = z);
const auto goal = pt::named("y"_node = 2, "w"_node = pt::tensor<float, 1>{0.5f});
const auto loss = pt::joint_loss("y"_node = pt::cross_entropy{}, "w"_node = pt::mean_squared_error{});
pt::trainer trainer{model, loss, pt::sgd{}};
return trainer.step(in, goal) > 1;
#endif
