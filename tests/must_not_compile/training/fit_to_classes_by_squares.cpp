// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt

// Class numbers for a loss that takes none.
// expect: perceptype: targets must be a std::vector, array or span of tensors or arrays of exactly the output's extents and scalar type, or of integer classes for a loss such as cross_entropy
// expect: target_matches<perceptype::
// expect: receives<std::vector<int
// expect: needs<perceptype::
// expect: range_of<perceptype::
// expect: tensor<float, 3>
// expect: mean_squared_error>
// program: classifier

const std::vector<pt::tensor<float, 4>> inputs(100);
const std::vector<int> targets(100, 1);
#if defined(PERCEPTYPE_MUST_FAIL)
const pt::mean_squared_error loss;
#else
const pt::cross_entropy loss;
#endif
const auto curve = pt::fit(model, loss, pt::adam{.learning_rate = 1e-3}, inputs, targets,
                           pt::fit_options{.epochs = 10, .batch_size = 16});
std::printf("%g\n", curve.back().loss);
