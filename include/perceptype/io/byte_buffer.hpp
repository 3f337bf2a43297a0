// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
#pragma once

/// Memory for what is read from a file.

#include <perceptype/config.hpp>

#include <cstddef>
#include <cstdlib>
#include <memory>

namespace perceptype::inline PERCEPTYPE_ISA {

namespace detail {

/// Bytes that grow. A vector would throw std::bad_alloc if a file asked for too much, and would write zeros first.
class byte_buffer {
public:
    /// Keeps the bytes that fit; new ones are uninitialized. Returns false, and changes nothing, if there is no memory.
    [[nodiscard]] bool resize(std::size_t size) noexcept {
        void* const moved = std::realloc(memory_.get(), size != 0 ? size : 1);
        if (moved == nullptr) return false;
        static_cast<void>(memory_.release());
        memory_.reset(static_cast<std::byte*>(moved));
        return true;
    }

    std::byte* data() noexcept { return memory_.get(); }
    const std::byte* data() const noexcept { return memory_.get(); }

private:
    struct free_memory {
        void operator()(std::byte* memory) const noexcept { std::free(memory); }
    };

    std::unique_ptr<std::byte, free_memory> memory_;
};

}  // namespace detail

}  // namespace perceptype::inline PERCEPTYPE_ISA
