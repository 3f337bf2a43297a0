// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
#include <perceptype/loss/loss.hpp>

#include <boost/test/unit_test.hpp>

#include <perceptype/loss/sum_of_squared_errors.hpp>

#include <array>
#include <span>
#include <type_traits>

namespace pt = perceptype;

BOOST_AUTO_TEST_SUITE(loss_loss)

// What users need to write: a name and two functions over padded rows; the base has the functions for tensors. This one charges for being above the target.
struct one_sided : pt::loss_base<one_sided> {
    static constexpr const char* name = "one_sided";
    template <class LastLayer, class Shape>
    static constexpr bool fits = true;

    template <std::size_t, std::size_t Size, class Scalar>
    constexpr Scalar row_value(const Scalar* y, const Scalar* t) const {
        Scalar sum = 0;
        for (std::size_t i = 0; i < Size; ++i) sum += y[i] > t[i] ? y[i] - t[i] : 0;
        return sum;
    }
    template <std::size_t Lanes, std::size_t Size, class Scalar>
    constexpr Scalar row_gradient(const Scalar* y, const Scalar* t, Scalar* dy, Scalar scale) const {
        for (std::size_t i = 0; i < Size; ++i) dy[i] = y[i] > t[i] ? scale : 0;
        for (std::size_t i = Size; i < pt::kernels::padded<Scalar>(Size); ++i) dy[i] = 0;
        return row_value<Lanes, Size>(y, t);
    }
};

// The same from what a single output adds.
struct one_sided_by_terms : pt::loss_base<one_sided_by_terms>, pt::sum_of_terms<one_sided_by_terms> {
    static constexpr const char* name = "one_sided_by_terms";
    template <class LastLayer, class Shape>
    static constexpr bool fits = true;

    template <class Pack>
    constexpr Pack term(Pack y, Pack t) const {
        return pt::kernels::maximum(Pack::broadcast(0), y - t);
    }
    template <class Pack>
    constexpr Pack slope(Pack y, Pack t) const {
        return select(y > t, Pack::broadcast(1), Pack::broadcast(0));
    }
};

BOOST_AUTO_TEST_CASE(the_concept_knows_a_loss) {
    static_assert(pt::Loss<one_sided> && pt::Loss<pt::sum_of_squared_errors>);
    static_assert(!pt::Loss<int> && !pt::Loss<pt::shape<3>>);
    constexpr pt::tensor<float, 3> y{1, 2, 3};
    constexpr pt::tensor<float, 3> t{0, 2, 4};
    static_assert(one_sided{}.value(y, t) == 1);
    BOOST_TEST((one_sided{}.gradient(y, t) == pt::tensor<float, 3>{1, 0, 0}));
}

BOOST_AUTO_TEST_CASE(a_loss_can_be_a_sum_of_terms) {
    static_assert(pt::Loss<one_sided_by_terms>);
    constexpr pt::tensor<float, 3> y{1, 2, 3};
    constexpr pt::tensor<float, 3> t{0, 2, 4};
    static_assert(one_sided_by_terms{}.value(y, t) == 1);
    BOOST_TEST((one_sided_by_terms{}.gradient(y, t) == pt::tensor<float, 3>{1, 0, 0}));
}

BOOST_AUTO_TEST_CASE(targets_come_in_many_forms) {
    constexpr pt::sum_of_squared_errors loss;
    const pt::tensor<float, 2> y{1, 2};
    const std::array<float, 2> array{0, 4};
    const float numbers[2] = {0, 4};
    BOOST_TEST(loss.value(y, array) == 2.5f);
    BOOST_TEST(loss.value(y, numbers) == 2.5f);
    BOOST_TEST(loss.value(y, std::span{array}) == 2.5f);
    BOOST_TEST((loss.gradient(y, std::span<const float, 2>{numbers}) == pt::tensor<float, 2>{1, -2}));
    const pt::tensor<double, 1> single{3.0};
    BOOST_TEST(loss.value(single, 1) == 2);
    BOOST_TEST(loss.value(single, 2.5f) == 0.125);
    static_assert(std::is_same_v<decltype(loss.value(single, 1)), double>);
}

BOOST_AUTO_TEST_SUITE_END()
