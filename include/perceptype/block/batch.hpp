// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
#pragma once

/// What a pass knows of more than its own samples: for layers that behave otherwise while a network learns.

#include <perceptype/config.hpp>
#include <perceptype/random/stream_seed.hpp>

#include <cstddef>
#include <cstdint>

namespace perceptype::inline PERCEPTYPE_ISA {

/// The network as it is used, and its gradient: every sample stands alone.
struct no_batch {};

/// A batch to learn from. All its samples go through the layers in one pass, or several passes see a part each. Layers
/// that need numbers of the whole batch gather them: on the way, where the pass has all samples, else in passes of
/// their own, which go as far as the layer that gathers: `statistics_passes` of them forward, as many backward, and then the
/// one that learns.
template <class Scalar>
struct training_batch {
    static constexpr std::size_t nowhere = static_cast<std::size_t>(-1);

    std::size_t count;                   ///< samples of the whole batch
    std::size_t first;                   ///< the number of this pass's first sample
    std::size_t valid;                   ///< samples of this pass; what lies behind them is to count for nothing
    std::uint64_t seed;                  ///< of what is drawn at random in this step
    Scalar* statistics;                  ///< what layers know of the whole batch
    std::size_t forward_end = nowhere;   ///< the gathering that the pass is for, counted in the order of the layers
    std::size_t backward_end = nowhere;  ///< the same on the way back

    /// This pass has all samples.
    constexpr bool is_whole() const { return valid == count; }

    /// The same for stage `number`, with so many gatherings and gathered numbers of other stages before it.
    constexpr training_batch at(std::size_t number, std::size_t statistics_passes, std::size_t offset) const {
        training_batch inner = *this;
        inner.seed = detail::stream_seed(seed, number);
        inner.statistics += offset;
        inner.forward_end -= statistics_passes;  // nowhere stays too far to be reached
        inner.backward_end -= statistics_passes;
        return inner;
    }
};

}  // namespace perceptype::inline PERCEPTYPE_ISA
