// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
#pragma once

#include <perceptype/config.hpp>
#include <perceptype/error.hpp>
#include <perceptype/io/detail/csv_rows.hpp>
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

/// What read_csv returns: inputs[i] is of class classes[i].
template <std::floating_point Scalar, std::size_t... Extents>
struct labelled_data {
    std::vector<tensor<Scalar, Extents...>> inputs;
    std::vector<std::size_t> classes;
};

namespace detail {

template <std::floating_point Scalar, std::size_t... Extents>
labelled_data<Scalar, Extents...> read_rows(const std::string& path, const csv_options& options, std::size_t most) {
    constexpr std::size_t features = (Extents * ... * 1);
    constexpr auto largest =
        std::min(static_cast<long double>(std::numeric_limits<Scalar>::max()),
                 static_cast<long double>(std::numeric_limits<double>::max()));
    csv_rows rows(path, options, features, static_cast<double>(largest));
    labelled_data<Scalar, Extents...> data;
    std::vector<double> row(features);
    for (std::size_t label = 0; rows.next(row, label);) {
        if (data.inputs.size() == most) rows.fail({"at most ", counted(most, "row")}, "another row");
        auto& input = data.inputs.emplace_back();  // in place: a tensor may be too large for the stack
        for (std::size_t i = 0; i < features; ++i) input[i] = static_cast<Scalar>(row[i]);
        data.classes.push_back(label);
    }
    if (data.inputs.empty()) rows.fail({"a row of ", counted(features + 1, "column")}, "the end of the file");
    return data;
}

template <std::floating_point Scalar, std::size_t... Extents, std::size_t Extent>
std::size_t read_rows_into(const std::string& path, std::span<tensor<Scalar, Extents...>, Extent> inputs,
                           std::span<std::size_t> classes, const csv_options& options) {
    if (inputs.size() != classes.size())
        PERCEPTYPE_THROW(data_error::size_mismatch("read_csv: classes", inputs.size(), classes.size()));
    const auto data = read_rows<Scalar, Extents...>(path, options, inputs.size());
    std::copy(data.inputs.begin(), data.inputs.end(), inputs.begin());
    std::copy(data.classes.begin(), data.classes.end(), classes.begin());
    return data.inputs.size();
}

}  // namespace detail

/// Reads rows of numbers and a class: `read_csv<float, 64>(path)`, or `read_csv<float, 1, 8, 8>(path)` for images
/// whose pixels are listed row by row. A row has as many columns as the tensor has elements, and one for the class.
///
/// Numbers are decimal with '.', whatever the locale; spaces and tabs around them, \r\n, a missing last line end
/// and blank lines at the end are accepted, quotation marks and comments are not. A class is a whole number, `3.0` too.
///
/// Throws data_error with file, line, expected and found: no such file, a directory, gzip data, no rows, a row of
/// another width, a blank line between rows, a field that is no finite number (or one outside the range of double or,
/// scaled, of the scalar type), a class that is not whole or not below class_count, a zero byte, and a line of more
/// than 64 KiB (wide rows: 64 characters a column).
template <std::floating_point Scalar, std::size_t... Extents>
labelled_data<Scalar, Extents...> read_csv(const std::string& path, const csv_options& options = {}) {
    return detail::read_rows<Scalar, Extents...>(path, options, std::numeric_limits<std::size_t>::max());
}

/// The same into the caller's storage, contiguous ranges (array, vector, span) of tensors and of std::size_t; returns
/// the number of rows, which may be less than the storage holds. Throws data_error also if the two ranges differ in
/// length or the file has more rows. On any error the storage keeps its old values; to that end the file is
/// read as a whole first, into memory of its own.
template <class Inputs>
    requires(is_tensor<typename decltype(std::span(std::declval<Inputs&>()))::element_type>)
std::size_t read_csv(const std::string& path, Inputs&& inputs, std::span<std::size_t> classes,
                     const csv_options& options = {}) {
    return detail::read_rows_into(path, std::span(inputs), classes, options);
}

}  // namespace perceptype::inline PERCEPTYPE_ISA
