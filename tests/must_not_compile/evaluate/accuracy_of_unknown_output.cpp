// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt

// The accuracy of an output that the graph does not have.
// expect: perceptype: the graph has no output of this name; use one of the names in its list
// expect: is_an_output<perceptype::
// expect: sort"
// expect: kind"
// program: classifying_graph

#if defined(PERCEPTYPE_MUST_FAIL)
return pt::accuracy<"sort">(model, inputs, kinds) > 0.5;
#else
return pt::accuracy<"kind">(model, inputs, kinds) > 0.5;
#endif
