// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
#pragma once

/// What a pass knows about the whole batch, for layers that behave differently in training.

#include <perceptype/config.hpp>
#include <perceptype/random/stream_seed.hpp>

#include <cstddef>
#include <cstdint>

namespace perceptype::inline PERCEPTYPE_ISA {

/// For inference and for the gradient of the network: samples are independent of each other.
struct no_batch {};

/// A training batch. Its samples go through the layers in one pass or, in parts, in several passes. Layers that need
/// statistics of the whole batch collect them within the pass if it has all samples. Otherwise they collect them in
/// separate passes that end at the collecting layer: `statistics_passes` forward and as many backward, before the pass
/// that trains.
template <class Scalar>
struct training_batch {
    static constexpr std::size_t nowhere = static_cast<std::size_t>(-1);

    std::size_t count;                   ///< samples of the whole batch
    std::size_t first;                   ///< index of this pass's first sample in the batch
    std::size_t valid;                   ///< samples of this pass; rows after them must have no effect
    std::uint64_t seed;                  ///< of the random numbers of this step
    Scalar* statistics;                  ///< of the whole batch, for the layers that use them
    std::size_t forward_end = nowhere;   ///< index of the forward collection that this pass is for, in layer order
    std::size_t backward_end = nowhere;  ///< index of the backward collection that this pass is for

    /// This pass has all samples.
    constexpr bool is_whole() const { return valid == count; }

    /// The batch as stage `number` sees it, with the collections and statistics of the earlier stages skipped.
    constexpr training_batch at(std::size_t number, std::size_t statistics_passes, std::size_t offset) const {
        training_batch inner = *this;
        inner.seed = detail::stream_seed(seed, number);
        inner.statistics += offset;
        inner.forward_end -= statistics_passes;  // `nowhere` remains out of reach
        inner.backward_end -= statistics_passes;
        return inner;
    }
};

}  // namespace perceptype::inline PERCEPTYPE_ISA
