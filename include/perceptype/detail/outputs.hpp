// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
#pragma once

/// What a network makes of many samples.

#include <perceptype/config.hpp>
#include <perceptype/detail/argument.hpp>
#include <perceptype/detail/objective.hpp>
#include <perceptype/detail/pass.hpp>
#include <perceptype/detail/sample_rows.hpp>
#include <perceptype/kernel/plan.hpp>
#include <perceptype/topology/execution.hpp>

#include <cstddef>
#include <type_traits>

namespace perceptype::inline PERCEPTYPE_ISA::detail {

/// Calls use(i, row) with the outputs of samples first .. last - 1 of `inputs`, several at a time.
template <class Execution, class Chain, class Inputs, class Use>
constexpr void outputs_of(const typename Chain::scalar_type* storage, const Inputs& inputs, std::size_t first,
                          std::size_t last, Use use) {
    using scalar = typename Chain::scalar_type;
    constexpr std::size_t together = Execution::capacity;
    constexpr std::size_t y_row = kernels::padded<scalar>(Chain::output_shape::size);
    sample_rows<scalar, typename Chain::input_shape, together> x;
    workspace<scalar, together * y_row> y;
    for (; first < last; first += together) {
        const std::size_t valid = last - first < together ? last - first : together;
        const Execution run = Execution::of(valid);
        for (std::size_t s = 0; s < run.samples(); ++s)  // rows past the end repeat one
            x.load(s, begin_of(inputs)[first + (s < valid ? s : 0)]);
        infer<Chain>(run, storage, x.begin(), y.values);
        for (std::size_t s = 0; s < valid; ++s) use(first + s, static_cast<const scalar*>(y.values + s * y_row));
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
