// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
#pragma once

/// The parts of a oneDNN network: memory, calls and parameters.

#include "../network/nets.hpp"

#include <oneapi/dnnl/dnnl.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <initializer_list>
#include <utility>
#include <vector>

namespace onednn {

using dnnl::memory;

inline const dnnl::engine& processor() {
    static const dnnl::engine only{dnnl::engine::kind::cpu, 0};
    return only;
}

inline memory::desc describe(memory::dims dims, memory::format_tag tag) {
    return {std::move(dims), memory::data_type::f32, tag};
}
/// Row-major.
inline memory::desc canonical(const memory::dims& dims) {
    using tag = memory::format_tag;
    constexpr tag tags[] = {tag::a, tag::ab, tag::abc, tag::abcd, tag::abcde};
    return describe(dims, tags[dims.size() - 1]);
}
inline memory::desc any_layout(const memory::dims& dims) { return describe(dims, memory::format_tag::any); }
inline float* data_of(const memory& from) { return static_cast<float*>(from.get_data_handle()); }
inline std::size_t count(const memory& of) { return of.get_desc().get_size() / sizeof(float); }

inline dnnl::algorithm algorithm(bench::activation nonlinearity) {
    switch (nonlinearity) {
        case bench::relu: return dnnl::algorithm::eltwise_relu_use_dst_for_bwd;
        case bench::tanh: return dnnl::algorithm::eltwise_tanh_use_dst_for_bwd;
        case bench::sigmoid: return dnnl::algorithm::eltwise_logistic_use_dst_for_bwd;
        case bench::identity: break;
    }
    return dnnl::algorithm::undef;
}

/// A primitive with its arguments in the form of the C interface, because the C++ interface converts them in each call.
class call {
public:
    call(dnnl::primitive primitive, std::initializer_list<std::pair<int, memory>> arguments)
        : primitive_{std::move(primitive)} {
        for (const auto& [index, each] : arguments) {
            memories_.push_back(each);
            arguments_.push_back({index, each.get()});
        }
    }
    void operator()(const dnnl::stream& stream) const {
        dnnl::error::wrap_c_api(dnnl_primitive_execute(primitive_.get(), stream.get(),
                                                       static_cast<int>(arguments_.size()), arguments_.data()),
                                "a primitive failed");
    }

private:
    dnnl::primitive primitive_;
    std::vector<memory> memories_;
    std::vector<dnnl_exec_arg_t> arguments_;
};

struct parameter {
    memory value, gradient, mean, square;

    explicit parameter(const memory::desc& desc, bool trained) : value{desc, processor()} {
        std::fill_n(data_of(value), count(value), 0.0f);
        if (!trained) return;
        for (memory* each : {&gradient, &mean, &square}) {
            *each = memory{desc, processor()};
            std::fill_n(data_of(*each), count(*each), 0.0f);
        }
    }
    void descend() const {
        float *w = data_of(value), *g = data_of(gradient);
        for (std::size_t i = 0; i < count_; ++i) w[i] -= bench::rate * g[i];
    }
    void descend_by_adam(float rate, float correction) const {
        float *w = data_of(value), *g = data_of(gradient), *m = data_of(mean), *v = data_of(square);
        for (std::size_t i = 0; i < count_; ++i) {
            m[i] = 0.9f * m[i] + 0.1f * g[i];
            v[i] = 0.999f * v[i] + 0.001f * g[i] * g[i];
            w[i] -= rate * m[i] / (std::sqrt(v[i]) * correction + 1e-8f);
        }
    }

private:
    std::size_t count_ = count(value);
};

}  // namespace onednn
