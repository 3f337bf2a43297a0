// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
#pragma once

#include <perceptype/config.hpp>
#include <perceptype/diagnostics/argument.hpp>
#include <perceptype/diagnostics/diagnostic.hpp>
#include <perceptype/diagnostics/ill_formed_network.hpp>
#include <perceptype/diagnostics/text.hpp>
#include <perceptype/execution/chain.hpp>
#include <perceptype/execution/pass.hpp>
#include <perceptype/execution/sample_rows.hpp>
#include <perceptype/initializer/by_activation.hpp>
#include <perceptype/initializer/glorot_uniform.hpp>
#include <perceptype/initializer/initializer.hpp>
#include <perceptype/meta/exactly_equal.hpp>
#include <perceptype/parameters.hpp>
#include <perceptype/random/generator.hpp>
#include <perceptype/shape.hpp>
#include <perceptype/tensor.hpp>

#include <boost/hana/tuple.hpp>
#include <boost/hana/type.hpp>

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <type_traits>
#include <utility>

namespace perceptype::inline PERCEPTYPE_ISA {

template <class Type>
inline constexpr bool is_an_initializer = Initializer<Type>;
template <class First, class Second>
inline constexpr bool seed_comes_second = std::integral<Second>;
template <class Type>
inline constexpr bool is_a_seed = std::integral<Type>;
template <class Network, class Other>
inline constexpr bool is_the_same_network = false;
template <class Type, class Needs>
inline constexpr bool is_the_gradient = false;

namespace detail {

/// Selects the constructor of networks whose parameters are all zero.
struct zero_parameters {};

/// Copies the parameters of one chain to another one that has the same layers, but another scalar type and storage
/// layout.
template <class To, class From>
constexpr void convert_parameters(typename To::scalar_type* to, const typename From::scalar_type* from) noexcept {
    const auto convert = [=]<std::size_t i>(std::integral_constant<std::size_t, i>) {
        using block = typename To::template block<i>;
        if constexpr (block::parameter_count != 0)
            for (std::size_t k = 0; k < block::parameter_count; ++k)
                to[To::offsets.storage[i] + block::position(k)] = static_cast<typename To::scalar_type>(
                    from[From::offsets.storage[i] + From::template block<i>::position(k)]);
    };
    [&]<std::size_t... i>(std::index_sequence<i...>) {
        (convert(std::integral_constant<std::size_t, i>{}), ...);
    }(std::make_index_sequence<To::layer_count>{});
}

}  // namespace detail

/// The common base of networks and graphs.
template <class Network, class Scalar, class... Layers>
class network_base : public parameter_set<chain<Scalar, Layers...>> {
public:
    using chain_type = chain<Scalar, Layers...>;
    using scalar_type = Scalar;
    using input_type = tensor_of<Scalar, typename chain_type::input_shape>;
    using output_type = tensor_of<Scalar, typename chain_type::output_shape>;
    using gradient_type = network_gradient<Network>;

    static constexpr std::size_t layer_count = sizeof...(Layers);
    /// The layers as a `hana::tuple` of `hana::type`s; `network_from` turns such a tuple into a network.
    static constexpr auto topology = boost::hana::tuple_t<Layers...>;

    /// The same network with another scalar type.
    template <class Other>
    using rebind = basic_network<Other, Layers...>;

    /// Initializes the weights with seed 0.
    constexpr network_base() noexcept : network_base(0) {}

    /// All parameters are zero, for functions that set every one of them.
    constexpr explicit network_base(detail::zero_parameters) noexcept {}

    /// Initializes the weights with a seed. Each layer uses the initializer that suits the activation after it.
    template <std::integral Seed>
    constexpr explicit network_base(Seed seed) noexcept {
        generator random{seed};
        detail::initialize<chain_type>(this->storage(), detail::by_activation<glorot_uniform>{}, random);
    }

    /// Initializes the weights of all layers with one initializer.
    template <class Init, std::integral Seed = int>
        requires(!std::integral<Init> && !std::derived_from<Init, network_base>)
    constexpr explicit network_base(const Init& initializer, Seed seed = 0) noexcept {
        static_assert(is_an_initializer<Init>,
                      "perceptype: a network is constructed from an integer seed, or from an initializer such as "
                      "he_uniform{} and a seed");
        if constexpr (is_an_initializer<Init>) {
            generator random{seed};
            detail::initialize<chain_type>(this->storage(), initializer, random);
        }
    }

    /// Converts the parameters from another scalar type, rounding them: `net_type::rebind<double> exact{net}`.
    template <class Other>
        requires(!std::same_as<Other, Scalar>)
    constexpr explicit network_base(const basic_network<Other, Layers...>& other) noexcept {
        detail::convert_parameters<chain_type, chain<Other, Layers...>>(this->storage(), other.storage());
    }

    /// Rejects the two arguments in the wrong order.
    template <std::integral Seed, class Init>
        requires(!std::integral<Init>)
    constexpr network_base(Seed, const Init&) noexcept {
        static_assert(seed_comes_second<Seed, Init>,
                      "perceptype: a network takes an initializer first and its seed second, net{he_uniform{}, 7}");
    }

    /// Rejects a seed that is not an integer, and further arguments.
    template <class Init, class Seed>
        requires(!std::integral<Init> && !std::integral<Seed>)
    constexpr network_base(const Init&, const Seed&) noexcept {
        static_assert(is_a_seed<Seed>, "perceptype: the seed is an integer, as in net{he_uniform{}, 7}");
    }
    template <class First, class Second, class Third, class... Rest>
    constexpr network_base(const First&, const Second&, const Third&, const Rest&...) noexcept {
        static_assert(takes_as_many<count<3 + sizeof...(Rest)>, needs<count<2>>>,
                      "perceptype: a network takes a seed, or an initializer and a seed, as in net{he_uniform{}, 7}");
    }

    /// Gradient descent as in textbooks: `net -= rate * gradient`, in one pass over the parameters and without a copy
    /// of the gradient.
    constexpr Network& operator-=(const scaled_gradient<gradient_type>& scaled) noexcept {
        scaled.gradient().add_to(this->storage(), -scaled.factor());
        return static_cast<Network&>(*this);
    }
    constexpr Network& operator+=(const scaled_gradient<gradient_type>& scaled) noexcept {
        scaled.gradient().add_to(this->storage(), scaled.factor());
        return static_cast<Network&>(*this);
    }
    constexpr Network& operator-=(const gradient_type& gradient) noexcept {
        gradient.add_to(this->storage(), Scalar(-1));
        return static_cast<Network&>(*this);
    }
    constexpr Network& operator+=(const gradient_type& gradient) noexcept {
        gradient.add_to(this->storage(), Scalar(1));
        return static_cast<Network&>(*this);
    }

    /// Rejects anything that is not a gradient of this network and does not convert to one, as a std::reference_wrapper
    /// does.
    template <class Other>
        requires(!std::convertible_to<const Other&, const gradient_type&>)
    constexpr Network& operator-=(const Other&) noexcept {
        static_assert(is_the_gradient<Other, needs<gradient_type>>,
                      "perceptype: only a gradient of the same network can be subtracted from it, as in net -= 0.1f * "
                      "result.gradient");
        return static_cast<Network&>(*this);
    }
    template <class Other>
        requires(!std::convertible_to<const Other&, const gradient_type&>)
    constexpr Network& operator+=(const Other&) noexcept {
        static_assert(
            is_the_gradient<Other, needs<gradient_type>>,
            "perceptype: only a gradient of the same network can be added to it, as in net += 0.1f * result.gradient");
        return static_cast<Network&>(*this);
    }

    [[nodiscard]] friend constexpr Network operator-(Network net,
                                                     const scaled_gradient<gradient_type>& scaled) noexcept {
        return net -= scaled;
    }
    [[nodiscard]] friend constexpr Network operator+(Network net,
                                                     const scaled_gradient<gradient_type>& scaled) noexcept {
        return net += scaled;
    }
    [[nodiscard]] friend constexpr Network operator-(Network net, const gradient_type& gradient) noexcept {
        return net -= gradient;
    }
    [[nodiscard]] friend constexpr Network operator+(Network net, const gradient_type& gradient) noexcept {
        return net += gradient;
    }

    [[nodiscard]] friend constexpr bool operator==(const Network& a, const Network& b) noexcept {
        for (std::size_t i = 0; i < network_base::chain_type::storage_size; ++i)
            if (meta::exactly_unequal(a.storage()[i], b.storage()[i])) return false;
        return true;
    }
};

/// A neural network as a type: the list of its layers, of which the first one is its input. It is a literal, trivially
/// copyable type that holds only parameters; several threads may use one network.
///
/// An inconsistent list is rejected with a message that names the layer's number, the layer and the input or option at
/// fault: diagnostics/ill_formed_network.hpp.
template <class Scalar, class... Layers>
class basic_network : public network_base<basic_network<Scalar, Layers...>, Scalar, Layers...> {
    using base = network_base<basic_network<Scalar, Layers...>, Scalar, Layers...>;

public:
    using base::base;
    using typename base::chain_type;
    using typename base::input_type;
    using typename base::output_type;

    /// Rejects another network type, unless it converts to this one, as a std::reference_wrapper does.
    template <class Other>
        requires(!std::convertible_to<const Other&, const basic_network&>)
    constexpr basic_network& operator=(const Other&) noexcept {
        static_assert(is_the_same_network<basic_network, Other>, PERCEPTYPE_TEXT_IS_THE_SAME_NETWORK);
        return *this;
    }

    /// The network's output for x, which is a tensor of the input's shape, or an array or span of its size and scalar
    /// type.
    template <class Sample>
    [[nodiscard]] PERCEPTYPE_INLINE constexpr output_type operator()(const Sample& x) const noexcept {
        static_assert(x_matches<receives<Sample>, needs<input_type>>, PERCEPTYPE_TEXT_X_MATCHES);
        output_type y;
        if constexpr (x_matches<receives<Sample>, needs<input_type>>) {
            if (std::is_constant_evaluated())
                run<false>(x, y);
            else
                run<true>(x, y);
        }
        return y;
    }

    /// The output for a list of elements: `net({0.5f, 1.0f})`.
    [[nodiscard]] PERCEPTYPE_INLINE constexpr output_type operator()(const input_type& x) const noexcept {
        return this->template operator()<input_type>(x);
    }
    /// Rejects elements that are passed as separate arguments.
    template <class... Samples>
        requires(sizeof...(Samples) != 1)
    constexpr output_type operator()(const Samples&...) const noexcept {
        static_assert(takes_as_many<count<sizeof...(Samples)>, needs<count<1>>>,
                      "perceptype: a network takes one x; pass several values as a list, net({0.5f, 1.0f})");
        return {};
    }

private:
    template <bool Vectorised, class Sample>
    PERCEPTYPE_INLINE constexpr void run(const Sample& x, output_type& y) const noexcept {
        const detail::x_row<Scalar, typename chain_type::input_shape, Sample> row{x};
        if constexpr (detail::is_brief<chain_type>)
            detail::infer_inline<chain_type>(execution<1, Vectorised>{}, this->storage(), row.begin(), y.data());
        else
            detail::infer<chain_type>(execution<1, Vectorised>{}, this->storage(), row.begin(), y.data());
    }
};

/// A network that computes in float.
template <class... Layers>
using network = basic_network<float, Layers...>;

namespace detail {

template <class Scalar, class Topology>
struct network_of {
    using type = basic_network<Scalar, no_topology<Topology>>;
};
template <class Scalar, class... Types>
    requires(requires { typename Types::type; } && ...)
struct network_of<Scalar, boost::hana::tuple<Types...>> {
    using type = basic_network<Scalar, typename Types::type...>;
};

}  // namespace detail

/// The network whose topology is this `hana::tuple` type of `hana::type`s.
template <class Topology, class Scalar = float>
using network_from = typename detail::network_of<Scalar, std::remove_cvref_t<Topology>>::type;

}  // namespace perceptype::inline PERCEPTYPE_ISA
