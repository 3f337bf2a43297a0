// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
#pragma once

/// Perceptype: a neural network is a type. Everything but reading and writing files, which is in perceptype/io/.

// When it makes code of a template, g++ 12 compares the names inside with the user's own globals, be it `i` or `sum`.
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wshadow"

// Out of the alphabet: compilers print the way to a header above its errors, and others take a longer one to these.
#include <perceptype/parameters.hpp>
#include <perceptype/tensor.hpp>
#include <perceptype/topology/name.hpp>
#include <perceptype/diagnostics/ill_formed_network.hpp>
#include <perceptype/layer/dense.hpp>
#include <perceptype/layer/conv2d.hpp>
#include <perceptype/loss/loss.hpp>
#include <perceptype/loss/joint_loss.hpp>
#include <perceptype/gradient.hpp>
#include <perceptype/train.hpp>

#include <perceptype/activation/elu.hpp>
#include <perceptype/activation/fast.hpp>
#include <perceptype/activation/gelu.hpp>
#include <perceptype/activation/hard_sigmoid.hpp>
#include <perceptype/activation/hard_tanh.hpp>
#include <perceptype/activation/identity.hpp>
#include <perceptype/activation/leaky_relu.hpp>
#include <perceptype/activation/log_softmax.hpp>
#include <perceptype/activation/prelu.hpp>
#include <perceptype/activation/relu.hpp>
#include <perceptype/activation/selu.hpp>
#include <perceptype/activation/sigmoid.hpp>
#include <perceptype/activation/silu.hpp>
#include <perceptype/activation/softmax.hpp>
#include <perceptype/activation/softplus.hpp>
#include <perceptype/activation/step.hpp>
#include <perceptype/activation/tanh.hpp>
#include <perceptype/config.hpp>
#include <perceptype/cost.hpp>
#include <perceptype/error.hpp>
#include <perceptype/evaluate.hpp>
#include <perceptype/explain.hpp>
#include <perceptype/fit.hpp>
#include <perceptype/flush_subnormals.hpp>
#include <perceptype/fold.hpp>
#include <perceptype/gradient_report.hpp>
#include <perceptype/graph.hpp>
#include <perceptype/history.hpp>
#include <perceptype/initializer/glorot_normal.hpp>
#include <perceptype/initializer/glorot_uniform.hpp>
#include <perceptype/initializer/he_normal.hpp>
#include <perceptype/initializer/he_uniform.hpp>
#include <perceptype/initializer/initializer.hpp>
#include <perceptype/initializer/lecun_normal.hpp>
#include <perceptype/initializer/uniform.hpp>
#include <perceptype/initializer/zeros.hpp>
#include <perceptype/join/add.hpp>
#include <perceptype/join/average.hpp>
#include <perceptype/join/concat.hpp>
#include <perceptype/join/dot.hpp>
#include <perceptype/join/join.hpp>
#include <perceptype/join/maximum.hpp>
#include <perceptype/join/multiply.hpp>
#include <perceptype/join/subtract.hpp>
#include <perceptype/layer/average_pool.hpp>
#include <perceptype/layer/batch_norm.hpp>
#include <perceptype/layer/conv1d.hpp>
#include <perceptype/layer/conv_transpose2d.hpp>
#include <perceptype/layer/dropout.hpp>
#include <perceptype/layer/flatten.hpp>
#include <perceptype/layer/global_average_pool.hpp>
#include <perceptype/layer/group_norm.hpp>
#include <perceptype/layer/layer_norm.hpp>
#include <perceptype/layer/max_pool.hpp>
#include <perceptype/layer/normalization_options.hpp>
#include <perceptype/layer/reshape.hpp>
#include <perceptype/layer/residual.hpp>
#include <perceptype/layer/squeeze_excite.hpp>
#include <perceptype/layer/upsample.hpp>
#include <perceptype/layer/window_options.hpp>
#include <perceptype/loss/binary_cross_entropy.hpp>
#include <perceptype/loss/cross_entropy.hpp>
#include <perceptype/loss/huber.hpp>
#include <perceptype/loss/mean_absolute_error.hpp>
#include <perceptype/loss/mean_squared_error.hpp>
#include <perceptype/loss/scaled_loss.hpp>
#include <perceptype/loss/sigmoid_binary_cross_entropy.hpp>
#include <perceptype/loss/softmax_cross_entropy.hpp>
#include <perceptype/loss/sum_of_squared_errors.hpp>
#include <perceptype/network.hpp>
#include <perceptype/network_from_constants.hpp>
#include <perceptype/optimizer/adam.hpp>
#include <perceptype/optimizer/adam_w.hpp>
#include <perceptype/optimizer/clip_norm.hpp>
#include <perceptype/optimizer/constant_schedule.hpp>
#include <perceptype/optimizer/cosine_schedule.hpp>
#include <perceptype/optimizer/learning_rate.hpp>
#include <perceptype/optimizer/no_momentum.hpp>
#include <perceptype/optimizer/optimizer.hpp>
#include <perceptype/optimizer/rms_prop.hpp>
#include <perceptype/optimizer/sgd.hpp>
#include <perceptype/optimizer/step_schedule.hpp>
#include <perceptype/optimizer/warm_up_schedule.hpp>
#include <perceptype/random/generator.hpp>
#include <perceptype/shape.hpp>
#include <perceptype/subgraph.hpp>
#include <perceptype/topology/node.hpp>

#pragma GCC diagnostic pop
