// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt

// In place of keras.cpp, where its libraries were not found.

#include "keras.hpp"

namespace importer {

const char* const keras_layers = "none: this program was built without libhdf5 and libzip";

model read_keras(const std::string& path) {
    throw import_error(
        path +
        ": perceptype-import was built without Keras files; install libhdf5-dev and libzip-dev, and build "
        "it again");
}
model read_keras_h5(const std::string& path) { return read_keras(path); }

}  // namespace importer
