// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt

// Two losses of one output.
// expect: perceptype: joint_loss("name"_node = loss, ...) takes names of a graph's outputs, each once; a graph needs one, and a network takes the loss itself
// expect: losses_name_outputs<perceptype::
// expect: named_twice<perceptype::
// expect: y"
// program: joint_loss

#if defined(PERCEPTYPE_MUST_FAIL)
const auto loss = pt::joint_loss("y"_node = pt::mean_squared_error{}, "y"_node = pt::huber{});
#else
const auto loss = pt::joint_loss("y"_node = pt::mean_squared_error{});
#endif
