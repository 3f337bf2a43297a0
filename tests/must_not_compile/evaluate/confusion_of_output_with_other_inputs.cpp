// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt

// Inputs without their names.
// expect: perceptype: inputs must be a std::vector, array or span of named(...) with a value for each of the graph's inputs
// expect: x_matches<perceptype::
// expect: x"
// program: classifying_graph

#if defined(PERCEPTYPE_MUST_FAIL)
return pt::confusion<"kind">(model, pairs, kinds)(0, 0) > 1;
#else
return pt::confusion<"kind">(model, inputs, kinds)(0, 0) > 1;
#endif
