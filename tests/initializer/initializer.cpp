// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
#include <perceptype/initializer/initializer.hpp>

#include <boost/test/unit_test.hpp>

#include <perceptype/initializer/glorot_normal.hpp>
#include <perceptype/initializer/glorot_uniform.hpp>
#include <perceptype/initializer/he_normal.hpp>
#include <perceptype/initializer/he_uniform.hpp>
#include <perceptype/initializer/lecun_normal.hpp>
#include <perceptype/initializer/uniform.hpp>
#include <perceptype/initializer/zeros.hpp>

#include <laws/initializer.hpp>

#include <cstddef>

namespace pt = perceptype;

BOOST_AUTO_TEST_SUITE(initializer_initializer)

namespace {

struct ones {  // what a user would write
    constexpr auto sampler(std::size_t, std::size_t) const noexcept {
        return [](pt::generator&) noexcept { return 1.0; };
    }
};
struct without_sampler {};
struct gives_floats {
    constexpr auto sampler(std::size_t, std::size_t) const noexcept {
        return [](pt::generator&) noexcept { return 1.0f; };
    }
};
struct may_throw {
    constexpr auto sampler(std::size_t, std::size_t) const {
        return [](pt::generator&) { return 1.0; };
    }
};
struct changes_itself {
    constexpr auto sampler(std::size_t, std::size_t) noexcept {
        return [](pt::generator&) noexcept { return 1.0; };
    }
};

}  // namespace

BOOST_AUTO_TEST_CASE(concept_holds_for_what_has_a_sampler) {
    static_assert(pt::Initializer<pt::glorot_normal> && pt::Initializer<pt::glorot_uniform>);
    static_assert(pt::Initializer<pt::he_normal> && pt::Initializer<pt::he_uniform>);
    static_assert(pt::Initializer<pt::lecun_normal> && pt::Initializer<pt::uniform> && pt::Initializer<pt::zeros>);
    static_assert(pt::Initializer<ones>);
    static_assert(!pt::Initializer<without_sampler> && !pt::Initializer<gives_floats> && !pt::Initializer<may_throw>);
    static_assert(!pt::Initializer<changes_itself> && !pt::Initializer<double>);
    laws::check_initializer<ones{}, 2, 3>({.mean = 1, .variance = 0, .lowest = 1, .highest = 1});
}

BOOST_AUTO_TEST_SUITE_END()
