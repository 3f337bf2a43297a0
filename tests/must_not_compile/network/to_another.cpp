// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt

// A network assigned to one of another type.
// expect: perceptype: a network takes another one of its own type only
// expect: is_the_same_network<perceptype::
// expect: tanh
// program: classifier

#if defined(PERCEPTYPE_MUST_FAIL)
model = pt::network<pt::input<4>, pt::dense<8>, pt::tanh, pt::dense<3>, pt::softmax>{7};
#else
model = net{7};
#endif
return model == net{} ? 1 : 0;
