// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
#pragma once

/// Computes the outputs of a network for many samples.

#include <perceptype/config.hpp>
#include <perceptype/block/execution.hpp>
#include <perceptype/diagnostics/argument.hpp>
#include <perceptype/execution/batch_loader.hpp>
#include <perceptype/execution/inference.hpp>
#include <perceptype/execution/pass.hpp>
#include <perceptype/execution/sample_rows.hpp>

#include <cstddef>
#include <type_traits>

namespace perceptype::inline PERCEPTYPE_ISA::detail {

/// Calls use(i, row) with the outputs of samples first .. last - 1 of `inputs`. Several samples run at a time. Each
/// output of a graph has its own row.
///
/// Not inlined: fit evaluates and trains in turn, and would have the rows of both on its stack at the same time.
template <class Execution, class Chain, class Inputs, class Use>
[[gnu::noinline]] constexpr void outputs_of(const typename Chain::scalar_type* storage, const Inputs& inputs,
                                            std::size_t first, std::size_t last, Use use) {
    using scalar = typename Chain::scalar_type;
    batch_loader<Execution, scalar, typename Chain::input_shape, element_of<Inputs>> loader;
    sample_rows<scalar, typename Chain::output_shape, Execution::capacity> y;
    while (first < last) {
        const std::size_t part = loader.part_of(last - first);
        infer<Chain>(Execution::of(part), storage, loader.load_inputs(inputs, first, part), y.mutable_begin());
        for (std::size_t s = 0; s < part; ++s) use(first + s, y.at(s));
        first += part;
    }
}

template <class Chain, class Inputs, class Use>
constexpr void for_each_output(const typename Chain::scalar_type* storage, const Inputs& inputs, std::size_t first,
                               std::size_t last, Use use) {
    if (std::is_constant_evaluated())
        outputs_of<execution<1, false>, Chain>(storage, inputs, first, last, use);
    else
        outputs_of<execution<samples_together<Chain>, true>, Chain>(storage, inputs, first, last, use);
}

}  // namespace perceptype::inline PERCEPTYPE_ISA::detail
