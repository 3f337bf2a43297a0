// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
#pragma once

#include <perceptype/config.hpp>
#include <perceptype/activation/row_block.hpp>
#include <perceptype/kernel/math.hpp>
#include <perceptype/layer/layer.hpp>

namespace perceptype::inline PERCEPTYPE_ISA {

/// p(i) = e^z(i) / sum over k of e^z(k), over a vector; the largest z is subtracted first to avoid overflow. Backward:
/// dE/dz(i) = p(i) (dE/dp(i) - sum over k of p(k) dE/dp(k)), with the full Jacobian.
struct softmax : layer_base {
    static constexpr const char* name = "softmax";
    static constexpr const char* derivative_text = "diag(a) - a a^T";
    static constexpr const char* backward_text = "a'(z) [D]";
    static constexpr layer_capabilities can{.gives_probabilities = true};
    using requirement = vector_shape;

    template <class Scalar, class Input>
    using block = detail::row_block<softmax, Scalar, Input>;

    template <std::size_t Lanes, std::size_t Size, class Scalar>
    static constexpr void forward_row(const Scalar* z, Scalar* p) {
        using row = kernels::row<Scalar, Lanes, Size>;
        const auto most = row::pack::broadcast(row::largest(z));
        row::map(p, [&](auto a) { return kernels::exp(a - most); }, z);
        const auto factor = row::pack::broadcast(Scalar(1) / row::sum([](auto a) { return a; }, p));
        row::map(p, [&](auto a) { return a * factor; }, p);
    }

    template <std::size_t Lanes, std::size_t Size, class Scalar>
    static constexpr void backward_row(const Scalar* p, const Scalar* dp, Scalar* dz) {
        using row = kernels::row<Scalar, Lanes, Size>;
        const auto mean = row::pack::broadcast(row::sum([](auto a, auto b) { return a * b; }, p, dp));
        row::map(dz, [&](auto a, auto b) { return a * (b - mean); }, p, dp);
    }
};

}  // namespace perceptype::inline PERCEPTYPE_ISA
