// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
#include <perceptype/layer/normalization_options.hpp>

#include <boost/test/unit_test.hpp>

#include <perceptype/layer/layer.hpp>

using namespace perceptype;

BOOST_AUTO_TEST_SUITE(layer_normalization_options)

template <class... Options>
constexpr auto read = detail::normalization_options::of(option_list<Options...>{});

BOOST_AUTO_TEST_CASE(options_come_in_any_order_over_pytorchs_defaults) {
    constexpr auto plain = read<>;
    BOOST_TEST((plain.epsilon == 1e-5 && plain.momentum == 0.1 && plain.affine));
    constexpr auto all = read<no_affine, momentum<0.25>, epsilon<0.5>>;
    BOOST_TEST((all.epsilon == 0.5 && all.momentum == 0.25 && !all.affine));
}

BOOST_AUTO_TEST_CASE(numbers_have_a_range) {
    BOOST_TEST((read<>.has_epsilon() && read<>.has_momentum()));
    BOOST_TEST((read<momentum<0.0>>.has_momentum() && read<momentum<1.0>>.has_momentum()));
    BOOST_TEST((!read<momentum<1.5>>.has_momentum() && !read<momentum<-0.5>>.has_momentum()));
    BOOST_TEST((!read<epsilon<0.0>>.has_epsilon() && !read<epsilon<-1.0>>.has_epsilon() &&
                !read<epsilon<1e31>>.has_epsilon()));
    BOOST_TEST((!read<epsilon<>>.has_epsilon() && !read<epsilon<1.0, 2.0>>.has_epsilon()));
}

BOOST_AUTO_TEST_SUITE_END()
