// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt

// A call that leaves an input out.
// expect: perceptype: a graph takes a value for each of its inputs by name, "name"_node = x, and each x must be a tensor, std::array or std::span<T, N> of exactly that input's extents and scalar type
// expect: x_matches<perceptype::
// expect: receives<perceptype::
// expect: needs<perceptype::
// expect: z"
// program: graph_of_two_inputs

#if defined(PERCEPTYPE_MUST_FAIL)
return model("x"_node = x)["w"_node][0] > 1;
#else
return model("x"_node = x, "z"_node = z)["w"_node][0] > 1;
#endif
