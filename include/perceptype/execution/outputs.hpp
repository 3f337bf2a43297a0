// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
#pragma once

/// What a network makes of many samples.

#include <perceptype/config.hpp>
#include <perceptype/block/execution.hpp>
#include <perceptype/diagnostics/argument.hpp>
#include <perceptype/execution/inference.hpp>
#include <perceptype/execution/pass.hpp>
#include <perceptype/execution/sample_rows.hpp>

#include <cstddef>
#include <type_traits>
#include <utility>

namespace perceptype::inline PERCEPTYPE_ISA::detail {

/// Calls use(i, row) with the outputs of samples first .. last - 1 of `inputs`, several at a time; a graph's outputs
/// have a row each.
///
/// Samples that are rows already are read in place, as many as make whole steps, and only the others are copied. Not
/// inlined: fit, which evaluates and trains in turn, would have the rows of both on its stack at the same time.
template <class Execution, class Chain, class Inputs, class Use>
[[gnu::noinline]] constexpr void outputs_of(const typename Chain::scalar_type* storage, const Inputs& inputs,
                                            std::size_t first, std::size_t last, Use use) {
    using scalar = typename Chain::scalar_type;
    constexpr std::size_t together = Execution::capacity;
    constexpr bool in_place = together != 1 && samples_are_rows<scalar, typename Chain::input_shape, Inputs>;
    input_rows<scalar, typename Chain::input_shape, in_place ? Execution::step : together, Inputs> x;
    sample_rows<scalar, typename Chain::output_shape, together> y;
    while (first < last) {
        std::size_t valid = last - first < together ? last - first : together;
        if constexpr (in_place)
            if (valid >= Execution::step) valid = valid / Execution::step * Execution::step;
        const Execution run = Execution::of(valid);
        const auto load = [&](std::size_t s) {  // rows past the end repeat one
            x.load(s, begin_of(inputs)[first + (s < valid ? s : 0)]);
        };
        if constexpr (in_place) {
            const scalar* rows = begin_of(begin_of(inputs)[first]);
            if (valid < Execution::step) {
                for (std::size_t s = 0; s < Execution::step; ++s) load(s);
                rows = std::as_const(x).begin();
            }
            PERCEPTYPE_UNKNOWN(rows);  // the compiler would see the end of one sample
            infer<Chain>(run, storage, rows, y.mutable_begin());
        } else {
            for (std::size_t s = 0; s < run.samples(); ++s) load(s);
            infer<Chain>(run, storage, std::as_const(x).begin(), y.mutable_begin());
        }
        for (std::size_t s = 0; s < valid; ++s) use(first + s, y.at(s));
        first += valid;
    }
}

/// The same, as constant evaluation or run time can.
template <class Chain, class Inputs, class Use>
constexpr void for_each_output(const typename Chain::scalar_type* storage, const Inputs& inputs, std::size_t first,
                               std::size_t last, Use use) {
    if (std::is_constant_evaluated())
        outputs_of<execution<1, false>, Chain>(storage, inputs, first, last, use);
    else
        outputs_of<execution<samples_together<Chain>, true>, Chain>(storage, inputs, first, last, use);
}

}  // namespace perceptype::inline PERCEPTYPE_ISA::detail
