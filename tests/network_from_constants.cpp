// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt

#include <boost/test/unit_test.hpp>

#include <perceptype.hpp>

#include <algorithm>
#include <array>
#include <cstddef>
#include <utility>

namespace pt = perceptype;

BOOST_AUTO_TEST_SUITE(network_from_constants)

namespace {

/// All different, so that no two parameters can be exchanged.
template <class Net>
constexpr auto numbered() {
    std::array<typename Net::scalar_type, Net::parameter_count> values{};
    for (std::size_t i = 0; i < values.size(); ++i) values[i] = static_cast<typename Net::scalar_type>(i + 1);
    return values;
}
template <class Net>
inline constexpr auto constants = numbered<Net>();

/// Equal elements, including padding, which is zero.
template <class Net>
constexpr bool same_as_vector_to_parameters() {
    constexpr Net net = pt::network_from_constants<Net>(constants<Net>);
    Net expected{pt::zeros{}};
    for (std::size_t i = 0; i < Net::storage_size; ++i) expected.storage()[i] = 0;
    pt::vector_to_parameters(constants<Net>, expected);
    return std::equal(net.storage(), net.storage() + Net::storage_size, expected.storage());
}

template <class Scalar>
constexpr bool holds_for_layers() {
    return same_as_vector_to_parameters<pt::basic_network<Scalar, pt::input<3>, pt::relu>>() &&
           same_as_vector_to_parameters<pt::basic_network<Scalar, pt::input<1>, pt::dense<1>>>() &&
           // Stored by input, by output, and with one unit.
           same_as_vector_to_parameters<pt::basic_network<Scalar, pt::input<5>, pt::dense<20>, pt::prelu,
                                                          pt::dense<2, pt::no_bias>, pt::dense<1>>>() &&
           same_as_vector_to_parameters<
               pt::basic_network<Scalar, pt::input<37>, pt::dense<33>, pt::tanh, pt::dense<9>>>() &&
           same_as_vector_to_parameters<
               pt::basic_network<Scalar, pt::input<3, 9, 8>, pt::conv2d<5, pt::kernel<3, 2>>, pt::batch_norm, pt::relu,
                                 pt::conv2d<10, pt::kernel<3>, pt::groups<5>, pt::no_bias>, pt::group_norm<2>,
                                 pt::conv_transpose2d<4, pt::kernel<3>, pt::stride<2>>, pt::layer_norm>>() &&
           same_as_vector_to_parameters<pt::basic_network<
               Scalar, pt::input<4, 20>, pt::conv1d<6, pt::kernel<5>>, pt::basic_batch_norm<pt::no_affine>,
               pt::conv1d<6, pt::kernel<3>, pt::groups<6>>, pt::flatten, pt::dense<3>>>();
}
static_assert(holds_for_layers<float>());
static_assert(holds_for_layers<double>());

using nested = pt::network<pt::input<2, 4, 4>,
                           pt::residual<pt::conv2d<9, pt::kernel<3>, pt::padding<1>>, pt::batch_norm, pt::relu,
                                        pt::residual<pt::conv2d<9, pt::kernel<1>>, pt::prelu>, pt::squeeze_excite<4>>,
                           pt::squeeze_excite<3>, pt::flatten, pt::residual<pt::dense<4>, pt::relu, pt::dense<3>>>;
static_assert(same_as_vector_to_parameters<nested>());

// What these layers state about their rows is used, since it agrees with their positions.
template <class Net, std::size_t Index>
inline constexpr bool states_rows = pt::detail::states_parameter_rows<typename Net::chain_type::template block<Index>>;
using stated =
    pt::network<pt::input<2, 9, 9>, pt::conv2d<3, pt::kernel<3>>, pt::conv_transpose2d<4, pt::kernel<3>, pt::no_bias>,
                pt::flatten, pt::dense<20>, pt::dense<2, pt::no_bias>, pt::residual<pt::dense<2>>>;
static_assert(states_rows<stated, 1> && states_rows<stated, 2> && states_rows<stated, 4> && states_rows<stated, 5> &&
              states_rows<stated, 6>);

using two_inputs =
    pt::graph<pt::input_node<"image", 1, 8, 8>, pt::input_node<"meta", 4>,
              pt::node<"eye", pt::from<"image">, pt::conv2d<8, pt::kernel<3>>, pt::batch_norm, pt::relu, pt::flatten>,
              pt::node<"hint", pt::from<"meta">, pt::dense<8>, pt::relu>,
              pt::node<"hint2", pt::from<"meta">, pt::tied<"hint">>,
              pt::node<"both", pt::from<"eye", "hint", "hint2">, pt::concat>,
              pt::node<"digit", pt::from<"both">, pt::dense<10>, pt::softmax>,
              pt::node<"slant", pt::from<"both">, pt::dense<1>>, pt::outputs<"digit", "slant">>;
static_assert(same_as_vector_to_parameters<two_inputs>());

/// A layer that does not state the rows of its parameters: they are stored from last to first.
struct backwards : pt::layer_base {
    static constexpr const char* name = "backwards";
    template <class Input>
    using output = Input;
    template <class Scalar, class Input>
    struct block : pt::block_base {
        using input_shape = Input;
        using output_shape = Input;
        static constexpr std::size_t parameter_count = 5000;  // more than one table
        static constexpr std::size_t storage_size = 5003;
        static constexpr std::size_t position(std::size_t canonical) { return storage_size - 1 - canonical; }
        template <class Pointer>
        struct view {
            Pointer storage;
        };
        template <class Initializer>
        static constexpr void initialize(Scalar*, const Initializer&, pt::generator&) {}
        template <class Execution>
        static constexpr void forward(Execution, const Scalar*, const Scalar*, Scalar*) {}
        template <pt::required_gradients Required, class Execution>
        static constexpr void backward(Execution, const Scalar*, const Scalar*, const Scalar*, Scalar*, Scalar*,
                                       Scalar*) {}
    };
};
static_assert(same_as_vector_to_parameters<pt::network<pt::input<3>, pt::dense<2>, backwards, pt::dense<4>>>());
static_assert(same_as_vector_to_parameters<pt::network<pt::input<3>, pt::residual<pt::dense<3>, backwards>>>());

/// A layer derived from dense, with other positions than dense states: its biases come first.
struct biases_first : pt::dense<3> {
    template <class Scalar, class Input>
    struct block : pt::dense<3>::block<Scalar, Input> {
        using base = pt::dense<3>::block<Scalar, Input>;
        static constexpr std::size_t position(std::size_t canonical) {
            return canonical < base::weight_count ? base::position(canonical)
                                                  : base::bias_offset + 2 - (canonical - base::weight_count);
        }
    };
};
static_assert(same_as_vector_to_parameters<pt::network<pt::input<4>, biases_first>>());

}  // namespace

BOOST_AUTO_TEST_CASE(a_built_in_array_and_a_std_array_give_the_same_network) {
    using net_type = pt::network<pt::input<2>, pt::dense<1>>;
    static constexpr float built_in[] = {1, 2, 3};
    constexpr net_type net = pt::network_from_constants<net_type>(built_in);
    static_assert(net == pt::network_from_constants<net_type>(std::array{1.0F, 2.0F, 3.0F}));
    static_assert(net({10, 100})(0) == 213);
    BOOST_TEST(net({10, 100})(0) == 213);
}

BOOST_AUTO_TEST_CASE(at_run_time_it_is_the_same_network) {
    constexpr nested at_compile_time = pt::network_from_constants<nested>(constants<nested>);
    auto values = constants<nested>;
    values[0] = values[0] + 1;
    BOOST_TEST(!(pt::network_from_constants<nested>(values) == at_compile_time));
    values[0] = values[0] - 1;
    BOOST_TEST((pt::network_from_constants<nested>(values) == at_compile_time));
}

BOOST_AUTO_TEST_CASE(the_network_runs_as_one_that_was_filled) {
    const nested net = pt::network_from_constants<nested>(constants<nested>);
    nested filled{1};
    pt::vector_to_parameters(constants<nested>, filled);
    nested::input_type x{};
    for (std::size_t i = 0; i < x.size(); ++i) x[i] = static_cast<float>(i % 7) * 0.25F;
    BOOST_TEST((net(x) == filled(x)));
}

BOOST_AUTO_TEST_SUITE_END()
