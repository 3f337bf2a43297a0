// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt

// A step with a sample and no target.
// expect: perceptype: step takes one sample and its target, or a range of each: step(x, target) or step(inputs, targets)
// expect: takes_as_many<perceptype::
// expect: count<1>
// expect: count<2>
// program: classifier

const pt::tensor<float, 4> x;
pt::trainer trainer{model, pt::cross_entropy{}, pt::adam{}};
#if defined(PERCEPTYPE_MUST_FAIL)
trainer.step(x);
#else
trainer.step(x, 2);
#endif
