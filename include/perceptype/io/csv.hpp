// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
#pragma once

#include <perceptype/config.hpp>
#include <perceptype/error.hpp>
#include <perceptype/io/csv_rows.hpp>
#include <perceptype/shape.hpp>
#include <perceptype/tensor.hpp>

#include <algorithm>
#include <concepts>
#include <cstddef>
#include <limits>
#include <span>
#include <string>
#include <utility>
#include <vector>

namespace perceptype::inline PERCEPTYPE_ISA {

/// What read_csv returns for classes: inputs[i] is of class classes[i].
template <std::floating_point Scalar, std::size_t... Extents>
struct labelled_data {
    std::vector<tensor<Scalar, Extents...>> inputs;
    std::vector<std::size_t> classes;
};

/// What read_csv returns for real targets: targets[i] belongs to inputs[i].
template <std::floating_point Scalar, class InputShape, class TargetShape>
    requires(is_shape<InputShape> && is_shape<TargetShape>)
struct regression_data {
    std::vector<tensor_of<Scalar, InputShape>> inputs;
    std::vector<tensor_of<Scalar, TargetShape>> targets;
};

namespace detail {

/// The range of a scalar type as doubles.
template <std::floating_point Scalar>
struct scalar_range {
    using limits = std::numeric_limits<Scalar>;
    static constexpr bool is_narrower = limits::max_exponent < std::numeric_limits<double>::max_exponent;
    static constexpr auto largest =
        is_narrower ? static_cast<double>((limits::max)()) : (std::numeric_limits<double>::max)();
    /// The largest double that rounds to `largest`, which is less than half a step away.
    static constexpr double bound = [] {
        if (!is_narrower) return largest;
        const double power = largest / (2 - static_cast<double>(limits::epsilon()));
        return largest + power * (static_cast<double>(limits::epsilon()) / 2 - std::numeric_limits<double>::epsilon());
    }();

    /// Rounds a double from -bound to bound. Past the largest one, the conversion would be undefined.
    static Scalar rounded(double value) { return static_cast<Scalar>(std::clamp(value, -largest, largest)); }
};

/// A tensor from consecutive columns of the row read last.
template <class Scalar, std::size_t... Extents>
void read_columns(const csv_rows& rows, std::size_t first, double scale, tensor<Scalar, Extents...>& values) {
    using range = scalar_range<Scalar>;
    for (std::size_t i = 0; i < values.size(); ++i)
        values[i] = range::rounded(rows.scaled_number(first + i, scale, range::bound));
}

/// Reads rows of an input and of what belongs to it, its class or its targets: `append(rows, first)` reads that from the
/// column `first` on.
template <class Input, class Append>
void read_rows(const std::string& path, const csv_options& options, std::size_t target_columns, std::size_t most,
               std::vector<Input>& inputs, Append append) {
    const std::size_t cols = Input::size() + target_columns;
    csv_rows rows(path, options, cols);
    while (rows.next()) {
        auto& input = inputs.emplace_back();  // in place: a tensor may be too large for the stack
        read_columns(rows, options.class_first ? target_columns : 0, options.scale, input);
        append(rows, options.class_first ? 0 : Input::size());
        if (inputs.size() > most) rows.fail({"at most ", counted(most, "row")}, "another row");
    }
    if (inputs.empty()) rows.fail({"a row of ", counted(cols, "column")}, "the end of the file");
}

inline constexpr std::size_t any_number_of_rows = (std::numeric_limits<std::size_t>::max)();

template <class Input>
void read_classes(const std::string& path, const csv_options& options, std::size_t most, std::vector<Input>& inputs,
                  std::vector<std::size_t>& classes) {
    read_rows(path, options, 1, most, inputs,
              [&classes](const csv_rows& rows, std::size_t first) { classes.push_back(rows.class_number(first)); });
}

template <class Input, class Target>
void read_targets(const std::string& path, const csv_options& options, std::size_t most, std::vector<Input>& inputs,
                  std::vector<Target>& targets) {
    read_rows(path, options, Target::size(), most, inputs, [&](const csv_rows& rows, std::size_t first) {
        read_columns(rows, first, options.target_scale, targets.emplace_back());
    });
}

template <class Range>
using element_in = typename decltype(std::span(std::declval<Range&>()))::element_type;

}  // namespace detail

/// Reads rows of numbers and a class: `read_csv<float, 64>(path)`, or `read_csv<float, 1, 8, 8>(path)` for images
/// whose pixels are listed row by row. A row has as many columns as the tensor has elements, and one for the class.
///
/// Numbers are decimal with '.', whatever the locale; spaces and tabs around them, quotation marks around a field
/// (RFC 4180, within one line), \r\n, a missing last line end and blank lines at the end are accepted, comments if the
/// options say what begins one. A number too small for the scalar type is 0, and one that rounds to its largest value is
/// that. A class is a whole number, `3.0` too.
///
/// Throws data_error with file, line, expected and found: no such file, a directory, gzip data, no rows, a row of
/// another width, a blank line between rows, a quotation that does not end in its line, a field that is no finite number
/// (or one too large for double or, scaled, for the scalar type), a class that is not whole or not below class_count, a
/// zero byte, and a line of more than 64 KiB (wide rows: 64 characters a column).
template <std::floating_point Scalar, std::size_t... Extents>
labelled_data<Scalar, Extents...> read_csv(const std::string& path, const csv_options& options = {}) {
    labelled_data<Scalar, Extents...> data;
    detail::read_classes(path, options, detail::any_number_of_rows, data.inputs, data.classes);
    return data;
}

/// Reads rows of numbers and real targets: `read_csv<float, shape<13>, shape<1>>(path)`. A row has as many columns as
/// the two tensors have elements; the targets are last, or first where the option `class_first` says so.
template <std::floating_point Scalar, class InputShape, class TargetShape>
    requires(is_shape<InputShape> && is_shape<TargetShape>)
regression_data<Scalar, InputShape, TargetShape> read_csv(const std::string& path, const csv_options& options = {}) {
    regression_data<Scalar, InputShape, TargetShape> data;
    detail::read_targets(path, options, detail::any_number_of_rows, data.inputs, data.targets);
    return data;
}

/// The same into the caller's storage, contiguous ranges (array, vector, span) of tensors and of std::size_t; returns
/// the number of rows, which may be less than the storage holds. Throws data_error also if the two ranges differ in
/// length or the file has more rows. On any error the storage keeps its old values; to that end the file is
/// read as a whole first, into memory of its own.
template <class Inputs>
    requires(is_tensor<detail::element_in<Inputs>>)
std::size_t read_csv(const std::string& path, Inputs&& inputs, std::span<std::size_t> classes,
                     const csv_options& options = {}) {
    const std::span to(inputs);
    if (to.size() != classes.size())
        PERCEPTYPE_THROW(data_error::size_mismatch("read_csv: classes", to.size(), classes.size()));
    std::vector<detail::element_in<Inputs>> new_inputs;
    std::vector<std::size_t> new_classes;
    detail::read_classes(path, options, to.size(), new_inputs, new_classes);
    std::copy(new_inputs.begin(), new_inputs.end(), to.begin());
    std::copy(new_classes.begin(), new_classes.end(), classes.begin());
    return new_inputs.size();
}

/// The same with real targets: a range of tensors in place of classes.
template <class Inputs, class Targets>
    requires(is_tensor<detail::element_in<Inputs>> && is_tensor<detail::element_in<Targets>>)
std::size_t read_csv(const std::string& path, Inputs&& inputs, Targets&& targets, const csv_options& options = {}) {
    const std::span to(inputs);
    const std::span targets_to(targets);
    if (to.size() != targets_to.size())
        PERCEPTYPE_THROW(data_error::size_mismatch("read_csv: targets", to.size(), targets_to.size()));
    std::vector<detail::element_in<Inputs>> new_inputs;
    std::vector<detail::element_in<Targets>> new_targets;
    detail::read_targets(path, options, to.size(), new_inputs, new_targets);
    std::copy(new_inputs.begin(), new_inputs.end(), to.begin());
    std::copy(new_targets.begin(), new_targets.end(), targets_to.begin());
    return new_inputs.size();
}

}  // namespace perceptype::inline PERCEPTYPE_ISA
