// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt

#include <boost/test/unit_test.hpp>

#include <perceptype/tensor.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <numeric>
#include <span>
#include <type_traits>
#include <vector>

namespace pt = perceptype;

BOOST_AUTO_TEST_SUITE(tensor)

static_assert(std::is_trivially_copyable_v<pt::tensor<float, 3, 5>>);
static_assert(pt::tensor<float, 3, 5>::size() == 15 && pt::tensor<float, 3, 5>::rank == 2);
static_assert(pt::tensor<float, 2>{1.0f, 0.5f}[1] == 0.5f);
static_assert(pt::tensor<float, 2>{1.0f, 0.5f} == pt::tensor<float, 2>{1.0f, 0.5f});
static_assert(pt::tensor<float, 2>{1.0f, 0.5f} != pt::tensor<float, 2>{1.0f, 0.25f});
static_assert(pt::tensor<double, 2, 2, 2>{0.0, 1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0}(1, 0, 1) == 5.0);
static_assert(std::is_same_v<pt::tensor_of<float, pt::shape<2, 3>>, pt::tensor<float, 2, 3>>);
static_assert(pt::is_tensor<pt::tensor<float, 1>> && !pt::is_tensor<float>);
static_assert(!std::is_convertible_v<float, pt::tensor<float, 1>>);

BOOST_AUTO_TEST_CASE(is_row_major) {
    pt::tensor<float, 2, 3, 4> t;
    std::iota(t.begin(), t.end(), 0.0f);
    float next = 0;
    for (std::size_t i = 0; i < 2; ++i)
        for (std::size_t j = 0; j < 3; ++j)
            for (std::size_t k = 0; k < 4; ++k) BOOST_TEST(t(i, j, k) == next++);
    t(1, 2, 3) = -1;
    BOOST_TEST(t[23] == -1.0f);
    BOOST_TEST(t.data()[23] == -1.0f);
    BOOST_TEST(t.end() - t.begin() == 24);
}

BOOST_AUTO_TEST_CASE(is_initialized_with_zeros_or_from_an_array) {
    for (const double each : pt::tensor<double, 7>{}) BOOST_TEST(each == 0.0);
    const pt::tensor<int, 3> t = std::array{1, 2, 3};
    BOOST_TEST(t[2] == 3);
}

BOOST_AUTO_TEST_CASE(compares_elements_and_not_padding) {
    pt::tensor<float, 5> a;
    pt::tensor<float, 5> b;
    a[4] = -0.0f;
    BOOST_TEST((a == b));
    a[4] = std::numeric_limits<float>::quiet_NaN();
    BOOST_TEST(!(a == a));
}

BOOST_AUTO_TEST_CASE(a_vector_can_be_destructured) {
    pt::tensor t{1.5f, 2.5f, 3.5f};
    static_assert(std::is_same_v<decltype(t), pt::tensor<float, 3>>);
    static_assert(std::is_same_v<decltype(pt::tensor{std::array{1.0, 2.0}}), pt::tensor<double, 2>>);
    auto& [a, b, c] = t;
    a = 4;
    BOOST_TEST(t[0] == 4);
    const auto [d, e, f] = t;
    BOOST_TEST(d + e + f == 10);
    BOOST_TEST(b + c == 6);
    t.fill(2);
    BOOST_TEST((t == pt::tensor<float, 3>{2.0f, 2.0f, 2.0f}));
    static_assert([] {
        const auto [x, y] = pt::tensor{1, 2};
        return 10 * x + y;
    }() == 12);
}

template <class Scalar, std::size_t... Extents>
void check_alignment() {
    std::vector<pt::tensor<Scalar, Extents...>> several(3);
    for (auto& each : several) {
        BOOST_TEST(reinterpret_cast<std::uintptr_t>(each.data()) % alignof(pt::tensor<Scalar, Extents...>) == 0u);
        const std::span<const Scalar, (Extents * ...)> view(each.data(), each.size());
        BOOST_TEST(view.size() == each.size());
    }
    BOOST_TEST(sizeof(pt::tensor<Scalar, Extents...>) >= (Extents * ...) * sizeof(Scalar));
    BOOST_TEST(sizeof(pt::tensor<Scalar, Extents...>) <
               (Extents * ...) * sizeof(Scalar) + (pt::vector_bytes == 0 ? 1 : pt::vector_bytes));
}

BOOST_AUTO_TEST_CASE(is_aligned_and_padded_to_less_than_a_register) {
    check_alignment<float, 1>();
    check_alignment<float, 2>();
    check_alignment<float, 3>();
    check_alignment<float, 17>();
    check_alignment<double, 1>();
    check_alignment<double, 5>();
    check_alignment<float, 1, 8, 8>();
}

BOOST_AUTO_TEST_SUITE_END()
