// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt

// A checkpoint holds the state of a trainer.
// expect: perceptype: the trainer comes first, and then the path as a string: save_checkpoint(trainer, path)
// expect: saves_training<perceptype::
// program: weights

#if defined(PERCEPTYPE_MUST_FAIL)
pt::save_checkpoint(net, "net.safetensors");
#else
pt::save_checkpoint(trainer, "net.safetensors");
#endif
