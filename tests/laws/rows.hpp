// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
#pragma once

/// The laws of an activation of whole rows, compared with its formula in long double for all widths:
///
///     laws::row_activation<pt::softmax>([](const laws::row& z) { ... });

#include <perceptype/kernel/plan.hpp>
#include <perceptype/layer/layer.hpp>

#include <laws/compare.hpp>

#include <cstddef>
#include <string>
#include <utility>
#include <vector>

namespace laws {

using row = std::vector<long double>;
using row_formula = row (*)(const row&);

/// The values of a row and its padding.
struct padded_row {
    numbers values;
    numbers padding;
};

/// A row activation with its type erased.
struct row_function {
    const char* name;
    double unit;
    std::size_t size;
    padded_row (*forward)(const numbers& z);
    padded_row (*backward)(const numbers& y, const numbers& dy);
};

/// The first law that is broken; empty if none is.
std::string broken_law(const row_function& activation, row_formula reference);
void check_laws(const row_function& activation, row_formula reference);

template <class Scalar, std::size_t Size>
struct row_buffer {
    static constexpr std::size_t padded_size = perceptype::kernels::padded<Scalar>(Size);
    Scalar values[padded_size] = {};

    row_buffer() = default;
    explicit row_buffer(const numbers& from) {
        for (std::size_t i = 0; i < Size; ++i) values[i] = static_cast<Scalar>(from.at(i));
    }
    padded_row read() const { return {{values, values + Size}, {values + Size, values + padded_size}}; }
};

template <class Activation, class Scalar, std::size_t Size>
row_function row_function_of() {
    static constexpr std::size_t lanes = perceptype::kernels::lanes_for<Scalar>(Size);
    using buffer = row_buffer<Scalar, Size>;
    return {Activation::name, units<Scalar>(1), Size,
            [](const numbers& z) {
                buffer result;
                Activation::template forward_row<lanes, Size>(+buffer{z}.values, +result.values);
                return result.read();
            },
            [](const numbers& y, const numbers& dy) {
                buffer result;
                Activation::template backward_row<lanes, Size>(+buffer{y}.values, +buffer{dy}.values, +result.values);
                return result.read();
            }};
}

template <class Activation>
void row_activation(row_formula reference) {
    static_assert(perceptype::Layer<Activation>);
    [&]<std::size_t... sizes>(std::index_sequence<sizes...>) {
        (check_laws(row_function_of<Activation, float, sizes>(), reference), ...);
        (check_laws(row_function_of<Activation, double, sizes>(), reference), ...);
    }(std::index_sequence<1, 2, 3, 5, 7, 15, 16, 17, 31, 33, 65, 100>{});
}

}  // namespace laws
