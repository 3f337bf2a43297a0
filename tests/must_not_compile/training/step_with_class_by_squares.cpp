// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt

// A class number for a loss that takes none.
// expect: perceptype: the target must be a tensor, std::array or std::span<T, N> of exactly the output's extents and scalar type, or an integer class for a loss such as cross_entropy
// expect: target_matches<perceptype::
// expect: receives<int>
// expect: needs<perceptype::
// expect: tensor<float, 3>
// expect: mean_squared_error>
// program: classifier

#if defined(PERCEPTYPE_MUST_FAIL)
pt::trainer trainer{model, pt::mean_squared_error{}, pt::sgd{.learning_rate = 0.1, .momentum = 0.9}};
#else
pt::trainer trainer{model, pt::cross_entropy{}, pt::adam{.learning_rate = 1e-3}};
#endif
float loss = 0;
for (int i = 0; i < 100; ++i) loss = trainer.step(x, 1);
std::printf("%g after %d steps\n", loss, static_cast<int>(trainer.steps()));
