// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
#pragma once

/// The laws of loss/loss.hpp, checked in one line for a loss and all widths:
///
///     laws::loss<pt::mean_squared_error{}>();
///     laws::loss<pt::cross_entropy{}, laws::probabilities>();
///     laws::fused_pair<pt::cross_entropy, pt::softmax>();

#include <perceptype/loss/loss.hpp>

#include <laws/compare.hpp>
#include <laws/rows.hpp>

#include <cstddef>
#include <string>
#include <type_traits>
#include <utility>

namespace laws {

/// The range of outputs and targets.
enum domain { any_number, probabilities };

struct value_and_slope {
    double value;
    numbers slope;
    numbers padding;  // of the slope
};

/// A loss with its type erased, for rows of one width.
struct row_loss {
    const char* name;
    double unit;
    std::size_t size;
    domain outputs;

    virtual double value(const numbers& y, const numbers& t) const = 0;
    virtual value_and_slope gradient(const numbers& y, const numbers& t, double scale) const = 0;

protected:
    row_loss(const char* of, double rounding, std::size_t width, domain range)
        : name(of), unit(rounding), size(width), outputs(range) {}
    ~row_loss() = default;
};

/// The first law that is broken; empty if none is.
std::string broken_law(const row_loss& loss);
void check_laws(const row_loss& loss);

/// A fused pair equals the loss after the activation, and stays finite for extreme inputs.
std::string broken_law(const row_loss& fused, const row_loss& unfused);
void check_laws(const row_loss& fused, const row_loss& unfused);

/// The results equal those of constant evaluation.
void check_equal(const row_loss& loss, const numbers& y, const numbers& t, double value, const numbers& slope);

template <class Scalar, std::size_t Size, class Loss>
struct row_loss_of final : row_loss {
    static constexpr std::size_t lanes = perceptype::kernels::lanes_for<Scalar>(Size);
    using buffer = row_buffer<Scalar, Size>;
    Loss wrapped;

    explicit row_loss_of(const Loss& loss = {}, domain range = any_number)
        : row_loss(Loss::name, units<Scalar>(1), Size, range), wrapped(loss) {}

    double value(const numbers& y, const numbers& t) const override {
        return double{wrapped.template row_value<lanes, Size>(+buffer{y}.values, +buffer{t}.values)};
    }
    value_and_slope gradient(const numbers& y, const numbers& t, double scale) const override {
        buffer slope;
        for (Scalar& each : slope.values) each = 7;  // to be overwritten, padding included
        const Scalar value = wrapped.template row_gradient<lanes, Size>(+buffer{y}.values, +buffer{t}.values,
                                                                        +slope.values, static_cast<Scalar>(scale));
        const padded_row result = slope.read();
        return {double{value}, result.values, result.padding};
    }
};

/// A loss after an activation, unfused: y, then E; dE/dy, then dE/dz.
template <class Scalar, std::size_t Size, class Loss, class Activation>
struct unfused final : row_loss {
    row_loss_of<Scalar, Size, Loss> loss;
    row_function activation = row_function_of<Activation, Scalar, Size>();

    unfused() : row_loss(Loss::name, units<Scalar>(1), Size, any_number) {}

    double value(const numbers& z, const numbers& t) const override {
        return loss.value(activation.forward(z).values, t);
    }
    value_and_slope gradient(const numbers& z, const numbers& t, double scale) const override {
        const numbers y = activation.forward(z).values;
        const value_and_slope found = loss.gradient(y, t, scale);
        const padded_row slope = activation.backward(y, found.slope);
        return {found.value, slope.values, slope.padding};
    }
};

/// An elementwise activation with the interface of a row activation.
template <class Activation>
struct by_rows {
    static constexpr const char* name = Activation::name;

    template <std::size_t Lanes, std::size_t Size, class Scalar>
    static void forward_row(const Scalar* z, Scalar* y) {
        perceptype::kernels::row<Scalar, Lanes, Size>::map(y, [](auto a) { return Activation::value(a); }, z);
    }
    template <std::size_t Lanes, std::size_t Size, class Scalar>
    static void backward_row(const Scalar* y, const Scalar* dy, Scalar* dz) {
        perceptype::kernels::row<Scalar, Lanes, Size>::map(
            dz, [](auto a, auto b) { return Activation::derivative_from_value(a) * b; }, y, dy);
    }
};

/// A loss in constant evaluation, through its public interface.
template <auto Chosen, class Scalar, std::size_t Size>
struct compiled_loss {
    using tensor = perceptype::tensor<Scalar, Size>;
    Scalar value;
    tensor slope;

    constexpr compiled_loss(const tensor& y, const tensor& t)
        : value(Chosen.value(y, t)), slope(Chosen.gradient(y, t)) {}
};

/// The first `Size` of five outputs or targets.
template <class Scalar, std::size_t Size>
constexpr perceptype::tensor<Scalar, Size> few(bool targets) {
    constexpr double choice[2][5] = {{0.5, 0.25, 0.875, 0.0625, 0.75}, {0, 0.5, 1, 0.375, 0.875}};
    perceptype::tensor<Scalar, Size> some;
    for (std::size_t i = 0; i < Size; ++i) some[i] = static_cast<Scalar>(choice[targets][i]);
    return some;
}

template <auto Chosen, class Scalar, std::size_t Size>
void check_compiled_loss() {
    static constexpr auto y = few<Scalar, Size>(false);
    static constexpr auto t = few<Scalar, Size>(true);
    static constexpr compiled_loss<Chosen, Scalar, Size> compiled{y, t};
    check_equal(row_loss_of<Scalar, Size, std::remove_const_t<decltype(Chosen)>>{Chosen}, to_numbers(y), to_numbers(t),
                double{compiled.value}, to_numbers(compiled.slope));
}

template <auto Chosen, domain Outputs = any_number>
void loss() {
    using type = std::remove_const_t<decltype(Chosen)>;
    static_assert(perceptype::Loss<type>);
    [&]<std::size_t... sizes>(std::index_sequence<sizes...>) {
        (check_laws(row_loss_of<float, sizes, type>{Chosen, Outputs}), ...);
        (check_laws(row_loss_of<double, sizes, type>{Chosen, Outputs}), ...);
    }(std::index_sequence<1, 2, 3, 5, 7, 15, 16, 17, 31, 33, 65, 100>{});
    check_compiled_loss<Chosen, float, 5>();
    check_compiled_loss<Chosen, double, 1>();
}

template <class Loss, class Activation, class Rows = Activation>
void fused_pair() {
    using pair = perceptype::fused_pair<Loss, Activation>;
    [&]<std::size_t... sizes>(std::index_sequence<sizes...>) {
        (check_laws(row_loss_of<float, sizes, pair>{}, unfused<float, sizes, Loss, Rows>{}), ...);
        (check_laws(row_loss_of<double, sizes, pair>{}, unfused<double, sizes, Loss, Rows>{}), ...);
    }(std::index_sequence<2, 3, 5, 7, 16, 17, 33, 100>{});
}

}  // namespace laws
