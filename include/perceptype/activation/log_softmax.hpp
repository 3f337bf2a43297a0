// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
#pragma once

#include <perceptype/config.hpp>
#include <perceptype/activation/row_block.hpp>
#include <perceptype/kernel/math.hpp>
#include <perceptype/layer/layer.hpp>

namespace perceptype::inline PERCEPTYPE_ISA {

/// l(i) = z(i) - log sum over k of e^z(k), over a vector; the largest z is subtracted first to avoid overflow.
/// Backward: dE/dz(i) = dE/dl(i) - e^l(i) sum over k of dE/dl(k), with the full Jacobian.
struct log_softmax : layer_base {
    static constexpr const char* name = "log_softmax";
    static constexpr const char* derivative_text = "I - 1 (e^a)^T";
    static constexpr const char* backward_text = "a'(z)^T [D]";
    static constexpr layer_capabilities can{.gives_log_probabilities = true};
    using requirement = vector_shape;

    template <class Scalar, class Input>
    using block = detail::row_block<log_softmax, Scalar, Input>;

    template <std::size_t Lanes, std::size_t Size, class Scalar>
    static constexpr void forward_row(const Scalar* z, Scalar* l) {
        using row = kernels::row<Scalar, Lanes, Size>;
        const auto most = row::pack::broadcast(row::largest(z));
        const Scalar total = row::sum([&](auto a) { return kernels::exp(a - most); }, z);
        const auto shift = row::pack::broadcast(kernels::log(kernels::pack<Scalar, 1>{total}).value);
        row::map(l, [&](auto a) { return a - most - shift; }, z);
    }

    template <std::size_t Lanes, std::size_t Size, class Scalar>
    static constexpr void backward_row(const Scalar* l, const Scalar* dl, Scalar* dz) {
        using row = kernels::row<Scalar, Lanes, Size>;
        const auto total = row::pack::broadcast(row::sum([](auto a) { return a; }, dl));
        row::map(dz, [&](auto a, auto b) { return b - kernels::exp(a) * total; }, l, dl);
    }
};

}  // namespace perceptype::inline PERCEPTYPE_ISA
