// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
#pragma once

#include <perceptype/config.hpp>
#include <perceptype/layer/layer.hpp>
#include <perceptype/shape.hpp>

#include <cstddef>

namespace perceptype::inline PERCEPTYPE_ISA {

/// Reads a tensor as one with other extents and the same number of elements, row-major. Costs nothing.
template <std::size_t... Extents>
struct reshape : layer_base {
    static constexpr const char* name = "reshape";
    static constexpr layer_capabilities can{.is_view = true};
    using extents = shape<Extents...>;
    struct requirement {
        template <class Input>
        static consteval fault_kind fault() {
            return Input::size == extents::size ? fault_kind::none : fault_kind::other_size;
        }
    };
    template <class Input>
    using output = extents;
};

}  // namespace perceptype::inline PERCEPTYPE_ISA
