// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt

// Numbers whose count the compiler does not know.
// expect: perceptype: x must be a tensor, std::array or std::span<T, N> of exactly the input's extents and scalar type; pass a std::vector v as std::span<const T, N>{v}
// expect: x_matches<perceptype::
// expect: receives<std::vector<float
// expect: needs<perceptype::
// expect: tensor<float, 4>
// program: classifier

const std::vector<float> numbers{0.1f, 0.2f, 0.3f, 0.4f};
#if defined(PERCEPTYPE_MUST_FAIL)
const auto& x = numbers;
#else
const std::span<const float, 4> x{numbers};
#endif
const auto y = model(x);
std::printf("%g %g %g\n", y[0], y[1], y[2]);
