// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
#pragma once

/// The texts of assertions that stand in several headers, each named after its condition. Macros, since the text of a
/// static_assert has to be a literal, and an assertion in a function of its own would lengthen the error: see
/// diagnostics/diagnostic.hpp.

// Arguments of calls: the conditions are in diagnostics/argument.hpp and diagnostics/check_call.hpp.
#define PERCEPTYPE_TEXT_X_MATCHES                                                                       \
    "perceptype: x must be a tensor, std::array or std::span<T, N> of exactly the input's extents and " \
    "scalar type; pass a std::vector v as std::span<const T, N>{v}"
#define PERCEPTYPE_TEXT_NAMED_X_MATCHES                                                                    \
    "perceptype: a graph takes a value for each of its inputs by name, \"name\"_node = x, and each x must" \
    " be a tensor, std::array or std::span<T, N> of exactly that input's extents and scalar type"
#define PERCEPTYPE_TEXT_INPUTS_MATCH                                                                       \
    "perceptype: inputs must be a std::vector, array or span of tensors or arrays of exactly the input's " \
    "extents and scalar type"
#define PERCEPTYPE_TEXT_TARGET_MATCHES                                                                \
    "perceptype: the target must be a tensor, std::array or std::span<T, N> of exactly the output's " \
    "extents and scalar type, or an integer class for a loss such as cross_entropy; for a graph, "    \
    "named(...) with one for each loss"
#define PERCEPTYPE_TEXT_TARGETS_MATCH                                                                  \
    "perceptype: targets must be a std::vector, array or span of tensors or arrays of exactly the "    \
    "output's extents and scalar type, or of integer classes for a loss such as cross_entropy; for a " \
    "graph, of named(...) with one for each loss"
#define PERCEPTYPE_TEXT_LOSS_TARGET_MATCHES                                                                \
    "perceptype: y must be a tensor, and the target must have exactly its extents and scalar type, or be " \
    "an integer class for a loss such as cross_entropy"
#define PERCEPTYPE_TEXT_IS_A_NETWORK "perceptype: the first argument must be a network"
#define PERCEPTYPE_TEXT_IS_A_NETWORK_TO_TRAIN \
    "perceptype: training changes the network: the first argument must be a network that is not const"
#define PERCEPTYPE_TEXT_IS_A_LOSS \
    "perceptype: the second argument must be a loss, such as mean_squared_error{} or cross_entropy{}"
#define PERCEPTYPE_TEXT_LOSSES_NAME_OUTPUTS                                                             \
    "perceptype: joint_loss(\"name\"_node = loss, ...) takes names of a graph's outputs, each once; a " \
    "graph needs one, and a network takes the loss itself"
#define PERCEPTYPE_TEXT_LOSS_FITS                                                                            \
    "perceptype: this loss does not fit the network's output; cross_entropy needs at least 2 outputs of a"   \
    " final softmax or log_softmax, binary_cross_entropy those of a final sigmoid; outputs of other layers " \
    "are logits, for softmax_cross_entropy and sigmoid_binary_cross_entropy"
#define PERCEPTYPE_TEXT_HAS_DERIVATIVE \
    "perceptype: this layer has no derivative, so the network has no gradient; use sigmoid or relu"
#define PERCEPTYPE_TEXT_IS_AN_OPTIMIZER \
    "perceptype: the third argument must be an optimizer, such as sgd{.learning_rate = 0.1} or adam{}"

// Weights in and out: the conditions are in io/weight_calls.hpp.
#define PERCEPTYPE_TEXT_LOADS_FROM_PATH                                                                       \
    "perceptype: weights are loaded into a network that is a variable and not const, which comes first, and " \
    "then the path as a string: load_safetensors(net, \"net.safetensors\")"
#define PERCEPTYPE_TEXT_READS_FROM_BYTES                                                                    \
    "perceptype: weights are read into a network that is a variable and not const, which comes first, and " \
    "then a contiguous range of std::byte, unsigned char or char: read_safetensors(net, bytes)"
#define PERCEPTYPE_TEXT_IS_A_RANGE_OF_BYTES \
    "perceptype: the bytes of a file are a contiguous range of std::byte, unsigned char or char"
#define PERCEPTYPE_TEXT_SAVES_TO_PATH                                                            \
    "perceptype: the network comes first, and then the path as a string: save_safetensors(net, " \
    "\"net.safetensors\")"

#define PERCEPTYPE_TEXT_SAVES_TRAINING \
    "perceptype: the trainer comes first, and then the path as a string: save_checkpoint(trainer, path)"
#define PERCEPTYPE_TEXT_LOADS_TRAINING                                                                     \
    "perceptype: a trainer that is not const comes first, and then the path as a string: load_checkpoint(" \
    "trainer, path)"

// Parts of a network: the conditions are in parameters.hpp, network.hpp and subgraph.hpp.
#define PERCEPTYPE_TEXT_HAS_PARAMETERS \
    "perceptype: this layer has no parameters or does not exist; layers are numbered from 0, the input"
#define PERCEPTYPE_TEXT_IS_THE_SAME_NETWORK                                                                \
    "perceptype: a network takes another one of its own type only; copy parameters, or convert the scalar" \
    " with net_type{other}"
#define PERCEPTYPE_TEXT_IS_A_GRAPH_TO_CUT "perceptype: only a graph can be cut at its nodes"
#define PERCEPTYPE_TEXT_HAS_NODE_TO_CUT_AT \
    "perceptype: the graph has no node of this name; use the name of an input_node or a node"
#define PERCEPTYPE_TEXT_LEADS_TO \
    "perceptype: no path leads from the first node to the second; name the earlier one first"
