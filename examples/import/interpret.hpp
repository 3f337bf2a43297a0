// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
#pragma once

/// Computes a model in double precision by the definition of each operation. It shares no code with the library, so
/// that the self-tests of headers compare two implementations.

#include "model.hpp"

#include <cstddef>
#include <vector>

namespace importer {

/// The outputs, in their order, for one value per input node, in their order.
std::vector<std::vector<double>> interpret(const model& net, const std::vector<std::vector<double>>& inputs);

/// The multiplications of one sample, roughly.
std::size_t operations_of(const model& net);

}  // namespace importer
