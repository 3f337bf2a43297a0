// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace importer::json {

/// A value of a JSON text (RFC 8259).
struct value {
    enum kind { null, boolean, number, string, array, object };

    kind type = null;
    bool truth = false;
    double real = 0;
    std::string text;
    std::vector<value> items;        // of an array, or the members of an object
    std::vector<std::string> names;  // of an object's members

    bool is(kind other) const { return type == other; }
    bool is_text(std::string_view expected) const { return type == string && text == expected; }
    /// The member of that name; a null where there is none, or this is no object.
    const value& operator[](std::string_view name) const;
};

/// Throws an `import_error` with the position of an error.
value parse(std::string_view text);

}  // namespace importer::json
