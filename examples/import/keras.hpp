// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
#pragma once

#include "model.hpp"

#include <string>

namespace importer {

/// Reads a file of Keras 3: a zip archive of the configuration and an HDF5 file of weights.
model read_keras(const std::string& path);
/// Reads an HDF5 file of Keras 2 or 3 with the whole model.
model read_keras_h5(const std::string& path);

/// The layers, for --help.
extern const char* const keras_layers;

}  // namespace importer
