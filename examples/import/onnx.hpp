// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
#pragma once

#include "model.hpp"

#include <string>
#include <string_view>

namespace importer {

/// Reads an ONNX file. `path` is for messages.
model read_onnx(std::string_view bytes, const std::string& path);

/// The operators, for --help.
extern const char* const onnx_operators;

}  // namespace importer
