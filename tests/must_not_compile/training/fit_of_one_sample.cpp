// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt

// One sample instead of ranges.
// expect: perceptype: inputs must be a std::vector, array or span of tensors or arrays of exactly the input's extents and scalar type
// expect: x_matches<perceptype::
// expect: receives<perceptype::
// expect: tensor<float, 4>
// expect: needs<perceptype::
// expect: range_of<perceptype::
// program: classifier

#if defined(PERCEPTYPE_MUST_FAIL)
const pt::tensor<float, 4> inputs;
#else
const std::vector<pt::tensor<float, 4>> inputs(100);
#endif
const std::vector<int> targets(100, 1);
const auto curve = pt::fit(model, pt::cross_entropy{}, pt::adam{.learning_rate = 1e-3}, inputs, targets,
                           pt::fit_options{.epochs = 10, .batch_size = 16});
std::printf("%g\n", curve.back().loss);
