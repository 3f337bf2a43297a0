// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt

// An output taken for a tensor of another extent.
// expect: deleted
// expect: perceptype: other extents or scalar; take the same, or auto
// expect: tensor
// program: classifier

const pt::tensor<float, 4> x;
#if defined(PERCEPTYPE_MUST_FAIL)
const pt::tensor<float, 4> y = model(x);
#else
const pt::tensor<float, 3> y = model(x);
#endif
return y[0] > 0.5f ? 1 : 0;
