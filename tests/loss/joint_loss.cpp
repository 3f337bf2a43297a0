// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
#include <perceptype/loss/joint_loss.hpp>

#include <boost/test/unit_test.hpp>

#include <perceptype/loss/cross_entropy.hpp>
#include <perceptype/loss/huber.hpp>

#include <type_traits>

namespace pt = perceptype;
using namespace pt::literals;

BOOST_AUTO_TEST_SUITE(loss_joint_loss)

BOOST_AUTO_TEST_CASE(holds_losses_by_name) {
    const pt::huber bounded{.delta = 0.5};
    const auto loss = pt::joint_loss("a"_node = bounded, "b"_node = 2 * pt::cross_entropy{});
    BOOST_TEST(loss["a"_node].delta == 0.5);
    BOOST_TEST(loss["b"_node].factor == 2);
    using type = decltype(pt::joint_loss("a"_node = bounded));
    static_assert(std::is_same_v<type::loss_of<pt::node_name{"a"}>, pt::huber>);
}

BOOST_AUTO_TEST_SUITE_END()
