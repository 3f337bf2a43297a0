// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
#pragma once

#include <perceptype/config.hpp>
#include <perceptype/detail/argument.hpp>
#include <perceptype/detail/pass.hpp>
#include <perceptype/initializer/generator.hpp>
#include <perceptype/initializer/glorot_uniform.hpp>
#include <perceptype/initializer/initializer.hpp>
#include <perceptype/parameters.hpp>
#include <perceptype/tensor.hpp>
#include <perceptype/topology/chain.hpp>
#include <perceptype/topology/refusal.hpp>

#include <boost/hana/tuple.hpp>
#include <boost/hana/type.hpp>

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <type_traits>
#include <utility>

namespace perceptype::inline PERCEPTYPE_ISA {

template <class Scalar, class... Layers>
class basic_network;

/// The gradient of a network: one number a parameter, laid out as the network's own, with the same `layer<I>()`.
template <class Network>
class network_gradient;

namespace detail {

/// Stands in for a network that was refused, and takes whatever the program does with it, so that the refusal is the only error.
struct refused_network {
    static constexpr std::size_t parameter_count = 0;
    static constexpr std::size_t layer_count = 0;
    constexpr refused_network(auto&&...) noexcept {}
    constexpr refused_network operator()(auto&&...) const noexcept { return {}; }
    template <class T>
    constexpr operator T() const noexcept {
        return T{};
    }
};

/// The initializer for layer `Index`: what the layer behind it asks for, else glorot_uniform.
template <class Chain, std::size_t Index>
constexpr auto suitable_initializer() {
    if constexpr (Index + 1 < Chain::layer_count) {
        using next = typename Chain::template layer<Index + 1>;
        if constexpr (requires { next::initializer; })
            return next::initializer;
        else
            return glorot_uniform{};
    } else {
        return glorot_uniform{};
    }
}

/// A well-formed network: what `basic_network` is when nothing is wrong with it.
template <class Scalar, class... Layers>
class network_base : public parameter_set<chain<Scalar, Layers...>> {
public:
    static_assert(std::same_as<Scalar, float> || std::same_as<Scalar, double>,
                  "perceptype: a network computes in float or double");

    using chain_type = chain<Scalar, Layers...>;
    using scalar_type = Scalar;
    using input_type = tensor_of<Scalar, typename chain_type::input_shape>;
    using output_type = tensor_of<Scalar, typename chain_type::output_shape>;
    using gradient_type = network_gradient<basic_network<Scalar, Layers...>>;

    static constexpr std::size_t layer_count = sizeof...(Layers);
    /// The layers as a `hana::tuple` of `hana::type`s; `network_from` turns such a tuple into a network.
    static constexpr auto topology = boost::hana::tuple_t<Layers...>;

    /// The same network with another scalar.
    template <class Other>
    using rebind = basic_network<Other, Layers...>;

    /// Initial weights from the seed 0.
    constexpr network_base() noexcept : network_base(0) {}

    /// Initial weights from a seed, in each layer from the initializer that suits the activation behind it.
    template <std::integral Seed>
    constexpr explicit network_base(Seed seed) noexcept {
        generator random{seed};
        initialize(random, []<std::size_t Index>(std::integral_constant<std::size_t, Index>) {
            return suitable_initializer<chain_type, Index>();
        });
    }

    /// Initial weights from one initializer for all layers.
    template <Initializer Init, std::integral Seed = int>
    constexpr explicit network_base(const Init& initializer, Seed seed = 0) noexcept {
        generator random{seed};
        initialize(random, [&](auto) { return initializer; });
    }

    /// The network's output for x: a tensor of the input's shape, or an array or span of as many numbers of its scalar type.
    template <ValuesOf<Scalar, typename chain_type::input_shape> X>
    [[nodiscard]] constexpr output_type operator()(const X& x) const noexcept {
        output_type y;
        if (std::is_constant_evaluated())
            run<false>(x, y);
        else
            run<true>(x, y);
        return y;
    }
    template <class X>
    constexpr output_type operator()(const X&) const noexcept {
        static_assert(argument_matches<receives<X>, expects<typename chain_type::input_shape>, Scalar>,
                      "perceptype: x must be a tensor, std::array or std::span of exactly the input's extent and scalar type");
        return {};
    }

    /// Gradient descent as the textbook writes it: `net -= rate * gradient`.
    constexpr auto& operator-=(const gradient_type& gradient) noexcept {
        gradient.add_to(this->storage(), Scalar(-1));
        return static_cast<basic_network<Scalar, Layers...>&>(*this);
    }
    constexpr auto& operator+=(const gradient_type& gradient) noexcept {
        gradient.add_to(this->storage(), Scalar(1));
        return static_cast<basic_network<Scalar, Layers...>&>(*this);
    }

    [[nodiscard]] friend constexpr bool operator==(const network_base& a, const network_base& b) noexcept {
        for (std::size_t i = 0; i < chain_type::storage_size; ++i)
            if (a.storage()[i] != b.storage()[i]) return false;
        return true;
    }

private:
    template <class Choose>
    constexpr void initialize(generator& random, Choose choose) noexcept {
        [&]<std::size_t... i>(std::index_sequence<i...>) {
            (initialize_layer<i>(random, choose), ...);
        }(std::make_index_sequence<layer_count>{});
    }

    template <std::size_t Index, class Choose>
    constexpr void initialize_layer(generator& random, Choose& choose) noexcept {
        using block = typename chain_type::template block<Index>;
        if constexpr (block::parameter_count != 0)
            block::initialize(this->storage() + chain_type::place.storage[Index],
                              choose(std::integral_constant<std::size_t, Index>{}), random);
    }

    template <bool Vectorised, class X>
    constexpr void run(const X& x, output_type& y) const noexcept {
        constexpr std::size_t size = chain_type::input_shape::size;
        if constexpr (is_tensor<X> || size == kernels::padded<Scalar>(size)) {
            infer<execution<1, Vectorised>, chain_type>(this->storage(), begin_of(x), y.data());
        } else {
            workspace<Scalar, kernels::padded<Scalar>(size)> padded;
            copy_to_row<size>(begin_of(x), padded.values);
            infer<execution<1, Vectorised>, chain_type>(this->storage(), padded.values, y.data());
        }
    }
};

template <class Scalar, class... Layers>
using network_or_refusal =
    typename std::conditional_t<refusal<deduced_shapes<Layers...>>::accepted,
                                std::type_identity<network_base<Scalar, Layers...>>, std::type_identity<refused_network>>::type;

}  // namespace detail

/// A neural network as a type: the list of its layers, the first of them its input. A literal, trivially copyable value that
/// holds parameters only; one network serves many threads.
///
/// A list that does not fit together is refused here, with the layer's number, the layer and what it met.
template <class Scalar, class... Layers>
class basic_network : public detail::network_or_refusal<Scalar, Layers...> {
    using refusal = detail::refusal<deduced_shapes<Layers...>>;
    static_assert(starts_with_input<typename refusal::no_input::at, typename refusal::no_input::layer>,
                  "perceptype: a network begins with its input; put input<Extents...> first");
    static_assert(input_comes_first<typename refusal::late_input::at, typename refusal::late_input::layer>,
                  "perceptype: only the first layer can be an input; remove this one, or wire several inputs with graph<...>");
    static_assert(is_a_layer<typename refusal::no_layer::at, typename refusal::no_layer::layer>,
                  "perceptype: this type is no layer; a network is a list of layers such as input<3>, dense<8>, relu");
    static_assert(extents_are_positive<typename refusal::zero::at, typename refusal::zero::layer>,
                  "perceptype: a layer cannot have an extent of 0, nor an input none; make every extent at least 1");
    static_assert(option_is_known<typename refusal::unknown::at, typename refusal::unknown::layer, typename refusal::unknown::detail>,
                  "perceptype: this layer does not know this option; remove it, or see the layer's header for its options");
    static_assert(option_is_given_once<typename refusal::repeated::at, typename refusal::repeated::layer, typename refusal::repeated::detail>,
                  "perceptype: this option is given twice; give each option once");
    static_assert(shapes_match<typename refusal::no_vector::at, typename refusal::no_vector::layer, typename refusal::no_vector::detail>,
                  "perceptype: this layer needs a vector, shape<N>; put flatten before it");

    using base = detail::network_or_refusal<Scalar, Layers...>;

public:
    using base::base;
    constexpr basic_network() noexcept = default;
};

/// A network of floats.
template <class... Layers>
using network = basic_network<float, Layers...>;

namespace detail {

template <class Scalar, class Topology>
struct network_of;
template <class Scalar, class... Types>
struct network_of<Scalar, boost::hana::tuple<Types...>> {
    using type = basic_network<Scalar, typename Types::type...>;
};

}  // namespace detail

/// The network whose topology is this `hana::tuple` type of `hana::type`s.
template <class Topology, class Scalar = float>
using network_from = typename detail::network_of<Scalar, std::remove_cv_t<Topology>>::type;

}  // namespace perceptype::inline PERCEPTYPE_ISA
