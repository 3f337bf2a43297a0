// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
#include <perceptype/meta/list.hpp>

#include <boost/test/unit_test.hpp>

#include <tuple>
#include <type_traits>

namespace pt = perceptype;

BOOST_AUTO_TEST_SUITE(meta_list)

BOOST_AUTO_TEST_CASE(lists_are_joined_in_order) {
    using pt::option_list;
    static_assert(std::is_same_v<pt::meta::joined_lists<option_list<>>::type, option_list<>>);
    static_assert(
        std::is_same_v<
            pt::meta::joined_lists<option_list<int>, option_list<>, option_list<char, int>, option_list<long>>::type,
            option_list<int, char, int, long>>);
}

BOOST_AUTO_TEST_CASE(the_last_of_several_types_is_found) {
    static_assert(std::is_same_v<pt::meta::last_of<int>::type, int>);
    static_assert(std::is_same_v<pt::meta::last_of<int, int, char>::type, char>);
}

BOOST_AUTO_TEST_CASE(a_template_is_made_of_a_list) {
    static_assert(std::is_same_v<pt::meta::made_of<std::tuple, pt::option_list<>>::type, std::tuple<>>);
    static_assert(
        std::is_same_v<pt::meta::made_of<std::tuple, pt::option_list<int, char>>::type, std::tuple<int, char>>);
}

BOOST_AUTO_TEST_SUITE_END()
