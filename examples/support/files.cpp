// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt

#include "files.hpp"

// Both folders come from examples/CMakeLists.txt.

std::string support::data_file(const std::string& name) { return DATA_FOLDER "/" + name; }

std::string support::output_file(const std::string& name) { return OUTPUT_FOLDER "/" + name; }
