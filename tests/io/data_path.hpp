// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
#pragma once

#include <string>

/// The path of a file in tests/reference/data.
inline std::string data_path(const std::string& name) {
    std::string path = __FILE__;
    path.replace(path.rfind("io"), std::string::npos, "reference/data/" + name);
    return path;
}
