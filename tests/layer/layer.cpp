// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt

#include <boost/test/unit_test.hpp>

#include <perceptype.hpp>

namespace pt = perceptype;

BOOST_AUTO_TEST_SUITE(layer_layer)

struct no_name : pt::layer_base {};
struct not_empty : pt::layer_base {
    static constexpr const char* name = "not_empty";
    int number;
};
struct foreign {
    static constexpr const char* name = "foreign";
};

static_assert(pt::Layer<pt::dense<3>> && pt::Layer<pt::relu> && pt::Layer<pt::input<1>> && pt::Layer<pt::prelu>);
static_assert(!pt::Layer<int> && !pt::Layer<no_name> && !pt::Layer<not_empty> && !pt::Layer<foreign>);
static_assert(pt::ElementwiseLayer<pt::tanh> && !pt::ElementwiseLayer<pt::softmax> &&
              !pt::ElementwiseLayer<pt::dense<3>>);
static_assert(pt::is_input<pt::input<1, 2>> && !pt::is_input<pt::relu>);

/// A layer from outside the library is a layer like any other.
struct doubled : pt::activation_base {
    static constexpr const char* name = "doubled";
    template <class Pack>
    static constexpr Pack value(Pack z) {
        return z + z;
    }
    template <class Pack>
    static constexpr Pack derivative_from_value(Pack) {
        return Pack::broadcast(2);
    }
};

BOOST_AUTO_TEST_CASE(a_users_activation_needs_nothing_else) {
    const pt::network<pt::input<3>, doubled, pt::dense<2>, doubled> net{1};
    const pt::network<pt::input<3>, pt::dense<2>> plain{1};
    const auto y = net(pt::tensor<float, 3>{1.0f, 2.0f, -3.0f});
    const auto z = plain(pt::tensor<float, 3>{2.0f, 4.0f, -6.0f});
    for (std::size_t i = 0; i < 2; ++i) BOOST_TEST(y[i] == 2 * z[i], boost::test_tools::tolerance(1e-5f));
    const auto dx = pt::input_gradient(net, pt::sum_of_squared_errors{}, pt::tensor<float, 3>{1.0f, 2.0f, -3.0f}, y);
    for (const float each : dx) BOOST_TEST(each == 0.0f);
}

BOOST_AUTO_TEST_SUITE_END()
