// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt

// An activation, a join, a loss and an optimizer of one's own. Each is a few lines that any network takes; the compiler
// checks them against the concepts Activation, Join, Loss and Optimizer, which state what is required. own_layer.cpp
// shows a layer with parameters.
#include <perceptype.hpp>

#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <type_traits>
#include <vector>

namespace pt = perceptype;
using namespace pt::literals;

/// a(z) = z / (1 + |z|), element by element. Its derivative (1 - |a|)^2 comes from a, as is the default.
struct softsign : pt::activation_base {
    static constexpr const char* name = "softsign";
    template <class Pack>
    static constexpr Pack value(Pack z) {
        return z / (Pack::broadcast(1) + absolute(z));
    }
    template <class Pack>
    static constexpr Pack derivative_from_value(Pack a) {
        const Pack rest = Pack::broadcast(1) - absolute(a);
        return rest * rest;
    }
};
static_assert(pt::Activation<softsign>);

/// A bump, a(z) = 1 / (1 + z^2). Several z give the same a, so the derivative comes from z, which `can` has to say.
struct bump : pt::activation_base {
    static constexpr const char* name = "bump";
    static constexpr pt::layer_capabilities can{.derivative = pt::derivative_source::input};
    template <class Pack>
    static constexpr Pack value(Pack z) {
        return Pack::broadcast(1) / (Pack::broadcast(1) + z * z);
    }
    template <class Pack>
    static constexpr Pack derivative(Pack z) {
        return -(z + z) * value(z) * value(z);
    }
};
static_assert(pt::Activation<bump>);

/// Joins two values of one shape: the square of their difference, element by element.
struct squared_difference : pt::join_base {
    static constexpr const char* name = "squared_difference";
    template <class First, class... Rest>
    static constexpr bool fits = sizeof...(Rest) == 1 && (std::is_same_v<First, Rest> && ...);
    template <class First, class>
    using output = First;

    template <class Scalar, class Shape, class>
    struct block {
        using sources = std::array<const Scalar*, 2>;
        static constexpr std::size_t row = pt::kernels::padded<Scalar>(Shape::size);

        template <class Execution>
        static constexpr void forward(Execution run, const sources& x, Scalar* y) {
            for (std::size_t i = 0; i < run.samples() * row; ++i) y[i] = (x[0][i] - x[1][i]) * (x[0][i] - x[1][i]);
        }
        template <std::size_t Source, bool Adds, class Execution>
        static constexpr void backward(Execution run, const sources& x, const Scalar*, const Scalar* dy, Scalar* dx) {
            for (std::size_t i = 0; i < run.samples() * row; ++i)
                dx[i] = (Adds ? dx[i] : 0) + 2 * dy[i] * (x[Source][i] - x[1 - Source][i]);
        }
    };
};
static_assert(pt::Join<squared_difference>);

/// E = sum of log cosh(y - t): a parabola at 0, and lines further out.
struct log_cosh : pt::loss_base<log_cosh> {
    static constexpr const char* name = "log_cosh";
    template <class LastLayer, class Shape>
    static constexpr bool fits = true;

    template <std::size_t Lanes, std::size_t Size, class Scalar>
    constexpr Scalar row_value(const Scalar* y, const Scalar* t) const {
        using pack = pt::kernels::pack<Scalar, 1>;
        Scalar sum = 0;
        for (std::size_t i = 0; i < Size; ++i) {  // log cosh d = log(1 + e^(2 d)) - d - log 2
            const pack d{y[i] - t[i]};
            sum += (pt::kernels::softplus(d + d) - d).value - Scalar(0.6931471805599453);
        }
        return sum;
    }
    template <std::size_t Lanes, std::size_t Size, class Scalar>
    constexpr Scalar row_gradient(const Scalar* y, const Scalar* t, Scalar* dy, Scalar scale) const {
        for (std::size_t i = 0; i < pt::kernels::padded<Scalar>(Size); ++i)  // the padding of y and t is zero
            dy[i] = scale * pt::kernels::tanh(pt::kernels::pack<Scalar, 1>{y[i] - t[i]}).value;
        return row_value<Lanes, Size>(y, t);
    }
};
static_assert(pt::Loss<log_cosh>);

/// w <- w - learning_rate sign(m), with a running mean m of the gradient: a step of one length for every weight.
struct sign_descent {
    double learning_rate = 1e-3;
    double share = 0.1;

    static constexpr std::size_t state_buffers = 1;  // m
    template <std::size_t Lanes, std::size_t Size, class Scalar>
    constexpr void update(std::uint64_t, Scalar scale, Scalar* weights, const Scalar* gradient,
                          Scalar (*slot)[Size]) const noexcept {
        for (std::size_t i = 0; i < Size; ++i) {
            Scalar& mean = slot[0][i];
            mean += static_cast<Scalar>(share) * (scale * gradient[i] - mean);
            weights[i] -= static_cast<Scalar>(mean > 0 ? learning_rate : mean < 0 ? -learning_rate : 0);
        }
    }
};
static_assert(pt::Optimizer<sign_descent>);

int main() {
    // How far apart are two points of the plane?
    using distance = pt::graph<pt::input_node<"a", 2>, pt::input_node<"b", 2>,
                               pt::node<"apart", pt::from<"a", "b">, squared_difference, pt::dense<16>, softsign,
                                        pt::dense<8>, bump, pt::dense<1>>,
                               pt::outputs<"apart">>;
    distance net{1};
    pt::trainer trainer{net, pt::joint_loss("apart"_node = log_cosh{}), sign_descent{.learning_rate = 2e-3}};
    pt::generator random{7};
    const auto coordinate = [&] { return static_cast<float>(random.symmetric()); };
    float error = 0;
    for (int i = 0; i < 40000; ++i) {
        const pt::tensor<float, 2> a{coordinate(), coordinate()}, b{coordinate(), coordinate()};
        const float truth = std::hypot(a[0] - b[0], a[1] - b[1]);
        if (i >= 39000) error += std::abs(net("a"_node = a, "b"_node = b)["apart"_node][0] - truth) / 1000;
        trainer.step(pt::named("a"_node = a, "b"_node = b), pt::named("apart"_node = pt::tensor<float, 1>{truth}));
    }
    std::printf("mean error of the distance: %.3f\n", static_cast<double>(error));
    return error < 0.1f ? 0 : 1;
}
