// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
#pragma once

#include <perceptype/config.hpp>
#include <perceptype/diagnostics/argument.hpp>
#include <perceptype/diagnostics/check_call.hpp>
#include <perceptype/diagnostics/text.hpp>
#include <perceptype/execution/batch_loader.hpp>
#include <perceptype/execution/objective.hpp>
#include <perceptype/execution/sample_rows.hpp>
#include <perceptype/kernel/elementwise.hpp>
#include <perceptype/meta/exactly_equal.hpp>
#include <perceptype/network.hpp>
#include <perceptype/parameters.hpp>
#include <perceptype/tensor.hpp>

#include <concepts>
#include <cstddef>
#include <type_traits>

namespace perceptype::inline PERCEPTYPE_ISA {

/// The product of a number and a named gradient, as in `net -= rate * gradient`. It holds a reference and the factor,
/// so the product is computed only where it is used. It converts to a gradient, as in `gradient_type half = 0.5f *
/// gradient`. A variable declared `auto` still refers to the gradient, which must outlive it.
template <class Gradient>
class scaled_gradient {
public:
    using scalar_type = typename Gradient::scalar_type;

    constexpr scaled_gradient(const Gradient& gradient, scalar_type factor) noexcept
        : gradient_(gradient), factor_(factor) {}

    [[nodiscard]] constexpr const Gradient& gradient() const noexcept { return gradient_; }
    [[nodiscard]] constexpr scalar_type factor() const noexcept { return factor_; }

    constexpr operator Gradient() const noexcept {
        Gradient product = gradient_;
        product *= factor_;
        return product;
    }

    friend constexpr scaled_gradient operator-(const scaled_gradient& a) noexcept { return {a.gradient_, -a.factor_}; }
    template <class Number>
        requires std::is_arithmetic_v<Number>
    friend constexpr scaled_gradient operator*(Number factor, const scaled_gradient& a) noexcept {
        return {a.gradient_, static_cast<scalar_type>(factor) * a.factor_};
    }
    template <class Number>
        requires std::is_arithmetic_v<Number>
    friend constexpr scaled_gradient operator*(const scaled_gradient& a, Number factor) noexcept {
        return factor * a;
    }
    template <class Number>
        requires std::is_arithmetic_v<Number>
    friend constexpr scaled_gradient operator/(const scaled_gradient& a, Number divisor) noexcept {
        return scalar_type(1) / static_cast<scalar_type>(divisor) * a;
    }

    friend constexpr Gradient operator+(Gradient a, const scaled_gradient& b) noexcept { return a += b; }
    friend constexpr Gradient operator-(Gradient a, const scaled_gradient& b) noexcept { return a -= b; }
    friend constexpr Gradient operator+(const scaled_gradient& a, const scaled_gradient& b) noexcept {
        return Gradient(a) + b;
    }
    friend constexpr Gradient operator-(const scaled_gradient& a, const scaled_gradient& b) noexcept {
        return Gradient(a) - b;
    }

private:
    const Gradient& gradient_;
    scalar_type factor_;
};

/// The elements of the product in canonical order.
template <class Gradient>
[[nodiscard]] constexpr auto parameters_to_vector(const scaled_gradient<Gradient>& product) noexcept {
    return parameters_to_vector(Gradient(product));
}

/// The gradient of a network: one element per parameter, with the same `layer<I>()` and canonical order as the network,
/// and vector arithmetic. The product of a number and a named gradient is a `scaled_gradient`.
template <class Network>
class network_gradient : public parameter_set<typename Network::chain_type> {
    using base = parameter_set<typename Network::chain_type>;

public:
    using scalar_type = typename base::scalar_type;

    constexpr network_gradient& operator+=(const scaled_gradient<network_gradient>& other) noexcept {
        other.gradient().add_to(this->storage(), other.factor());
        return *this;
    }
    constexpr network_gradient& operator-=(const scaled_gradient<network_gradient>& other) noexcept {
        other.gradient().add_to(this->storage(), -other.factor());
        return *this;
    }
    constexpr network_gradient& operator+=(const network_gradient& other) noexcept {
        other.add_to(this->storage(), scalar_type(1));
        return *this;
    }
    constexpr network_gradient& operator-=(const network_gradient& other) noexcept {
        other.add_to(this->storage(), scalar_type(-1));
        return *this;
    }
    template <class Number>
        requires std::is_arithmetic_v<Number>
    constexpr network_gradient& operator*=(Number factor) noexcept {
        scale(static_cast<scalar_type>(factor));
        return *this;
    }
    template <class Number>
        requires std::is_arithmetic_v<Number>
    constexpr network_gradient& operator/=(Number divisor) noexcept {
        return *this *= scalar_type(1) / static_cast<scalar_type>(divisor);
    }

    friend constexpr network_gradient operator+(network_gradient a, const network_gradient& b) noexcept {
        return a += b;
    }
    friend constexpr network_gradient operator-(network_gradient a, const network_gradient& b) noexcept {
        return a -= b;
    }
    friend constexpr scaled_gradient<network_gradient> operator-(const network_gradient& a) noexcept {
        return {a, scalar_type(-1)};
    }
    template <class Number>
        requires std::is_arithmetic_v<Number>
    friend constexpr scaled_gradient<network_gradient> operator*(Number factor, const network_gradient& a) noexcept {
        return {a, static_cast<scalar_type>(factor)};
    }
    template <class Number>
        requires std::is_arithmetic_v<Number>
    friend constexpr scaled_gradient<network_gradient> operator*(const network_gradient& a, Number factor) noexcept {
        return {a, static_cast<scalar_type>(factor)};
    }
    template <class Number>
        requires std::is_arithmetic_v<Number>
    friend constexpr scaled_gradient<network_gradient> operator/(const network_gradient& a, Number divisor) noexcept {
        return {a, scalar_type(1) / static_cast<scalar_type>(divisor)};
    }
    // A product that refers to a temporary would dangle, so these overloads return the computed product.
    friend constexpr network_gradient operator-(const network_gradient&& a) noexcept {
        return scaled_gradient<network_gradient>{a, scalar_type(-1)};
    }
    template <class Number>
        requires std::is_arithmetic_v<Number>
    friend constexpr network_gradient operator*(Number factor, const network_gradient&& a) noexcept {
        return scaled_gradient<network_gradient>{a, static_cast<scalar_type>(factor)};
    }
    template <class Number>
        requires std::is_arithmetic_v<Number>
    friend constexpr network_gradient operator*(const network_gradient&& a, Number factor) noexcept {
        return scaled_gradient<network_gradient>{a, static_cast<scalar_type>(factor)};
    }
    template <class Number>
        requires std::is_arithmetic_v<Number>
    friend constexpr network_gradient operator/(const network_gradient&& a, Number divisor) noexcept {
        return scaled_gradient<network_gradient>{a, scalar_type(1) / static_cast<scalar_type>(divisor)};
    }

    [[nodiscard]] friend constexpr bool operator==(const network_gradient& a, const network_gradient& b) noexcept {
        for (std::size_t i = 0; i < base::storage_size; ++i)
            if (meta::exactly_unequal(a.storage()[i], b.storage()[i])) return false;
        return true;
    }

    /// to[i] += factor * this[i], where `to` has the same storage layout.
    constexpr void add_to(scalar_type (&to)[base::storage_size], scalar_type factor) const noexcept {
        for_each_pack([&]<class Pack>(Pack, std::size_t i) {
            multiply_add(Pack::broadcast(factor), Pack::load(this->storage() + i), Pack::load(to + i)).store(to + i);
        });
    }

private:
    constexpr void scale(scalar_type factor) noexcept {
        for_each_pack([&]<class Pack>(Pack, std::size_t i) {
            (Pack::load(this->storage() + i) * Pack::broadcast(factor)).store(this->storage() + i);
        });
    }

    template <class Function>
    static constexpr void for_each_pack(Function f) noexcept {
        constexpr std::size_t lanes = kernels::whole_lanes<scalar_type, base::storage_size>;
        if (std::is_constant_evaluated())
            kernels::for_each_pack<1, base::storage_size>(
                [&](std::size_t i) { f(kernels::pack<scalar_type, 1>{}, i); });
        else
            kernels::for_each_pack<lanes, base::storage_size>(
                [&](std::size_t i) { f(kernels::pack<scalar_type, lanes>{}, i); });
    }
};

/// The loss, and its gradient with respect to every parameter.
template <class Network>
struct value_and_gradient_result {
    typename Network::scalar_type value;
    typename Network::gradient_type gradient;
};

// Another assertion has already failed.
template <class Needs>
inline constexpr bool is_the_gradient<network_gradient<detail::no_network>, Needs> = true;

// Condition of the assertion below.
template <class Result>
inline constexpr bool is_only_the_gradient = false;
/// Rejects the whole result where only its gradient makes sense.
template <class Number, class Network>
    requires std::is_arithmetic_v<Number>
constexpr typename Network::gradient_type operator*(Number, const value_and_gradient_result<Network>& result) noexcept {
    static_assert(is_only_the_gradient<value_and_gradient_result<Network>>,
                  "perceptype: value_and_gradient gives both; write net -= rate * result.gradient");
    return result.gradient;
}

namespace detail {

/// Runs one sample forward and backward, computes gradients of `scale` times the loss and returns the loss. `classes`
/// names the call and its class number in an error.
template <required_gradients Required, class Network, class Batch, class Loss, class Sample, class Target,
          class InputGradient>
constexpr auto run_sample(const char* classes, const Network& net, Batch batch, const Loss& loss,
                                            const Sample& x, const Target& target, typename Network::scalar_type scale,
                                            InputGradient dx, typename Network::scalar_type* gradient) {
    using objective = detail::objective<Network, Loss>;
    using scalar = typename Network::scalar_type;
    using input_shape = typename Network::chain_type::input_shape;
    using output_shape = typename Network::chain_type::output_shape;
    target_check<Loss, output_shape, Target>::run(target, classes);
    batch_loader<execution<1, true>, scalar, input_shape, Sample, output_shape> loader;
    loader.load(x, target);
    if (std::is_constant_evaluated())
        return objective::template run<Required>(execution<1, false>{}, batch, net.storage(), loss, loader.inputs(),
                                                 loader.targets(), scale, 1, dx, gradient);
    return objective::template run<Required>(execution<1, true>{}, batch, net.storage(), loss, loader.inputs(),
                                             loader.targets(), scale, 1, dx, gradient);
}

// The return types are written out, because only then does clang construct the result in place; otherwise it copies the
// gradient.
template <class Network, class Loss, class Sample, class Target>
constexpr value_and_gradient_result<Network> find_value_and_gradient(const Network& net, const Loss& loss,
                                                                     const Sample& x, const Target& target) {
    value_and_gradient_result<Network> result{};
    result.value = run_sample<required_gradients{false, true}>("value_and_gradient: class", net, no_batch{}, loss, x,
                                                               target, typename Network::scalar_type(1), nullptr,
                                                               result.gradient.storage());
    return result;
}
template <class Network, class Loss, class Sample, class Target>
constexpr typename Network::input_type find_input_gradient(const Network& net, const Loss& loss, const Sample& x,
                                                           const Target& target) {
    using scalar = typename Network::scalar_type;
    typename Network::input_type gradient;
    run_sample<required_gradients{true, false}>("input_gradient: class", net, no_batch{}, loss, x, target, scalar(1),
                                                rows_to<typename Network::input_type>::begin(gradient),
                                                static_cast<scalar*>(nullptr));
    return gradient;
}

}  // namespace detail

/// Computes the loss of one sample and its gradient with respect to every parameter, by backpropagation.
///
/// x is as for a call of the network. The target is a tensor, array or span of the output's size, a list of its
/// elements, or a class number if the loss takes one. A class number out of range is a `data_error`.
template <class Network, class LossType, class Sample = typename Network::input_type,
          class Target = typename Network::output_type>
[[nodiscard]] constexpr auto value_and_gradient(const Network& net, const LossType& loss, const Sample& x,
                                                const Target& target) {
    using check = detail::objective_check<Network, LossType, true>;
    static_assert(is_a_network<Network>, PERCEPTYPE_TEXT_IS_A_NETWORK);
    static_assert(is_a_loss<typename check::given_loss>, PERCEPTYPE_TEXT_IS_A_LOSS);
    static_assert(losses_name_outputs<typename check::misnamed, typename check::named_outputs>,
                  PERCEPTYPE_TEXT_LOSSES_NAME_OUTPUTS);
    static_assert(loss_fits<typename check::last, typename check::result, LossType>, PERCEPTYPE_TEXT_LOSS_FITS);
    static_assert(has_derivative<typename check::without_derivative_at, typename check::without_derivative_layer>,
                  PERCEPTYPE_TEXT_HAS_DERIVATIVE);
    static_assert(x_matches<receives<Sample>, needs<typename check::input>>, PERCEPTYPE_TEXT_X_MATCHES);
    static_assert(
        target_matches<typename check::template after_x<Sample, Target>, needs<typename check::target>, LossType>,
        PERCEPTYPE_TEXT_TARGET_MATCHES);
    if constexpr (check::passes && check::template takes<Sample, Target>)
        return detail::find_value_and_gradient<typename check::network>(net, loss, x, target);
    else
        return value_and_gradient_result<typename check::network>{};
}

/// Computes dE/dx of one sample, in the shape of the input. Arguments and errors are as for `value_and_gradient`.
template <class Network, class LossType, class Sample = typename Network::input_type,
          class Target = typename Network::output_type>
[[nodiscard]] constexpr auto input_gradient(const Network& net, const LossType& loss, const Sample& x,
                                            const Target& target) {
    using check = detail::objective_check<Network, LossType, true>;
    static_assert(is_a_network<Network>, PERCEPTYPE_TEXT_IS_A_NETWORK);
    static_assert(is_a_loss<typename check::given_loss>, PERCEPTYPE_TEXT_IS_A_LOSS);
    static_assert(losses_name_outputs<typename check::misnamed, typename check::named_outputs>,
                  PERCEPTYPE_TEXT_LOSSES_NAME_OUTPUTS);
    static_assert(loss_fits<typename check::last, typename check::result, LossType>, PERCEPTYPE_TEXT_LOSS_FITS);
    static_assert(has_derivative<typename check::without_derivative_at, typename check::without_derivative_layer>,
                  PERCEPTYPE_TEXT_HAS_DERIVATIVE);
    static_assert(x_matches<receives<Sample>, needs<typename check::input>>, PERCEPTYPE_TEXT_X_MATCHES);
    static_assert(
        target_matches<typename check::template after_x<Sample, Target>, needs<typename check::target>, LossType>,
        PERCEPTYPE_TEXT_TARGET_MATCHES);
    if constexpr (check::passes && check::template takes<Sample, Target>)
        return detail::find_input_gradient<typename check::network>(net, loss, x, target);
    else
        return typename check::network::input_type{};
}

/// Rejects a call with too few arguments.
template <class Given = count<3>>
constexpr auto value_and_gradient(detail::any_argument, detail::any_argument, detail::any_argument) {
    static_assert(takes_as_many<Given, needs<count<4>>>,
                  "perceptype: the arguments are value_and_gradient(net, loss, x, target)");
    return value_and_gradient_result<detail::no_network>{};
}

/// Rejects a call with too few arguments.
template <class Given = count<3>>
constexpr auto input_gradient(detail::any_argument, detail::any_argument, detail::any_argument) {
    static_assert(takes_as_many<Given, needs<count<4>>>,
                  "perceptype: the arguments are input_gradient(net, loss, x, target)");
    return detail::no_result{};
}

}  // namespace perceptype::inline PERCEPTYPE_ISA
