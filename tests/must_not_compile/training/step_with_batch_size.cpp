// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt

// A step with the size of its batch.
// expect: perceptype: step takes one sample and its target, or a range of each: step(x, target) or step(inputs, targets)
// expect: takes_as_many<perceptype::
// expect: count<3>
// expect: count<2>
// program: classifier

pt::trainer trainer{model, pt::cross_entropy{}, pt::adam{}};
#if defined(PERCEPTYPE_MUST_FAIL)
trainer.step(inputs, targets, 32);
#else
trainer.step(inputs, targets);
#endif
