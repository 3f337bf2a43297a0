// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
#pragma once

#include <cstddef>

namespace support {

/// How often this program has asked for heap memory: calls of operator new, malloc, calloc, realloc and aligned_alloc.
/// Counted by replacements of those functions, see allocations.cpp.
std::size_t allocations();

}  // namespace support
