// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
#pragma once

/// Operators that exporters write as several: GELU, SiLU and layer normalization.

#include "onnx_graph.hpp"

namespace importer::onnx {

/// Moves the values of Constant nodes to the initializers.
void collect_constants(graph& g);

/// Replaces the nodes of each pattern by one node, Gelu, Silu or LayerNormalization.
void replace_patterns(graph& g);

}  // namespace importer::onnx
