// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt

/// Every layer: forward passes and steps of one sample and of a batch.

#include "every_operation.hpp"

namespace warnings {

using image_net =
    pt::network<pt::input<2, 9, 9>, pt::conv2d<6, pt::kernel<3>, pt::padding<pt::same>, pt::no_bias>, pt::batch_norm,
                pt::relu, pt::max_pool<pt::kernel<3>, pt::stride<2>>,
                pt::residual<pt::conv2d<6, pt::kernel<3>, pt::padding<pt::same>, pt::groups<2>>, pt::group_norm<3>,
                             pt::silu, pt::dropout<0.2>>,
                pt::squeeze_excite<2>, pt::conv_transpose2d<4, pt::kernel<2>, pt::stride<2>>,
                pt::average_pool<pt::kernel<2>>, pt::upsample<2>, pt::conv2d<3, pt::kernel<2>, pt::dilation<2>>,
                pt::prelu, pt::global_average_pool, pt::dense<3>, pt::softmax>;
using sequence_net =
    pt::basic_network<double, pt::input<3, 20>, pt::conv1d<5, pt::kernel<3>, pt::padding<1>>, pt::batch_norm, pt::relu,
                      pt::max_pool<pt::kernel<2>>, pt::layer_norm, pt::conv1d<4, pt::kernel<3>, pt::stride<2>>,
                      pt::reshape<2, 8>, pt::flatten, pt::layer_norm, pt::dense<3>, pt::softmax>;
using vector_net =
    pt::network<pt::input<7>, pt::dense<18>, pt::batch_norm, pt::relu, pt::residual<pt::dense<18>, pt::batch_norm>,
                pt::dense<3>, pt::basic_batch_norm<pt::no_affine, pt::momentum<0.2>>, pt::softmax>;

float run(image_net& net, const samples<image_net, int>& given) {
    given.outputs[0] = net(given.inputs[0]);
    pt::predict(net, given.inputs, given.outputs);
    return train(net, pt::cross_entropy{}, pt::adam{}, given) + pt::fold(net)(given.inputs[0])[0];
}

double run(sequence_net& net, const samples<sequence_net, int>& given) {
    given.outputs[0] = net(given.inputs[0]);
    pt::predict(net, given.inputs, given.outputs);
    return train(net, pt::cross_entropy{}, pt::adam{}, given) + pt::fold(net)(given.inputs[0])[0];
}

/// batch_norm over vectors can only be trained with batches.
float run(vector_net& net, const samples<vector_net, int>& given) {
    pt::trainer trainer{net, pt::cross_entropy{}, pt::adam{}};
    given.outputs[0] = net(given.inputs[0]);
    pt::predict(net, given.inputs, given.outputs);
    return trainer.step(given.inputs, given.targets) + pt::fold(net)(given.inputs[0])[0];
}

}  // namespace warnings
