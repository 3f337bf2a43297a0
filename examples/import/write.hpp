// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
#pragma once

#include "model.hpp"

#include <iosfwd>
#include <string>

namespace importer {

struct write_options {
    std::string name;  // the namespace
    bool in_double = false;
};

/// Writes the header: the network as a type, its parameters as constants, and a self-test. Throws an `import_error` that
/// names the node if the library cannot express one.
void write_header(std::ostream& out, const model& net, const write_options& options);

/// `proposed` as an identifier of C++: other characters become underscores.
std::string identifier(const std::string& proposed);

}  // namespace importer
