// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
#pragma once

/// The forward and the backward pass over the stages of a chain, in a workspace whose layout is computed at compile
/// time.

#include <perceptype/config.hpp>
#include <perceptype/block/batch.hpp>
#include <perceptype/block/execution.hpp>
#include <perceptype/execution/chain.hpp>
#include <perceptype/execution/nodes.hpp>
#include <perceptype/kernel/plan.hpp>

#include <array>
#include <cstddef>
#include <type_traits>
#include <utility>

namespace perceptype::inline PERCEPTYPE_ISA::detail {

/// The layers that run: all of them when training on a batch.
template <class Chain, class Batch>
using layers_for = std::conditional_t<std::is_same_v<Batch, no_batch>, typename Chain::inference_chain, Chain>;

/// The workspace layout of a pass over `Samples` samples: where it stores the results between its stages.
template <class Chain, std::size_t Samples>
struct layout {
    using scalar_type = typename Chain::scalar_type;
    static constexpr std::size_t count = Chain::stages.count;
    static constexpr auto indices = std::make_index_sequence<count>{};

    template <std::size_t Index>
    using stage_at = typename Chain::template stage_at<Index>;

    static constexpr std::array<std::size_t, count> rows = []<std::size_t... k>(std::index_sequence<k...>) {
        return std::array<std::size_t, count>{kernels::aligned<scalar_type>(Samples * stage_at<k>::row)...};
    }(indices);
    static constexpr std::array<std::size_t, count> saved_size = []<std::size_t... k>(std::index_sequence<k...>) {
        return std::array<std::size_t, count>{
            kernels::aligned<scalar_type>(stage_at<k>::template saved_size<Samples>)...};
    }(indices);
    static constexpr std::size_t input_row =
        kernels::aligned<scalar_type>(Samples * kernels::padded<scalar_type>(Chain::input_shape::size));

    /// Training stores every result and the values that its stage saves. Deltas alternate between two buffers.
    struct training_plan {
        std::array<std::size_t, count> result{};
        std::array<std::size_t, count> saved{};
        std::size_t delta[2] = {0, 0};
        std::size_t size = 0;
    };
    static constexpr training_plan training = [] {
        training_plan plan{};
        std::size_t half[2] = {0, 0};
        for (std::size_t k = 0; k < count; ++k) {
            plan.result[k] = plan.size;
            plan.saved[k] = plan.size + rows[k];
            plan.size += rows[k] + layout::saved_size[k];
            if (half[k % 2] < rows[k]) half[k % 2] = rows[k];
        }
        plan.delta[0] = plan.size;
        plan.delta[1] = plan.delta[0] + half[0];
        plan.size = plan.delta[1] + half[1];
        return plan;
    }();
};

/// The layout for inference, with the stages of inference. Results alternate between two buffers; the last result is
/// written to the caller's row.
template <class Chain, class Execution>
struct inference_layout {
    using scalar_type = typename Chain::scalar_type;
    template <std::size_t Index>
    using stage_at = typename Chain::template inference_stage_at<Execution::vectorised, Index>;
    static constexpr std::size_t count = Chain::template inference_stages<Execution::vectorised>.count;
    static constexpr auto indices = std::make_index_sequence<count>{};

    std::array<std::size_t, count> result{};
    std::size_t size = 0;

    constexpr inference_layout() {
        const std::array rows = []<std::size_t... k>(std::index_sequence<k...>) {
            return std::array{kernels::aligned<scalar_type>(Execution::capacity * stage_at<k>::row)...};
        }(indices);
        std::size_t half[2] = {0, 0};
        for (std::size_t k = 0; k + 1 < count; ++k)
            if (half[k % 2] < rows[k]) half[k % 2] = rows[k];
        for (std::size_t k = 0; k < count; ++k) result[k] = k % 2 == 0 ? 0 : half[0];
        size = half[0] + half[1];
    }
};
template <class Chain, class Execution>
inline constexpr inference_layout<Chain, Execution> inference_plan{};

/// The number of scalars that training needs for one sample.
template <class Nodes>
constexpr std::size_t training_size() {
    const auto of = []<std::size_t Index>(std::integral_constant<std::size_t, Index>) -> std::size_t {
        if constexpr (Nodes::template runs<Index>)
            return layout<typename Nodes::template inner<Index>::type, 1>::training.size;
        else
            return 0;
    };
    return [of]<std::size_t... i>(std::index_sequence<i...>) {
        return sum_of({of(std::integral_constant<std::size_t, i>{})...});
    }(std::make_index_sequence<Nodes::layer_count>{});
}

/// The number of samples of a batch that go through the stages together. It is large enough to use each loaded weight
/// several times and to run a common batch as one part, but small enough for the results to stay in the L2 cache. It is
/// 1 if one sample fills the L1 cache and its weights are small in comparison, so that sharing their loads gains
/// little. More room is allowed if the weights do not fit into the L1 cache, and for batch statistics, because a batch
/// in parts then takes several passes. The number is limited all the same, because the results lie on the stack.
template <class Chain>
inline constexpr std::size_t samples_together = [] {
    constexpr std::size_t bytes = training_size<typename Chain::nodes>() * sizeof(typename Chain::scalar_type);
    constexpr std::size_t weights = Chain::storage_size * sizeof(typename Chain::scalar_type);
    constexpr bool many = Chain::statistics_passes != 0 || weights > 64 * 1024;
    constexpr std::size_t room = (many ? 2048 : 256) * 1024;
    if (!many && bytes > kernels::first_cache_bytes && 2 * weights < bytes) return std::size_t(1);
    std::size_t samples = 32;
    while (samples > 1 && samples * bytes > room) samples = samples > kernels::row_step ? samples / 2 : 1;
    return samples;
}();

/// An uninitialized, aligned array.
template <class Scalar, std::size_t Size>
struct workspace {
    alignas(vector_bytes == 0 ? alignof(Scalar) : vector_bytes) Scalar values[Size];
};
/// An empty workspace is a null pointer, because g++ warns if an uninitialized array is passed to a function that could
/// read it.
template <class Scalar>
struct workspace<Scalar, 0> {
    static constexpr Scalar* values = nullptr;
};

/// The forward pass of the chain is so short that it should be inlined. Two multiply-adds take one cycle, but a call
/// takes about ten: the output, which was in a register, goes through memory to the caller.
template <class Chain>
inline constexpr bool is_brief =
    optimizes_for_speed && Chain::multiply_adds <= 512 * kernels::native_lanes<typename Chain::scalar_type>;

/// Whether the passes of a stage get a stack frame of their own. If they were inlined into one function, the arrays and
/// spilled registers of several stages would be on the stack at the same time, because compilers rarely let them share
/// it. For a stage with large arrays, or with much work per batch, the cost of a call is negligible.
template <class Stage, class Execution, std::size_t Scratch>
inline constexpr bool runs_apart =
    Execution::vectorised && (Scratch * sizeof(typename Stage::scalar_type) > 512 ||
                              (Execution::capacity != 1 && Stage::multiply_adds * Execution::capacity >= 16 * 1024));

template <class Stage, class Execution, class Scalar>
[[gnu::noinline]] constexpr void infer_apart(Execution run, const Scalar* storage, const Scalar* x, Scalar* y) {
    Stage::infer(run, storage, x, y);
}
template <class Stage, class Execution, class Batch, class Scalar>
[[gnu::noinline]] constexpr bool forward_apart(Execution run, Batch batch, const Scalar* storage, const Scalar* x,
                                               Scalar* y, Scalar* saved) {
    return Stage::forward(run, batch, storage, x, y, saved);
}
template <class Stage, required_gradients Required, class Execution, class Batch, class Scalar>
[[gnu::noinline]] constexpr bool backward_apart(Execution run, Batch batch, const Scalar* storage, const Scalar* x,
                                                const Scalar* y, Scalar* saved, Scalar* dy, Scalar* dx,
                                                Scalar* gradient) {
    return Stage::template backward<Required>(run, batch, storage, x, y, saved, dy, dx, gradient);
}

/// Runs the passes of one stage.
template <class Stage, class Execution, class Scalar>
PERCEPTYPE_INLINE constexpr void infer_stage(Execution run, const Scalar* storage, const Scalar* x, Scalar* y) {
    if constexpr (runs_apart<Stage, Execution, Stage::template forward_scratch<Execution>>)
        infer_apart<Stage>(run, storage, x, y);
    else
        Stage::infer(run, storage, x, y);
}
template <class Stage, class Execution, class Batch, class Scalar>
PERCEPTYPE_INLINE constexpr bool forward_stage(Execution run, Batch batch, const Scalar* storage, const Scalar* x,
                                               Scalar* y, Scalar* saved) {
    if constexpr (runs_apart<Stage, Execution, Stage::template forward_scratch<Execution>>)
        return forward_apart<Stage>(run, batch, storage, x, y, saved);
    else
        return Stage::forward(run, batch, storage, x, y, saved);
}
template <class Stage, required_gradients Required, class Execution, class Batch, class Scalar>
PERCEPTYPE_INLINE constexpr bool backward_stage(Execution run, Batch batch, const Scalar* storage, const Scalar* x,
                                                const Scalar* y, Scalar* saved, Scalar* dy, Scalar* dx,
                                                Scalar* gradient) {
    if constexpr (runs_apart<Stage, Execution, Stage::template backward_scratch<Execution, Required>>)
        return backward_apart<Stage, Required>(run, batch, storage, x, y, saved, dy, dx, gradient);
    else
        return Stage::template backward<Required>(run, batch, storage, x, y, saved, dy, dx, gradient);
}

/// y = chain(x) for inference, where x and y are padded rows: once for inlining and once as a call.
template <class All, class Execution>
PERCEPTYPE_INLINE constexpr void infer_inline(Execution run, const typename All::scalar_type* storage,
                                              const typename All::scalar_type* x, typename All::scalar_type* y) {
    using Chain = typename All::inference_chain;
    constexpr auto& plan = inference_plan<Chain, Execution>;
    workspace<typename Chain::scalar_type, plan.size> work;
    [&]<std::size_t... k>(std::index_sequence<k...>) {
        (infer_stage<typename Chain::template inference_stage_at<Execution::vectorised, k>>(
             run, storage + Chain::template inference_stage_offset<Execution::vectorised, k>,
             k == 0 ? x : work.values + plan.result[k == 0 ? 0 : k - 1],
             k + 1 == plan.count ? y : work.values + plan.result[k]),
         ...);
    }(plan.indices);
}

template <class All, class Execution>
constexpr void infer(Execution run, const typename All::scalar_type* storage, const typename All::scalar_type* x,
                     typename All::scalar_type* y) {
    infer_inline<All>(run, storage, x, y);
}

/// The forward pass of training. The result of every stage stays in `work`. Returns false if this was a statistics
/// pass, which ends early.
template <class Chain, class Execution, class Batch>
constexpr bool run_forward(Execution run, Batch batch, const typename Chain::scalar_type* storage,
                           const typename Chain::scalar_type* x, typename Chain::scalar_type* work) {
    using plan = layout<Chain, Execution::capacity>;
    return [&]<std::size_t... k>(std::index_sequence<k...>) {
        return (forward_stage<typename Chain::template stage_at<k>>(
                    run, Chain::template stage_batch<k>(batch), storage + Chain::template stage_offset<k>,
                    k == 0 ? x : work + plan::training.result[k == 0 ? 0 : k - 1], work + plan::training.result[k],
                    work + plan::training.saved[k]) &&
                ...);
    }(plan::indices);
}

/// The location of the last stage's result after the forward pass of training.
template <class Chain, class Execution>
constexpr const typename Chain::scalar_type* last_result(Execution, const typename Chain::scalar_type* work) {
    using plan = layout<Chain, Execution::capacity>;
    return work + plan::training.result[plan::count - 1];
}

/// The location of dE/dy of the last stage for the backward pass.
template <class Chain, class Execution>
constexpr typename Chain::scalar_type* last_delta(Execution, typename Chain::scalar_type* work) {
    using plan = layout<Chain, Execution::capacity>;
    return work + plan::training.delta[(plan::count - 1) % 2];
}

/// The backward pass, after `run_forward` and with dE/dy in `last_delta`. Adds to `gradient` and writes `dx`, as
/// required. Returns false if a statistics pass ended in it.
template <class Chain, required_gradients Required, class Execution, class Batch>
constexpr bool run_backward(Execution run, Batch batch, const typename Chain::scalar_type* storage,
                            const typename Chain::scalar_type* x, typename Chain::scalar_type* work,
                            typename Chain::scalar_type* dx, typename Chain::scalar_type* gradient) {
    using plan = layout<Chain, Execution::capacity>;
    const auto run_stage = [=]<std::size_t i>(std::integral_constant<std::size_t, i>) {
        constexpr std::size_t k = plan::count - 1 - i;
        constexpr required_gradients required{k != 0 || Required.input, Required.parameters};
        return backward_stage<typename Chain::template stage_at<k>, required>(
            run, Chain::template stage_batch<k>(batch), storage + Chain::template stage_offset<k>,
            k == 0 ? x : work + plan::training.result[k == 0 ? 0 : k - 1], work + plan::training.result[k],
            work + plan::training.saved[k], work + plan::training.delta[k % 2],
            k == 0 ? dx : work + plan::training.delta[(k + 1) % 2],
            Required.parameters ? gradient + Chain::template stage_offset<k> : nullptr);
    };
    return [&]<std::size_t... i>(std::index_sequence<i...>) {
        return (run_stage(std::integral_constant<std::size_t, i>{}) && ...);
    }(plan::indices);
}

}  // namespace perceptype::inline PERCEPTYPE_ISA::detail
