// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
#include <perceptype/layer/dense.hpp>

#include <boost/test/unit_test.hpp>

#include <laws/layer.hpp>

#include <array>

namespace pt = perceptype;

BOOST_AUTO_TEST_SUITE(layer_dense)

BOOST_AUTO_TEST_CASE(obeys_the_laws_of_a_layer) {
    laws::layer<pt::dense<1>, pt::shape<1>>();
    laws::layer<pt::dense<15, pt::no_bias>, pt::shape<16>>();
}
BOOST_AUTO_TEST_CASE(obeys_them_where_it_is_wide) { laws::layer<pt::dense<33>, pt::shape<100>>(); }

// A program may ask which numbers a layer's weights and biases have.
template <class View, class... Numbers>
concept HasWeight = requires(View view, Numbers... numbers) { view.weights(numbers...); };
template <class View>
concept HasBias = requires(View view) { view.bias(0); };
using bare = pt::network<pt::input<2>, pt::dense<2, pt::no_bias>>;
static_assert(HasWeight<decltype(bare{}.layer<1>()), int, int> && !HasWeight<decltype(bare{}.layer<1>()), int>);
static_assert(!HasBias<decltype(bare{}.layer<1>())>);

template <class Net>
void check_names() {
    Net net;
    std::array<float, Net::parameter_count> vector{};
    for (std::size_t i = 0; i < vector.size(); ++i) vector[i] = static_cast<float>(i);
    pt::vector_to_parameters(vector, net);
    const auto layer = net.template layer<1>();
    for (std::size_t out = 0; out < Net::output_type::size(); ++out)
        for (std::size_t in = 0; in < Net::input_type::size(); ++in)
            BOOST_TEST(layer.weights(out, in) == static_cast<float>(out * Net::input_type::size() + in));
    if constexpr (requires { layer.bias(0); })
        for (std::size_t out = 0; out < Net::output_type::size(); ++out)
            BOOST_TEST(layer.bias(out) == static_cast<float>(Net::output_type::size() * Net::input_type::size() + out));
}

// PyTorch's order, whether weights are stored by input or by output; without SIMD all are stored by input.
BOOST_AUTO_TEST_CASE(canonical_order_is_weights_row_major_and_then_bias) {
    using by_input = pt::network<pt::input<3>, pt::dense<17>>;
    using by_output = pt::network<pt::input<65>, pt::dense<3>>;
    static_assert(by_input::chain_type::block<1>::order == pt::kernels::storage_order::by_input);
    static_assert(pt::kernels::native_lanes<float> == 1 ||
                  by_output::chain_type::block<1>::order == pt::kernels::storage_order::by_output);
    check_names<by_input>();
    check_names<by_output>();
    check_names<pt::network<pt::input<3>, pt::dense<2, pt::no_bias>>>();
}

BOOST_AUTO_TEST_CASE(no_bias_leaves_the_weights_alone) {
    using with = pt::network<pt::input<4>, pt::dense<3>>;
    using without = pt::network<pt::input<4>, pt::dense<3, pt::no_bias>>;
    static_assert(with::parameter_count == 15 && without::parameter_count == 12);
    const auto a = pt::parameters_to_vector(with{3});
    const auto b = pt::parameters_to_vector(without{3});
    for (std::size_t i = 0; i < b.size(); ++i) BOOST_TEST(a[i] == b[i]);
    for (std::size_t i = b.size(); i < a.size(); ++i) BOOST_TEST(a[i] == 0);  // biases start at 0
}

BOOST_AUTO_TEST_SUITE_END()
