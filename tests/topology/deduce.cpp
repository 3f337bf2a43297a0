// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt

#include <boost/test/unit_test.hpp>

#include <perceptype.hpp>

#include <type_traits>

namespace pt = perceptype;

BOOST_AUTO_TEST_SUITE(topology_deduce)

template <class... Layers>
using deduced = pt::deduced_shapes<Layers...>;
using pt::fault_kind;

static_assert(std::is_same_v<deduced<pt::input<2, 3>, pt::flatten, pt::dense<4>, pt::relu>,
                             pt::detail::deduced<pt::shape<2, 3>, pt::shape<6>, pt::shape<4>, pt::shape<4>>>);

/// Kind and place of the first fault.
template <class Fault, fault_kind Kind, std::size_t Index>
inline constexpr bool is = Fault::kind == Kind && std::is_same_v<typename Fault::at, pt::at_layer<Index>>;

static_assert(deduced<>::kind == fault_kind::no_input);
static_assert(is<deduced<pt::dense<3>>, fault_kind::no_input, 0>);
static_assert(is<deduced<pt::input<3>, pt::relu, pt::input<3>>, fault_kind::late_input, 2>);
static_assert(is<deduced<pt::input<3>, int>, fault_kind::no_layer, 1>);
static_assert(is<deduced<pt::input<0>>, fault_kind::zero_extent, 0>);
static_assert(is<deduced<pt::input<>>, fault_kind::zero_extent, 0>);
static_assert(is<deduced<pt::input<3>, pt::dense<0>>, fault_kind::zero_extent, 1>);
static_assert(is<deduced<pt::input<3>, pt::dense<3, int>>, fault_kind::unknown_option, 1>);
static_assert(is<deduced<pt::input<3>, pt::dense<3, pt::no_bias, pt::no_bias>>, fault_kind::repeated_option, 1>);
static_assert(is<deduced<pt::input<3, 3>, pt::relu, pt::dense<3>>, fault_kind::no_vector, 2>);
// The first fault is the one reported.
static_assert(is<deduced<pt::input<3>, int, pt::dense<0>>, fault_kind::no_layer, 1>);

// A layer's own diagnostic takes the place of a kind, for a shape and for a declaration.
struct own_diagnostic : pt::diagnostic {};
struct even_only : pt::activation_base {
    static constexpr const char* name = "even_only";
    static constexpr pt::layer_capabilities can{.derivative = pt::derivative_source::none};
    template <class Pack>
    static constexpr Pack value(Pack z) {
        return z;
    }
    struct requirement {
        template <class Input>
        static consteval auto fault() {
            if constexpr (Input::size % 2 == 0)
                return fault_kind::none;
            else
                return own_diagnostic{};
        }
    };
};
struct never : pt::layer_base {
    static constexpr const char* name = "never";
    static constexpr own_diagnostic declared_fault{};
};
static_assert(deduced<pt::input<4>, even_only>::kind == fault_kind::none);
static_assert(
    std::is_same_v<deduced<pt::input<3>, even_only, pt::relu>,
                   pt::detail::fault<own_diagnostic{}, pt::at_layer<1>, even_only, pt::receives<pt::shape<3>>>>);
static_assert(
    std::is_same_v<deduced<pt::input<3>, never>, pt::detail::fault<own_diagnostic{}, pt::at_layer<1>, never>>);
static_assert(deduced<pt::input<3>, never>::kind != fault_kind::none);

BOOST_AUTO_TEST_CASE(follows_the_layers) {
    BOOST_TEST((deduced<pt::input<3>, pt::dense<4>>::kind == fault_kind::none));
    BOOST_TEST((deduced<pt::input<3>, pt::dense<0>>::kind == fault_kind::zero_extent));
}

BOOST_AUTO_TEST_SUITE_END()
