// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
#include <perceptype/tensor.hpp>

#include <array>
#include <concepts>
#include <cstddef>
#include <type_traits>

namespace pt = perceptype;

using image = pt::tensor<float, 2, 3, 5>;
static_assert(image::rank == 3 && image::size() == 30 && std::same_as<image::shape_type, pt::shape<2, 3, 5>>);
static_assert(std::same_as<image::value_type, float> && std::same_as<image::scalar_type, float>);
static_assert(std::is_trivially_copyable_v<image> && std::is_standard_layout_v<image>);
static_assert(std::is_nothrow_default_constructible_v<image>);
static_assert(pt::is_tensor<image> && !pt::is_tensor<std::array<float, 30>>);
static_assert(std::same_as<pt::tensor_of<double, pt::shape<2, 3>>, pt::tensor<double, 2, 3>>);

constexpr image filled = [] {
    image t;
    for (std::size_t i = 0; i < 2; ++i)
        for (std::size_t j = 0; j < 3; ++j)
            for (std::size_t k = 0; k < 5; ++k) t(i, j, k) = static_cast<float>(100 * i + 10 * j + k);
    return t;
}();
static_assert(filled[0] == 0 && filled[4] == 4 && filled[5] == 10 && filled[15] == 100 && filled[29] == 124);
static_assert(filled(1, 2, 4) == 124 && *(filled.end() - 1) == 124 && filled.data()[6] == 11);
static_assert(filled == filled && filled != image{});

static_assert(pt::tensor<float, 2>{1.0f, 0.5f}[1] == 0.5f);
static_assert(pt::tensor<float, 2>{std::array{1.0f, 0.5f}} == pt::tensor<float, 2>{1, 0.5});
static_assert(pt::tensor<std::size_t, 2>{}[1] == 0);

// A number is no tensor by itself; other counts of numbers or indices are rejected, see must_not_compile/.
static_assert(!std::is_convertible_v<float, pt::tensor<float, 1>>);

// In a list of vectors of one number, as targets often are, {0} is one.
using one = pt::tensor<float, 1>;
constexpr one several[] = {{0}, {0.5}, {1.0f}, one{2}, one(3), {{4.0f}}, std::array{5.0f}};
constexpr std::array<one, 2> two{{{0}, {1}}};
static_assert(several[0][0] == 0 && several[1](0) == 0.5f && several[3][0] == 2 && several[5][0] == 4 &&
              two[1][0] == 1);
static_assert(pt::tensor<float, 1, 1, 1>{7}(0, 0, 0) == 7 && std::is_trivially_copyable_v<one>);
static_assert(std::same_as<decltype(pt::tensor{0.5f}), one> && std::same_as<decltype(pt::tensor{one{}}), one>);
static_assert(std::same_as<decltype(pt::tensor(std::array{0.5f})), one>);

// Concepts are told the truth.
static_assert(!std::is_convertible_v<pt::tensor<float, 2>, pt::tensor<float, 3>>);
static_assert(!std::is_constructible_v<pt::tensor<float, 2>, pt::tensor<double, 2>>);
static_assert(std::is_trivially_copy_constructible_v<pt::tensor<float, 3>>);
