// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
#pragma once

/// The arithmetic on constants with which exporters write shapes and paddings.

#include "onnx_graph.hpp"

#include <optional>
#include <string>
#include <vector>

namespace importer::onnx {

/// The result of an operator whose inputs are all constants (a missing optional input is null); nothing if the operator
/// is not one of them. An impossible one is an `import_error`.
std::optional<tensor_value> fold(const operator_node& n, const std::vector<const tensor_value*>& inputs);

}  // namespace importer::onnx
