// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
#pragma once

/// Samples and targets as the rows that passes read, from one tensor or from several named ones
/// (execution/named_rows.hpp).

#include <perceptype/config.hpp>
#include <perceptype/diagnostics/argument.hpp>
#include <perceptype/execution/pass.hpp>
#include <perceptype/kernel/plan.hpp>
#include <perceptype/kernel/row.hpp>
#include <perceptype/shape.hpp>
#include <perceptype/tensor.hpp>

#include <cstddef>
#include <type_traits>

namespace perceptype::inline PERCEPTYPE_ISA::detail {

/// Rows of up to `Capacity` samples or targets of one shape.
template <class Scalar, class Shape, std::size_t Capacity>
struct sample_rows {
    static constexpr std::size_t row = kernels::padded<Scalar>(Shape::size);
    workspace<Scalar, Capacity * row> work;

    template <class Sample>
    constexpr void load(std::size_t sample, const Sample& x) {
        copy_to_row<Shape::size>(begin_of(x), work.values + sample * row);
    }
    template <class Target>
    constexpr void load_target(std::size_t sample, const Target& target) {
        target_to_row<Shape>(target, work.values + sample * row);
    }
    constexpr const Scalar* begin() const { return work.values; }
    constexpr Scalar* begin() { return work.values; }
    constexpr Scalar* mutable_begin() { return work.values; }
    /// The elements of one sample.
    constexpr const Scalar* at(std::size_t sample) const { return work.values + sample * row; }
};

/// Copies the row of an output to a tensor or an array.
template <class Shape>
struct stored_output {
    template <class Scalar, class Output>
    static constexpr void store(const Scalar* row, Output& to) {
        kernels::copy<Shape::size>(row, begin_of(to));
    }
};

/// The row of one x: its own elements if they are padded or need no padding, otherwise a copy.
template <class Scalar, class Shape, class Sample>
struct x_row {
    static constexpr bool copies = !is_tensor<Sample> && Shape::size != kernels::padded<Scalar>(Shape::size);
    const Scalar* values;
    workspace<Scalar, copies ? kernels::padded<Scalar>(Shape::size) : 0> padded;

    constexpr x_row() = default;
    constexpr explicit x_row(const Sample& given) { load(0, given); }
    x_row(const x_row&) = delete;
    constexpr void load(std::size_t, const Sample& given) {
        values = begin_of(given);
        if constexpr (copies) {
            copy_to_row<Shape::size>(values, padded.values);
            values = padded.values;
        }
    }
    constexpr const Scalar* begin() const { return values; }
};

/// A sample is a row of elements without padding, so a range of samples is contiguous rows.
template <class Scalar, class Shape>
inline constexpr bool fills_its_row = false;  // named values have several rows
template <class Scalar, std::size_t... Extents>
inline constexpr bool fills_its_row<Scalar, shape<Extents...>> =
    shape<Extents...>::size == kernels::padded<Scalar>(shape<Extents...>::size);
template <class Scalar, class Shape, class Sample>
inline constexpr bool sample_is_row = false;
template <class Scalar, class Shape, class Sample>
    requires ValuesOf<Sample, Scalar, Shape> && fills_its_row<Scalar, Shape>
inline constexpr bool sample_is_row<Scalar, Shape, Sample> = sizeof(Sample) == Shape::size * sizeof(Scalar);

/// The address at which the elements of a tensor, or of several, are written.
template <class Values>
struct rows_to {
    static constexpr auto* begin(Values& to) { return to.data(); }
};

}  // namespace perceptype::inline PERCEPTYPE_ISA::detail
