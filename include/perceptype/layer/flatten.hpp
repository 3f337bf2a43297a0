// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
#pragma once

#include <perceptype/config.hpp>
#include <perceptype/layer/layer.hpp>
#include <perceptype/shape.hpp>

namespace perceptype::inline PERCEPTYPE_ISA {

/// Reads a tensor of any shape as a vector, row-major: shape<C, H, W> becomes shape<C * H * W>. Costs nothing.
struct flatten : layer_base {
    static constexpr const char* name = "flatten";
    static constexpr layer_capabilities can{.is_view = true};
    template <class Input>
    using output = shape<Input::size>;
};

}  // namespace perceptype::inline PERCEPTYPE_ISA
