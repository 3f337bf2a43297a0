// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
#pragma once

/// Reads samples and targets, in any type that a caller may pass, into the padded rows that a pass reads.

#include <perceptype/config.hpp>
#include <perceptype/diagnostics/argument.hpp>
#include <perceptype/execution/pass.hpp>
#include <perceptype/execution/sample_rows.hpp>

#include <cstddef>
#include <type_traits>

namespace perceptype::inline PERCEPTYPE_ISA::detail {

/// Loads a batch part by part: the rows of the samples of one pass and, unless `TargetShape` is void, the rows of their
/// targets. Rows past the end of the last part repeat its first sample; a pass ignores the losses of these rows.
template <class Execution, class Scalar, class InputShape, class Sample, class TargetShape = void>
class batch_loader {
    static constexpr std::size_t capacity = Execution::capacity;
    static constexpr bool has_targets = !std::is_void_v<TargetShape>;
    /// Samples that are already rows are read in place if they fill whole steps; only the remaining ones are copied.
    /// Samples with targets are always copied, because a training step takes samples in any order.
    static constexpr bool in_place = !has_targets && capacity != 1 && sample_is_row<Scalar, InputShape, Sample>;

public:
    /// The number of samples to load next if `left` samples are left.
    static constexpr std::size_t part_of(std::size_t left) {
        const std::size_t part = left < capacity ? left : capacity;
        return in_place && part >= Execution::step ? part / Execution::step * Execution::step : part;
    }

    template <class Target>
    constexpr void load(const Sample& x, const Target& target) {
        x_.load(0, x);
        targets_.load_target(0, target);
    }
    /// Loads the samples with the indices `number(0)` to `number(part - 1)`, and their targets.
    template <class Inputs, class Targets, class Number>
    constexpr void load(const Inputs& inputs, const Targets& targets, std::size_t part, Number number) {
        for (std::size_t s = 0; s < Execution::of(part).samples(); ++s) {
            const std::size_t sample = number(s < part ? s : 0);
            x_.load(s, begin_of(inputs)[sample]);
            targets_.load_target(s, begin_of(targets)[sample]);
        }
    }
    constexpr auto inputs() const { return x_.begin(); }
    constexpr auto targets() const { return targets_.begin(); }

    /// The rows of `part` samples without targets, starting at index `first`.
    template <class Inputs>
    constexpr auto load_inputs(const Inputs& inputs, std::size_t first, std::size_t part) {
        if constexpr (in_place) {
            const Scalar* rows = begin_of(begin_of(inputs)[first]);
            if (part < Execution::step) {
                copy_inputs(inputs, first, part, Execution::step);
                rows = this->inputs();
            }
            PERCEPTYPE_UNKNOWN(rows);  // or the compiler would assume that the rows end with one sample
            return rows;
        } else {
            copy_inputs(inputs, first, part, Execution::of(part).samples());
            return this->inputs();
        }
    }

private:
    template <class Inputs>
    constexpr void copy_inputs(const Inputs& inputs, std::size_t first, std::size_t part, std::size_t rows) {
        for (std::size_t s = 0; s < rows; ++s) x_.load(s, begin_of(inputs)[first + (s < part ? s : 0)]);
    }

    struct no_rows {};
    /// A single sample is not copied.
    std::conditional_t<capacity == 1, x_row<Scalar, InputShape, Sample>,
                       sample_rows<Scalar, InputShape, in_place ? Execution::step : capacity>>
        x_;
    [[no_unique_address]] std::conditional_t<has_targets, sample_rows<Scalar, TargetShape, capacity>, no_rows> targets_;
};

}  // namespace perceptype::inline PERCEPTYPE_ISA::detail
