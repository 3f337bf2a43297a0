// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt

// A topology is a Hana tuple of types, i.e. a value at compile time: Hana's algorithms concatenate, repeat, filter and
// transform architectures, and network_from turns the result into a network.

#include <perceptype.hpp>

#include <boost/hana/concat.hpp>
#include <boost/hana/count.hpp>
#include <boost/hana/filter.hpp>
#include <boost/hana/flatten.hpp>
#include <boost/hana/integral_constant.hpp>
#include <boost/hana/not_equal.hpp>
#include <boost/hana/prepend.hpp>
#include <boost/hana/replace.hpp>
#include <boost/hana/replicate.hpp>
#include <boost/hana/transform.hpp>
#include <boost/hana/tuple.hpp>
#include <boost/hana/type.hpp>

#include <cstddef>
#include <cstdio>
#include <type_traits>

namespace hana = boost::hana;
namespace pt = perceptype;

// A block of layers, written once.
constexpr auto hidden = hana::tuple_t<pt::dense<16>, pt::relu>;

// replicate and flatten: four such blocks in sequence. prepend and concat: an input before them, a classifier after them.
constexpr auto body = hana::flatten(hana::replicate<hana::tuple_tag>(hidden, hana::size_c<4>));
constexpr auto head = hana::tuple_t<pt::dense<3>, pt::softmax>;
constexpr auto deep = hana::concat(hana::prepend(body, hana::type_c<pt::input<4>>), head);

using deep_net = pt::network_from<decltype(deep)>;
static_assert(deep_net::layer_count == 11);
static_assert(std::is_same_v<deep_net, pt::network<pt::input<4>,             //
                                                   pt::dense<16>, pt::relu,  //
                                                   pt::dense<16>, pt::relu,  //
                                                   pt::dense<16>, pt::relu,  //
                                                   pt::dense<16>, pt::relu,  //
                                                   pt::dense<3>, pt::softmax>>);

// replace: every relu becomes a tanh. The topology of an existing network is the same kind of tuple.
constexpr auto smooth = hana::replace(deep_net::topology, hana::type_c<pt::relu>, hana::type_c<pt::tanh>);

using smooth_net = pt::network_from<decltype(smooth)>;
static_assert(hana::count(smooth_net::topology, hana::type_c<pt::tanh>) == hana::size_c<4>);
static_assert(smooth_net::parameter_count == deep_net::parameter_count);

// filter: without its activations the network is a product of matrices, so a linear map at any depth.
constexpr auto linear = hana::filter(deep_net::topology, [](auto layer) { return layer != hana::type_c<pt::relu>; });

using linear_net = pt::network_from<decltype(linear)>;
static_assert(linear_net::layer_count == 7);

// transform with a metafunction: every dense layer except the last becomes twice as wide.
template <class Layer>
struct widened {
    using type = Layer;
};
template <std::size_t Units, class... Options>
struct widened<pt::dense<Units, Options...>> {
    using type = pt::dense<2 * Units, Options...>;
};
constexpr auto wide =
    hana::concat(hana::transform(hana::prepend(body, hana::type_c<pt::input<4>>), hana::metafunction<widened>), head);

using wide_net = pt::network_from<decltype(wide)>;
static_assert(pt::cost<wide_net>.forward.multiply_adds == 4 * 32 + 3 * 32 * 32 + 32 * 3);

// Layers that do not fit together are rejected as usual:
//     pt::network_from<decltype(hana::append(deep, hana::type_c<pt::input<4>>))>
//     error: static assertion failed: perceptype: only the first layer can be an input; remove this one, ...

template <class Network>
void show(const char* title) {
    std::printf("%s\n%s", title, pt::summary<Network>().data());
    constexpr pt::tensor<float, 4> x{5.1f, 3.5f, 1.4f, 0.2f};
    const auto y = Network{1}(x);
    std::printf("  output before training: %.3f %.3f %.3f\n\n", y[0], y[1], y[2]);
}

int main() {
    show<deep_net>("deep: four blocks of dense<16> and relu");
    show<smooth_net>("smooth: every relu replaced by tanh");
    show<linear_net>("linear: every relu filtered out");
    show<wide_net>("wide: hidden layers transformed to twice the width");
}
