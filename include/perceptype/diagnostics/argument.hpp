// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
#pragma once

/// The types that a caller may pass as values (a tensor, an array or a span of exactly the required size) and as
/// targets.

#include <perceptype/config.hpp>
#include <perceptype/diagnostics/diagnostic.hpp>
#include <perceptype/error.hpp>
#include <perceptype/kernel/plan.hpp>
#include <perceptype/kernel/row.hpp>
#include <perceptype/shape.hpp>
#include <perceptype/tensor.hpp>

#include <array>
#include <concepts>
#include <cstddef>
#include <span>
#include <type_traits>
#include <utility>

namespace perceptype::inline PERCEPTYPE_ISA {

/// The integer targets that a loss accepts.
struct loss_capabilities {
    bool take_class = false;  ///< with at least two outputs, it is a class number and stands for a one-hot target
    bool take_label = false;  ///< with a single output, it is a label, 0 or 1
};

namespace detail {

template <class Type, class Scalar, class Shape>
inline constexpr bool is_values_of = false;
template <class Scalar, std::size_t... Extents>
inline constexpr bool is_values_of<tensor<Scalar, Extents...>, Scalar, shape<Extents...>> = true;
template <class Scalar, class Shape>
inline constexpr bool is_values_of<std::array<Scalar, Shape::size>, Scalar, Shape> = true;
template <class Scalar, class Shape>
inline constexpr bool is_values_of<std::span<Scalar, Shape::size>, Scalar, Shape> = true;
template <class Scalar, class Shape>
inline constexpr bool is_values_of<std::span<const Scalar, Shape::size>, Scalar, Shape> = true;
template <class Scalar, class Shape>
inline constexpr bool is_values_of<Scalar[Shape::size], Scalar, Shape> = true;

/// The type holds values of exactly that shape, as a network of that scalar type takes for x.
template <class Type, class Scalar, class Shape>
concept ValuesOf = is_values_of<std::remove_cvref_t<Type>, Scalar, Shape>;

template <class Type>
    requires std::is_array_v<Type> || requires(Type& values) { *values.data(); }
constexpr auto* begin_of(Type& values) {
    if constexpr (std::is_array_v<Type>)
        return values;
    else
        return values.data();
}

/// Copies `Size` elements to the beginning of a padded row and sets the rest of it to zero.
template <std::size_t Size, class Scalar>
constexpr void copy_to_row(const Scalar* from, Scalar* row) {
    kernels::copy<Size>(from, row);
    for (std::size_t i = Size; i < kernels::padded<Scalar>(Size); ++i) row[i] = 0;
}

/// The target is the class number of a classification.
template <class Loss, class Target, class Shape>
concept ClassOf =
    std::integral<std::remove_cvref_t<Target>> && Shape::size >= 2 && requires { requires Loss::can.take_class; };
/// The target is an integer label of a single output, 0 or 1, and the loss takes a probability there.
template <class Loss, class Target, class Shape>
concept LabelOf =
    std::integral<std::remove_cvref_t<Target>> && Shape::size == 1 && requires { requires Loss::can.take_label; };

/// The number of classes that such a target can have; 0 if it is not a class or label.
template <class Loss, class Target, class Shape>
inline constexpr std::size_t class_count = ClassOf<Loss, Target, Shape>   ? Shape::size
                                           : LabelOf<Loss, Target, Shape> ? 2
                                                                          : 0;

/// The target is a number, for a single output.
template <class Target, class Shape>
concept SingleValue = std::is_arithmetic_v<std::remove_cvref_t<Target>> && Shape::size == 1;

template <class Target, class Loss, class Scalar, class Shape>
inline constexpr bool is_target_of =
    ValuesOf<Target, Scalar, Shape> || ClassOf<Loss, Target, Shape> || SingleValue<Target, Shape>;

/// The type is a target that `Loss` accepts for outputs of that shape.
template <class Target, class Loss, class Scalar, class Shape>
concept TargetOf = is_target_of<std::remove_cvref_t<Target>, Loss, Scalar, Shape>;

/// The index of a class number; the largest index if it is negative.
template <std::integral Class>
constexpr std::size_t class_index(Class number) {
    if constexpr (std::signed_integral<Class>)
        if (number < 0) return static_cast<std::size_t>(-1);
    return static_cast<std::size_t>(number);
}

/// Throws an error if a class number is outside 0..Count-1. `operation` is the call, `position` the sample.
template <std::size_t Count, std::integral Class>
constexpr void check_class(Class number, const char* operation, std::size_t position) {
    if (class_index(number) >= Count)
        PERCEPTYPE_THROW(data_error::out_of_range(operation, position, {"a class below ", Count}, {number}));
}

/// The same for a call with one sample. `source` is the call and the argument: "step: class".
template <std::size_t Count, std::integral Class>
constexpr void check_class(Class number, const char* source) {
    if (class_index(number) >= Count)
        PERCEPTYPE_THROW(data_error::in_argument(source, {"a class below ", Count}, {number}));
}

/// Throws a `data_error` if the class number of a target is out of range. The error names sample `position`, or only
/// the call if that has a single sample.
template <class Loss, class Shape, class Target>
struct target_check {
    static constexpr bool may_fail = class_count<Loss, Target, Shape> != 0;

    template <class... Position>
    static constexpr void run(const Target& target, const char* source, Position... position) {
        if constexpr (may_fail) check_class<class_count<Loss, Target, Shape>>(target, source, position...);
    }
};

template <class Range>
using element_of = std::remove_cvref_t<decltype(begin_of(std::declval<const Range&>())[0])>;

template <class Range>
constexpr std::size_t size_of(const Range& range) {
    if constexpr (std::is_array_v<Range>)
        return std::extent_v<Range>;
    else
        return range.size();
}

/// The type is a contiguous range of samples: tensors, arrays or spans of exactly that shape.
template <class Range, class Scalar, class Shape>
concept SamplesOf = requires(const Range& range) {
    size_of(range);
    requires ValuesOf<element_of<Range>, Scalar, Shape>;
};

/// The type is a contiguous range of targets for outputs of that shape.
template <class Range, class Loss, class Scalar, class Shape>
concept TargetsOf = requires(const Range& range) {
    size_of(range);
    requires TargetOf<element_of<Range>, Loss, Scalar, Shape>;
};

/// The type is a contiguous range that can be written to.
template <class Range, class Scalar, class Shape>
concept RoomFor =
    SamplesOf<Range, Scalar, Shape> && requires(Range& range) { begin_of(*begin_of(range))[0] = Scalar(); };

/// Writes the target as a padded row: unchanged, or one-hot for a class number that has been checked.
template <class Shape, class Scalar, class Target>
constexpr void target_to_row(const Target& target, Scalar* row) {
    if constexpr (std::is_arithmetic_v<Target>) {
        if constexpr (Shape::size == 1) {
            row[0] = static_cast<Scalar>(target);
        } else {
            for (std::size_t i = 0; i < kernels::padded<Scalar>(Shape::size); ++i) row[i] = 0;
            row[class_index(target)] = 1;
        }
    } else {
        copy_to_row<Shape::size>(begin_of(target), row);
    }
}

/// The arguments of a call, as errors name them: "fit: inputs", "fit: targets", "fit: class of sample".
struct batch_names {
    const char* inputs;
    const char* targets;
    const char* classes;
};

/// Selects the whole output or target.
struct all_of_it {
    template <class Type>
    constexpr const Type& operator()(const Type& value) const {
        return value;
    }
};

/// Throws a `data_error` unless there are as many targets as inputs, at least one, and every class number is in range.
/// `part` selects the part of a target that is checked.
template <class Loss, class Shape, class Inputs, class Targets, class Part = all_of_it>
constexpr void check_batch(const Inputs& inputs, const Targets& targets, const batch_names& names, Part part = {}) {
    const std::size_t count = size_of(inputs);
    if (count == 0) PERCEPTYPE_THROW(data_error::in_argument(names.inputs, "at least 1", 0));
    if (size_of(targets) != count) PERCEPTYPE_THROW(data_error::size_mismatch(names.targets, count, size_of(targets)));
    using check = target_check<Loss, Shape, std::remove_cvref_t<decltype(part(begin_of(targets)[0]))>>;
    if constexpr (check::may_fail)
        for (std::size_t i = 0; i < count; ++i) check::run(part(begin_of(targets)[i]), names.classes, i);
}

}  // namespace detail

/// The required content of a contiguous range, as errors show it.
template <class Element>
struct range_of;
/// Represents any loss that takes a class number.
struct classification {
    static constexpr loss_capabilities can{.take_class = true, .take_label = true};
};

// Conditions of the operations' assertions, named after what should hold.

/// x is a tensor of that type, an array or span of the same size, or a contiguous range of these.
template <class Sample, class Needs>
inline constexpr bool x_matches = std::same_as<Sample, nowhere> || std::same_as<Needs, needs<anything>>;
template <class Sample, class Scalar, std::size_t... Extents>
inline constexpr bool x_matches<receives<Sample>, needs<tensor<Scalar, Extents...>>> =
    detail::ValuesOf<Sample, Scalar, shape<Extents...>>;
template <class Range, class Scalar, std::size_t... Extents>
inline constexpr bool x_matches<receives<Range>, needs<range_of<tensor<Scalar, Extents...>>>> =
    detail::SamplesOf<Range, Scalar, shape<Extents...>>;

/// The target is one of these for outputs of that type, a class number if the loss takes one, or a range of these.
template <class Target, class Needs, class Loss>
inline constexpr bool target_matches = std::same_as<Target, nowhere> || std::same_as<Needs, needs<anything>>;
template <class Target, class Scalar, std::size_t... Extents, class Loss>
inline constexpr bool target_matches<receives<Target>, needs<tensor<Scalar, Extents...>>, Loss> =
    detail::TargetOf<Target, Loss, Scalar, shape<Extents...>>;
template <class Range, class Scalar, std::size_t... Extents, class Loss>
inline constexpr bool target_matches<receives<Range>, needs<range_of<tensor<Scalar, Extents...>>>, Loss> =
    detail::TargetsOf<Range, Loss, Scalar, shape<Extents...>>;

/// The outputs are a writable contiguous range of tensors of that type, or of arrays of the same size.
template <class Outputs, class Needs>
inline constexpr bool outputs_match = std::same_as<Outputs, nowhere> || std::same_as<Needs, needs<anything>>;
template <class Outputs, class Scalar, std::size_t... Extents>
inline constexpr bool outputs_match<receives<Outputs>, needs<range_of<tensor<Scalar, Extents...>>>> =
    detail::RoomFor<Outputs, Scalar, shape<Extents...>>;

}  // namespace perceptype::inline PERCEPTYPE_ISA
