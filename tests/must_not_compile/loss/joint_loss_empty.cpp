// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt

// A joint loss of nothing.
// expect: perceptype: joint_loss takes at least one loss, each under the name of an output: joint_loss("digit"_node = cross_entropy{})
// expect: losses_have_names<>
// program: joint_loss

#if defined(PERCEPTYPE_MUST_FAIL)
const auto loss = pt::joint_loss();
#else
const auto loss = pt::joint_loss("y"_node = pt::mean_squared_error{});
#endif
