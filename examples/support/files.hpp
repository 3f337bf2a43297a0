// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
#pragma once

#include <string>

namespace support {

/// The path of a file of examples/data.
std::string data_file(const std::string& name);

/// The path of a file that an example writes: in the build folder.
std::string output_file(const std::string& name);

}  // namespace support
