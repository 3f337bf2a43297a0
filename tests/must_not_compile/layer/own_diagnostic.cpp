// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt

// A layer of the user's own, with a diagnostic of its own, receives a shape that it rejects.
// expect: halve: the length must be even; put a layer with an even number of outputs before it
// expect: length_is_even<perceptype::
// expect: at_layer<2>
// expect: halve
// expect: receives<perceptype::
// expect: shape<7>

#include <perceptype.hpp>

#include <cstddef>
#include <cstdio>

namespace pt = perceptype;

struct odd_length : pt::diagnostic {
    template <class At, class Layer, class Received>
    static constexpr bool length_is_even = false;
    template <class At, class Layer, class Received>
    struct check {
        static_assert(length_is_even<At, Layer, Received>,
                      "halve: the length must be even; put a layer with an even number of outputs before it");
    };
};

/// Halves every element of a vector of even length.
struct halve : pt::activation_base {
    static constexpr const char* name = "halve";
    static constexpr pt::layer_capabilities can{.derivative = pt::derivative_source::input};
    struct requirement {
        template <class Input>
        static consteval auto fault() {
            if constexpr (Input::size % 2 == 1)
                return odd_length{};
            else
                return pt::fault_kind::none;
        }
    };
    template <class Pack>
    static constexpr Pack value(Pack z) {
        return z * Pack{0.5f};
    }
    template <class Pack>
    static constexpr Pack derivative(Pack) {
        return Pack{0.5f};
    }
};

#if defined(PERCEPTYPE_MUST_FAIL)
constexpr std::size_t units = 7;
#else
constexpr std::size_t units = 8;
#endif
using net = pt::network<pt::input<4>, pt::dense<units>, halve, pt::dense<3>, pt::softmax>;

static_assert(net::parameter_count > 0 && pt::cost<net>.forward.multiply_adds > 0);

int main() {
    net model{42};
    pt::tensor<float, 4> x;
    x[0] = 0.5f;
    pt::trainer trainer{model, pt::cross_entropy{}, pt::adam{.learning_rate = 1e-3}};
    for (int i = 0; i < 100; ++i) trainer.step(x, 2);
    const auto [value, gradient] = pt::value_and_gradient(model, pt::cross_entropy{}, x, 2);
    model -= 0.1f * gradient;
    const pt::tensor<float, 3> y = model(x);
    std::printf("%g %g %g\n", value, y[0], static_cast<double>(model.layer<1>().bias(0)));
}
