// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt

#include "allocations.hpp"

#include <cstddef>
#include <cstdlib>
#include <new>

// The linker leads every call of malloc in the program to __wrap_malloc (examples/CMakeLists.txt asks it to, with
// --wrap=malloc), and __real_malloc is what malloc was; so it works below a sanitizer's malloc as well.
// The operators new of the standard library would call malloc out of the linker's sight, hence the ones below.

namespace {

std::size_t count = 0;  // the examples have one thread

}  // namespace

extern "C" {

void* __real_malloc(std::size_t size);
void* __real_calloc(std::size_t items, std::size_t size);
void* __real_realloc(void* block, std::size_t size);
void* __real_aligned_alloc(std::size_t alignment, std::size_t size);

void* __wrap_malloc(std::size_t size) {
    ++count;
    return __real_malloc(size);
}
void* __wrap_calloc(std::size_t items, std::size_t size) {
    ++count;
    return __real_calloc(items, size);
}
void* __wrap_realloc(void* block, std::size_t size) {
    ++count;
    return __real_realloc(block, size);
}
void* __wrap_aligned_alloc(std::size_t alignment, std::size_t size) {
    ++count;
    return __real_aligned_alloc(alignment, size);
}

}  // extern "C"

std::size_t support::allocations() { return count; }

// The array and nothrow forms of the standard library call these.
void* operator new(std::size_t size) {
    if (void* block = std::malloc(size == 0 ? 1 : size)) return block;
    throw std::bad_alloc{};
}
void* operator new(std::size_t size, std::align_val_t alignment) {
    const auto bytes = static_cast<std::size_t>(alignment);
    const std::size_t whole = (size + bytes - 1) / bytes * bytes;  // as aligned_alloc wants it
    if (void* block = std::aligned_alloc(bytes, whole == 0 ? bytes : whole)) return block;
    throw std::bad_alloc{};
}
void operator delete(void* block) noexcept { std::free(block); }
void operator delete(void* block, std::size_t) noexcept { std::free(block); }
void operator delete(void* block, std::align_val_t) noexcept { std::free(block); }
void operator delete(void* block, std::size_t, std::align_val_t) noexcept { std::free(block); }
