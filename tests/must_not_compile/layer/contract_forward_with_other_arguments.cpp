// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt

// A block whose forward takes no parameters.
// expect: perceptype: this layer lacks a member that it states or needs, or has it with other arguments; block/block.hpp and activation/activation.hpp declare each
// expect: keeps_contract<perceptype::
// expect: at_layer<2>
// expect: square
// expect: forward_of_rows

#include <perceptype.hpp>

namespace pt = perceptype;

struct square : pt::layer_base {
    static constexpr const char* name = "square";
    template <class Scalar, class Input>
    struct block : pt::block_base {
        using input_shape = Input;
        using output_shape = Input;
        static constexpr std::size_t row = pt::kernels::padded<Scalar>(Input::size);

        template <class Execution>
#if defined(PERCEPTYPE_MUST_FAIL)
        static constexpr void forward(Execution run, const Scalar* x, Scalar* y) {
#else
        static constexpr void forward(Execution run, const Scalar*, const Scalar* x, Scalar* y) {
#endif
            for (std::size_t i = 0; i < run.samples() * row; ++i) y[i] = x[i] * x[i];
        }
        template <pt::required_gradients Required, class Execution>
        static constexpr void backward(Execution run, const Scalar*, const Scalar* x, const Scalar*, const Scalar* dy,
                                       Scalar* dx, Scalar*) {
            if (Required.input)
                for (std::size_t i = 0; i < run.samples() * row; ++i) dx[i] = 2 * x[i] * dy[i];
        }
    };
};
using net = pt::network<pt::input<4>, pt::dense<8>, square, pt::dense<3>>;

int main() {
    net model{42};
    pt::trainer trainer{model, pt::mean_squared_error{}, pt::sgd{.learning_rate = 0.1}};
    trainer.step(pt::tensor<float, 4>{1.0f, 2.0f, 3.0f, 4.0f}, pt::tensor<float, 3>{});
}
