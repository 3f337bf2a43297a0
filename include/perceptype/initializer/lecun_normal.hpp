// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
#pragma once

#include <perceptype/config.hpp>
#include <perceptype/kernel/reproducible.hpp>
#include <perceptype/random/generator.hpp>

#include <cstddef>

namespace perceptype::inline PERCEPTYPE_ISA {

/// Normal weights for layers before selu, which are self-normalizing only with this variance: variance 1 / fan_in.
///
/// Y. LeCun et al., "Efficient BackProp", 1998; G. Klambauer et al., "Self-normalizing neural networks", NeurIPS 2017.
struct lecun_normal {
    /// The function that draws one weight per call; see initializer.hpp.
    constexpr auto sampler(std::size_t fan_in, std::size_t) const noexcept {
        const double deviation = detail::square_root(1 / static_cast<double>(fan_in));
        return [deviation](generator& random) noexcept { return deviation * random.normal(); };
    }
};

}  // namespace perceptype::inline PERCEPTYPE_ISA
