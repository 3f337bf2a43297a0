// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt

// A user-defined layer: radial basis functions, which the library does not have. guide/own_layer.md explains each part.
#include <perceptype.hpp>

#include <laws/layer.hpp>

#include <array>
#include <cmath>
#include <cstddef>
#include <cstdio>
#include <string>
#include <vector>

namespace pt = perceptype;

/// y(o) = exp(-1/2 sum over i of (x(i) - centre(o, i))^2): how near x is to each of `Units` learned centres. Canonical
/// order: centres (out, in) row-major. D. Broomhead and D. Lowe, "Multivariable functional interpolation", 1988.
template <std::size_t Units>
struct radial_basis : pt::layer_base {
    static constexpr const char* name = "radial_basis";
    using extents = pt::shape<Units>;
    using requirement = pt::vector_shape;
    template <class Input>
    using output = pt::shape<Units>;

    template <class Scalar, class Input>
    struct block : pt::block_base {
        using input_shape = Input;
        using output_shape = pt::shape<Units>;
        static constexpr std::size_t inputs = Input::size;
        static constexpr std::size_t parameter_count = Units * inputs;
        static constexpr std::size_t storage_size = parameter_count;
        static constexpr std::size_t multiply_adds = parameter_count;
        static constexpr std::size_t x_row = pt::kernels::padded<Scalar>(inputs);
        static constexpr std::size_t y_row = pt::kernels::padded<Scalar>(Units);

        static constexpr std::size_t position(std::size_t canonical) { return canonical; }

        template <class Pointer>
        struct view {
            Pointer storage;
            constexpr auto& centre(std::size_t out, std::size_t in) const { return storage[out * inputs + in]; }
        };

        template <class Initializer>
        static constexpr void initialize(Scalar* centres, const Initializer&, pt::generator& random) {
            for (std::size_t i = 0; i < parameter_count; ++i) centres[i] = static_cast<Scalar>(random.symmetric());
        }

        template <class Execution>
        static constexpr void forward(Execution run, const Scalar* centres, const Scalar* x, Scalar* y) {
            for (std::size_t s = 0; s < run.samples(); ++s) {
                for (std::size_t o = 0; o < Units; ++o) {
                    Scalar squared_distance = 0;
                    for (std::size_t i = 0; i < inputs; ++i) {
                        const Scalar difference = x[s * x_row + i] - centres[o * inputs + i];
                        squared_distance += difference * difference;
                    }
                    y[s * y_row + o] = exp(pt::kernels::pack<Scalar, 1>{-squared_distance / 2}).value;
                }
                for (std::size_t o = Units; o < y_row; ++o) y[s * y_row + o] = 0;  // padding must be zero
            }
        }

        /// dE/dx(i) = sum over o of dy(o) y(o) (centre(o, i) - x(i)), and dE/dcentre(o, i) = dy(o) y(o) (x(i) -
        /// centre(o, i)).
        template <pt::required_gradients Required, class Execution>
        static constexpr void backward(Execution run, const Scalar* centres, const Scalar* x, const Scalar* y,
                                       const Scalar* dy, Scalar* dx, Scalar* gradient) {
            const auto term = [=](std::size_t s, std::size_t o, std::size_t i) {
                return dy[s * y_row + o] * y[s * y_row + o] * (x[s * x_row + i] - centres[o * inputs + i]);
            };
            if constexpr (Required.input)
                for (std::size_t s = 0; s < run.samples(); ++s)
                    for (std::size_t i = 0; i < x_row; ++i) {
                        dx[s * x_row + i] = 0;
                        for (std::size_t o = 0; i < inputs && o < Units; ++o) dx[s * x_row + i] -= term(s, o, i);
                    }
            if constexpr (Required.parameters)
                for (std::size_t o = 0; o < Units; ++o)
                    for (std::size_t i = 0; i < inputs; ++i) {
                        Scalar sum = 0;  // over all samples first, because `gradient` may alias `centres`
                        for (std::size_t s = 0; s < run.samples(); ++s) sum += term(s, o, i);
                        gradient[o * inputs + i] += sum;
                    }
        }
    };
};

int main() {
    // The laws of a layer: shapes, gradients by central differences, batches, constant evaluation, padding.
    const std::string broken = laws::broken_law_of<radial_basis<7>, pt::shape<3>>();
    std::printf("laws of a layer: %s\n", broken.empty() ? "all hold" : broken.c_str());

    // Classify points as inside a circle or not: no straight line separates them, but a few centres do.
    using circle = pt::network<pt::input<2>, radial_basis<8>, pt::dense<1>, pt::sigmoid>;
    static_assert(circle::parameter_count == 8 * 2 + 8 + 1);
    constexpr float at_the_origin = circle{1}(std::array{0.0f, 0.0f})[0];  // at compile time
    std::vector<pt::tensor<float, 2>> points;
    std::vector<pt::tensor<float, 1>> inside;
    pt::generator random{7};
    for (int i = 0; i < 1000; ++i) {
        const auto x = static_cast<float>(2 * random.symmetric());
        const auto y = static_cast<float>(2 * random.symmetric());
        points.push_back({x, y});
        inside.push_back(pt::tensor<float, 1>{std::hypot(x, y) < 1.2f ? 1.0f : 0.0f});
    }
    circle net{1};
    pt::fit(net, pt::binary_cross_entropy{}, pt::adam{.learning_rate = 0.03}, points, inside, {.epochs = 40});
    const double accuracy = pt::accuracy(net, points, inside);
    std::printf("in the circle: %.1f %% right; output at the origin %.2f before training, %.2f after\n", 100 * accuracy,
                static_cast<double>(at_the_origin), static_cast<double>(net(std::array{0.0f, 0.0f})[0]));
    return broken.empty() && accuracy > 0.97 ? 0 : 1;
}
