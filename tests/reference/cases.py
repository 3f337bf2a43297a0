# Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
"""The list of cases: {file: [case]}, files being kept small so that they compile in parallel."""

import functools

import torch
from torch.optim import lr_scheduler as schedules

from torch_reference import ACTIVATIONS, LOSSES, Case, GraphCase, Inner, LossCase, Unsuitable

# ---- Optimizers ------------------------------------------------------------------------------------------------------


class Optimizer:
    """An optimizer in C++ and in PyTorch. `arguments` are the C++ members after the learning rate."""

    def __init__(self, cpp, make, arguments="", schedule=None, clip=None, **keywords):
        self.name, self.arguments, self.clip = cpp, arguments, clip
        self.make, self.keywords, self.schedule = make, keywords, schedule

    def cpp(self, rate):
        rate = self.schedule.cpp(rate) if self.schedule else repr(rate)
        text = f"pt::{self.name}{{.learning_rate = {rate}{', ' if self.arguments else ''}{self.arguments}}}"
        return f"pt::clip_norm{{.max_norm = {self.clip}, .optimizer = {text}}}" if self.clip else text

    def torch(self, parameters, rate):
        """A function that takes a step from the parameters' .grad, and one that is called when all have been taken."""
        optimizer = self.make(parameters, lr=rate, **self.keywords)
        scheduler = self.schedule.torch(optimizer) if self.schedule else None
        norms = []

        def step():
            if self.clip:
                norms.append(torch.nn.utils.clip_grad_norm_(parameters, self.clip).item())
            optimizer.step()
            if scheduler:
                scheduler.step()

        def finish():
            if self.clip and not min(norms) < self.clip < max(norms):
                raise Unsuitable("clips always or never")

        return step, finish


class Schedule:
    """A learning rate; `text` is C++ code with RATE in it."""

    def __init__(self, text, make, **keywords):
        self.text, self.make, self.keywords = text, make, keywords

    def cpp(self, rate):
        return f"pt::{self.text.replace('RATE', repr(rate))}"

    def torch(self, optimizer):
        return self.make(optimizer, **self.keywords)


def warm_up(optimizer, steps, start_factor, then):
    """LinearLR, and `then` after it."""
    first = schedules.LinearLR(optimizer, start_factor=start_factor, total_iters=steps)
    return schedules.SequentialLR(optimizer, [first, then(optimizer)], milestones=[steps])


def sgd(arguments="", **keywords):
    return Optimizer("sgd", torch.optim.SGD, arguments, **keywords)


PLAIN = dict(optimizer=sgd(), rates=[2.0**-n for n in range(9)])
MOMENTUM = dict(optimizer=sgd(".momentum = 0.75", momentum=0.75), rates=[2.0**-n for n in range(2, 11)])
UNTRAINED = dict(optimizer=None, rates=[None])
ADAM = dict(optimizer=Optimizer("adam", torch.optim.Adam), rates=[0.0625, 0.03125, 0.015625])

# ---- Activations -----------------------------------------------------------------------------------------------------


def activations():
    def case(words, loss, samples=1):
        (activation,) = (word for word in words if word in ACTIVATIONS)
        name = activation.split("<")[0]
        return Case(name, words, loss, samples=samples, spread=2, **PLAIN)

    return [
        case([6, 9, "identity", 3], "sum_of_squared_errors"),
        case([7, 17, "relu", 3], "mean_squared_error", 5),
        case([6, 33, "leaky_relu", 2], "sum_of_squared_errors"),
        case([5, 15, "elu", 4], "mean_absolute_error", 5),
        case([3, 5, "selu", 7], "huber"),
        case([7, 31, "gelu", 1], "sum_of_squared_errors", 5),
        case([4, 7, "silu", 3], "huber", 3),
        case([9, 16, "softplus", 2], "mean_absolute_error"),
        case([9, 65, "sigmoid", 2], "mean_squared_error"),
        case([8, 3, "tanh", 5], "sum_of_squared_errors", 3),
        case([7, 63, "hard_sigmoid", 1], "mean_squared_error"),
        case([12, 2, "hard_tanh", 6], "mean_squared_error", 5),
        case([5, 7, "softmax", 3], "mean_squared_error", 3),
        case([5, 32, "log_softmax", 3], "sum_of_squared_errors"),
        case([7, 12, "prelu", 2], "huber", 5),
        case([6, 4, "leaky_relu_with<0.2>"], "sum_of_squared_errors", 3),
        case([3, 8, "elu_with<0.5>"], "mean_squared_error"),
    ]


# ---- Losses: alone, and after nets   ----------------------------------------------------------------------------------

LOSS_SIZES = [1, 2, 3, 7, 15, 16, 17, 33, 100]
# (loss, what the output is like, what the target is like)
LOSS_KINDS = [
    ("sum_of_squared_errors", "real", "real"),
    ("mean_squared_error", "real", "real"),
    ("mean_absolute_error", "real", "real"),
    ("huber", "wide", "real"),
    ("huber{.delta = 0.25}", "wide", "real"),
    ("binary_cross_entropy", "unit", "unit"),
    ("binary_cross_entropy", "unit", "label"),
    ("cross_entropy", "probability", "probability"),
    ("cross_entropy", "probability", "class"),
    ("softmax_cross_entropy", "wide", "probability"),
    ("softmax_cross_entropy", "wide", "class"),
    ("sigmoid_binary_cross_entropy", "wide", "unit"),
    ("sigmoid_binary_cross_entropy", "wide", "label"),
]


def losses():
    return [
        LossCase(loss, output, target, size)
        for loss, output, target in LOSS_KINDS
        for size in LOSS_SIZES
        if (target, size) != ("class", 1)
    ]


def nets_with_losses():
    def case(name, words, loss, target="real", samples=3):
        return Case(name, words, loss, target=target, samples=samples, **PLAIN)

    return [
        case("two_classes", [5, 2, "softmax"], "cross_entropy", "class"),
        case("many_classes", [5, 7, "tanh", 17, "softmax"], "cross_entropy", "class", 1),
        case("probabilities", [6, 5, "softmax"], "cross_entropy", "probability"),
        case("log_likelihood_of_class", [5, 7, "tanh", 3, "log_softmax"], "cross_entropy", "class"),
        case("log_likelihood_of_probabilities", [4, 9, "log_softmax"], "cross_entropy", "probability", 1),
        case("labels", [5, 1, "sigmoid"], "binary_cross_entropy", "label"),
        case("several_labels", [3, 5, "tanh", 5, "sigmoid"], "binary_cross_entropy", "label", 1),
        # The pairs above are fused; these are not.
        case("squares_behind_softmax", [5, 4, "softmax"], "mean_squared_error", "probability"),
        case("squares_behind_log_softmax", [7, 3, "log_softmax"], "sum_of_squared_errors"),
        case("squares_behind_sigmoid", [3, 3, "sigmoid"], "sum_of_squared_errors", "label"),
        case("absolute_behind_tanh", [3, 7, "tanh"], "mean_absolute_error", samples=1),
        case("cross_entropy_behind_sigmoid", [5, 3, "sigmoid"], "cross_entropy", "class"),
        case("cross_entropy_behind_hard_sigmoid", [4, 2, "hard_sigmoid"], "cross_entropy", "probability", 1),
        case("binary_behind_softmax", [5, 3, "softmax"], "binary_cross_entropy", "label"),
        case("binary_behind_hard_sigmoid", [4, 3, "hard_sigmoid"], "binary_cross_entropy", "unit", 1),
        case("huber_of_delta", [5, 4], "huber{.delta = 0.25}"),
        case("logits_of_two_classes", [5, 2], "softmax_cross_entropy", "class"),
        case("logits_of_many_classes", [5, 7, "tanh", 17], "softmax_cross_entropy", "class", 33),
        case("logits_and_probabilities", [6, 5], "softmax_cross_entropy", "probability", 1),
        case("logits_of_labels", [5, 1], "sigmoid_binary_cross_entropy", "label"),
        case("logits_of_several_labels", [3, 5, "relu", 5], "sigmoid_binary_cross_entropy", "unit", 33),
    ]


# ---- Architectures ---------------------------------------------------------------------------------------------------


def architectures():
    def case(name, words, loss="mean_squared_error", target="real", samples=1, train=MOMENTUM, **keywords):
        return Case(name, words, loss, target=target, samples=samples, **keywords, **train)

    return {
        "narrow": [
            case("one_weight", [1, "1 no_bias"], samples=5),
            case("perceptron", [3, 1, "sigmoid"], "binary_cross_entropy", "label", 32),
            case("exclusive_or", [2, 3, "tanh", 1, "sigmoid"], "binary_cross_entropy", "label", 5),
            case("thin", [1] + [1, "tanh"] * 3 + [1], samples=7, train=ADAM),
            case("zigzag", [2, 1, "tanh", 3, "sigmoid", 2], samples=33),
            case("small", [3, 5, "relu", 7, "relu", 2], samples=32),
            case("certain", [2, 1, "softmax"], samples=3, degenerate=True, train=PLAIN),
            case("no_parameters", [5, "tanh"], degenerate=True),
            case("activation_first", [15, "tanh", 7], samples=16),
        ],
        "around_a_register": [
            case("widths_15_16_17", [15, 16, "relu", 17, "relu", 3, "softmax"], "cross_entropy", "class", 33),
            case("widths_16_15_1", [16, 15, "leaky_relu", 1], batch_of_one=True),
            case("widths_17_7_31", [17, 7, "elu", 31], "sum_of_squared_errors", samples=5, train=PLAIN),
            case("widths_7_31_5", [7, 31, "selu", 5], samples=17),
            case("widths_31_16_2", [31, 16, "softplus", 2, "softmax"], "cross_entropy", "probability", 32),
            case("widths_4_16_16_3", [4, 16, "relu", 16, "relu", 3], samples=8),
            case("widths_33_16_15", [33, 16, "tanh", 15, "log_softmax"], "cross_entropy", "class", 15),
            case("widths_5_17_33", [5, 17, "silu", 33, "sigmoid"], "binary_cross_entropy", "unit", 1),
            case("widths_8_8", [8, 8, "hard_tanh"], samples=64),
        ],
        "wide_1": [
            case("widths_65_33", [65, 33], samples=5),
            case("widths_31_33_7", [31, 33, "tanh", 7], samples=33),
            case("widths_33_65_1", [33, 65, "relu", 1], batch_of_one=True),
            case("widths_63_15_16", [63, 15, "gelu", 16, "softmax"], "cross_entropy", "class", 32),
            case("widths_100_17", [100, 17, "softmax"], "cross_entropy", "class", 5),
        ],
        "wide_2": [
            case("widths_17_100", [17, 100, "tanh"], "huber", samples=1),
            case("widths_1_100_1", [1, 100, "gelu", 1], samples=65, spread=0.5),
            case("widths_64_32_10", [64, 32, "relu", 10, "softmax"], "cross_entropy", "class", 32),
            case("widths_3_65_5", [3, 65, "relu", 5], samples=3),
        ],
        "unusual": [
            case("without_bias", [5, "7 no_bias", "tanh", "3 no_bias"], samples=5),
            case("some_without_bias", [16, "16 no_bias", "relu", 15], batch_of_one=True),
            case("without_bias_wide", [33, "17 no_bias"], samples=33),
            case("linear", [5, 7, 2], samples=31),
            case("two_in_a_row", [5, 7, "softplus", "tanh", 3], samples=5),
            case("three_in_a_row", [3, 17, "elu", "sigmoid", "identity", 2], samples=2),
            case("softmax_twice", [7, 5, "softmax", "softmax"], "cross_entropy", "probability", 7),
            case("own_slopes", [5, 7, "prelu", "prelu", 3], samples=5),
            case("deep", [4] + [5, "tanh"] * 4 + [3, "softmax"], "cross_entropy", "class", 5, train=ADAM),
        ],
    }


# ---- Layers of images and sequences ----------------------------------------------------------------------------------


def convolutions():
    """Each with an unusual extent: pixels left over by a stride, padding larger than the image, a single channel."""

    def case(name, *words, samples=1, **keywords):
        train = UNTRAINED if samples == 1 else PLAIN  # to compile them all takes time
        return Case(name, list(words), "sum_of_squared_errors", samples=samples, **train, **keywords)

    return {
        "conv2d": [
            case("one_pixel", (1, 1, 1), "conv2d<1, kernel<1>>"),
            case("one_channel", (1, 8, 8), "conv2d<1, kernel<3>>"),
            case("eight_channels", (1, 8, 8), "conv2d<8, kernel<3>>", "relu"),
            case("uneven_kernel", (3, 9, 7), "conv2d<5, kernel<3, 2>>", samples=2),
            case("stride_two", (2, 9, 8), "conv2d<3, kernel<3>, stride<2>>"),
            case("stride_past_the_kernel", (2, 7, 11), "conv2d<3, kernel<2>, stride<3>>"),
            case("stride_leaves_a_rest", (1, 10, 11), "conv2d<2, kernel<3>, stride<4, 3>>", "tanh"),
            case("padded", (2, 5, 6), "conv2d<4, kernel<3>, padding<1>>", samples=3),
            case("padded_unevenly", (2, 4, 5), "conv2d<3, kernel<3, 5>, padding<0, 2>>"),
            case("padding_past_the_image", (1, 2, 3), "conv2d<2, kernel<3>, padding<4>>"),
            case("padded_with_strides", (3, 6, 7), "conv2d<4, kernel<3>, padding<2, 1>, stride<3, 2>>"),
            case("same_odd", (2, 5, 7), "conv2d<3, kernel<3>, padding<same>>"),
            case("same_even", (2, 5, 7), "conv2d<3, kernel<4, 2>, padding<same>>"),
            case("dilated", (2, 9, 9), "conv2d<3, kernel<3>, dilation<2>>"),
            case("dilated_strided", (1, 12, 13), "conv2d<2, kernel<3, 2>, dilation<2, 5>, stride<2>, padding<1>>"),
            case("same_dilated", (1, 9, 8), "conv2d<3, kernel<3>, dilation<3, 2>, padding<same>>", "gelu"),
            case("two_groups", (4, 6, 5), "conv2d<6, kernel<3>, groups<2>>", samples=2),
            case("depthwise", (7, 6, 6), "conv2d<7, kernel<3>, groups<7>, padding<1>>"),
            case("depthwise_doubled", (3, 7, 5), "conv2d<6, kernel<2, 3>, groups<3>, no_bias>"),
            case("pointwise", (17, 3, 3), "conv2d<9, kernel<1>>"),
            case("pointwise_strided", (5, 5, 6), "conv2d<4, kernel<1>, stride<2>, padding<1>>"),
            case("kernel_of_the_image", (3, 5, 6), "conv2d<10, kernel<5, 6>>", "sigmoid"),
            case("without_bias", (3, 6, 6), "conv2d<5, kernel<3>, no_bias>", "relu", samples=5),
            case("two_in_a_row", (1, 7, 8), "conv2d<4, kernel<3>>", "relu", "conv2d<3, kernel<3>>", samples=3),
        ],
        "conv1d": [
            case("sequence", (1, 16), "conv1d<4, kernel<3>>", "tanh"),
            case("sequence_of_one", (3, 1), "conv1d<2, kernel<1>>"),
            case("sequence_dilated", (2, 31), "conv1d<5, kernel<3>, dilation<4>>", samples=2),
            case("sequence_strided", (3, 17), "conv1d<4, kernel<5>, stride<3>, padding<4>>"),
            case("sequence_same", (2, 9), "conv1d<3, kernel<4>, padding<same>>"),
            case("sequence_in_groups", (4, 13), "conv1d<8, kernel<2>, groups<4>, no_bias>"),
            case("audio", (1, 24), "conv1d<8, kernel<3>>", "tanh", "conv1d<8, kernel<3>, dilation<2>>", "tanh", "flatten", 1),
        ],
        "transposed": [
            case("transposed", (2, 3, 4), "conv_transpose2d<3, kernel<3>>"),
            case("transposed_strided", (3, 3, 4), "conv_transpose2d<2, kernel<3>, stride<2>>", "relu"),
            case("transposed_padded", (2, 4, 3), "conv_transpose2d<4, kernel<3>, stride<2>, padding<1>, output_padding<1>>"),
            case("transposed_uneven", (1, 3, 5), "conv_transpose2d<2, kernel<2, 4>, stride<3, 2>, padding<0, 3>, output_padding<2, 0>>"),
            case("transposed_dilated", (2, 4, 4), "conv_transpose2d<3, kernel<2>, dilation<3>, padding<1>>", samples=2),
            case("transposed_in_groups", (4, 3, 3), "conv_transpose2d<6, kernel<3>, groups<2>, no_bias>"),
            case("transposed_gaps", (2, 3, 3), "conv_transpose2d<2, kernel<1>, stride<2>>"),
            case("down_and_up", (1, 7, 7), "conv2d<4, kernel<3>, stride<2>>", "tanh", "conv_transpose2d<1, kernel<3>, stride<2>>", samples=3),
        ],
        "pools": [
            case("max_pool", (3, 6, 5), "conv2d<3, kernel<1>>", "max_pool<kernel<2>>"),
            case("max_pool_overlapping", (2, 7, 8), "conv2d<2, kernel<1>>", "max_pool<kernel<3>, stride<2>>", samples=2),
            case("max_pool_padded", (2, 5, 6), "conv2d<2, kernel<1>>", "max_pool<kernel<3, 2>, padding<1>, stride<2, 1>>"),
            case("max_pool_dilated", (1, 8, 9), "conv2d<2, kernel<1>>", "max_pool<kernel<2>, dilation<3>, stride<1>>"),
            case("max_pool_of_sequence", (3, 17), "conv1d<3, kernel<1>>", "max_pool<kernel<3>>"),
            case("max_pool_padded_sequence", (1, 11), "conv1d<2, kernel<2>>", "max_pool<kernel<4>, stride<3>, padding<2>>"),
            case("average_pool", (2, 6, 7), "conv2d<2, kernel<1>>", "average_pool<kernel<2, 3>>"),
            case("average_pool_padded", (3, 5, 5), "conv2d<3, kernel<1>>", "average_pool<kernel<3>, stride<2>, padding<1>>", samples=2),
            case("average_pool_of_sequence", (2, 19), "conv1d<2, kernel<1>>", "average_pool<kernel<5>, stride<2>, padding<2>>"),
            case("global_pool", (3, 5, 7), "conv2d<5, kernel<2>>", "relu", "global_average_pool", 3),
            case("global_pool_of_sequence", (2, 13), "conv1d<3, kernel<4>>", "global_average_pool"),
            case("upsampled", (2, 3, 4), "conv2d<3, kernel<2>>", "upsample<2>", "conv2d<1, kernel<3>, padding<1>>"),
            case("upsampled_unevenly", (1, 3, 2), "conv2d<2, kernel<1>>", "upsample<1, 3>"),
            case("upsampled_sequence", (2, 5), "conv1d<2, kernel<2>>", "upsample<3>"),
            case("reshaped", 30, 24, "reshape<2, 3, 4>", "conv2d<3, kernel<2>>", "reshape<6, 3>", "conv1d<2, kernel<3>>"),
        ],
        "small_cnns": [
            Case("digits", [(1, 8, 8), "conv2d<4, kernel<3>>", "relu", "max_pool<kernel<2>>", "flatten", 10, "softmax"],
                 "cross_entropy", target="class", samples=17, **MOMENTUM),
            Case("two_stages", [(1, 12, 12), "conv2d<4, kernel<3>>", "relu", "max_pool<kernel<2>>",
                                "conv2d<8, kernel<3>>", "relu", "max_pool<kernel<3>>", "flatten", 3],
                 "mean_squared_error", samples=3, **MOMENTUM),
            Case("separable", [(3, 6, 6), "conv2d<3, kernel<3>, groups<3>, padding<1>>", "conv2d<6, kernel<1>>", "silu",
                               "global_average_pool", 4, "softmax"],
                 "cross_entropy", target="class", samples=5, **ADAM),
            Case("slopes", [(2, 5, 5), "conv2d<3, kernel<3>>", "prelu", "flatten", 2], "huber", samples=4, **PLAIN),
            Case("pool_before_relu", [(1, 9, 9), "conv2d<5, kernel<2>>", "max_pool<kernel<2>>", "relu", "flatten", 2],
                 "mean_squared_error", samples=33, **MOMENTUM),
            Case("autoencoder", [(1, 4, 6), "conv2d<3, kernel<3>, padding<1>, stride<2>>", "tanh", "flatten", 4, "tanh", 18,
                                 "reshape<3, 2, 3>", "conv_transpose2d<1, kernel<2>, stride<2>>", "sigmoid"],
                 "binary_cross_entropy", target="unit", samples=5, **ADAM),
        ],
    }  # fmt: skip


# ---- Layers that normalise, and layers made of layers ----------------------------------------------------------------


def normalizations():
    # batch_norm removes a bias before it, whose gradient would be zero and could not be compared.
    def case(name, *words, samples=5, loss="sum_of_squared_errors", train=PLAIN, **keywords):
        return Case(name, list(words), loss, samples=samples, **keywords, **train)

    decay = dict(optimizer=sgd(".momentum = 0.75, .weight_decay = 0.125", momentum=0.75, weight_decay=0.125), rates=PLAIN["rates"])
    return {
        "batch_norms": [
            case("vector", 5, "7 no_bias", "batch_norm", "relu", 3),
            case("first", 9, "batch_norm", 2, "sigmoid", samples=2),
            case("images", (2, 5, 4), "conv2d<3, kernel<2>, no_bias>", "batch_norm", "relu", samples=3),
            case("one_image", (1, 4, 5), "conv2d<2, kernel<3>, no_bias>", "batch_norm", "tanh", samples=1),
            case("sequences", (3, 11), "batch_norm", "conv1d<2, kernel<3>>", samples=4),
            case("without_weights", 6, "5 no_bias", "basic_batch_norm<no_affine, momentum<0.25>, epsilon<0.125>>", "tanh", 2),
            case("in_parts", 4, "9 no_bias", "batch_norm", "tanh", 3, samples=67),
            case("two_in_parts", 3, "5 no_bias", "batch_norm", "silu", "17 no_bias", "batch_norm", 2, samples=40, train=MOMENTUM),
            case("decay", 5, "8 no_bias", "batch_norm", "tanh", 2, samples=33, train=decay),
            case("of_classes", 4, "6 no_bias", "batch_norm", "relu", 3, "softmax", loss="cross_entropy", target="class", samples=16, train=ADAM),
        ],
        "sample_norms": [
            case("layer_of_vector", 5, 7, "layer_norm", "relu", 3),
            case("layer_of_image", (2, 3, 5), "layer_norm", "conv2d<3, kernel<2>>", samples=2),
            case("layer_wide", 17, 33, "layer_norm", "gelu", 1, samples=1),
            case("groups_of_image", (4, 3, 5), "group_norm<2>", "conv2d<2, kernel<3>>", samples=3),
            case("groups_of_vector", 5, 12, "group_norm<3>", "tanh", 2),
            case("groups_of_sequence", (6, 7), "group_norm<6>", samples=2),
            case("one_group", (3, 4, 4), "conv2d<5, kernel<2>>", "group_norm<1>", "relu", samples=3),
        ],
        "blocks": [
            case("identity", 5, [7, "tanh", 5], "relu", 3),
            case("projected", 5, [7, "relu"], 3, samples=3),
            case("image", (2, 5, 5), ["conv2d<2, kernel<3>, padding<1>>", "relu", "conv2d<2, kernel<3>, padding<1>>"], "relu", samples=2),
            case("strided", (2, 7, 6), ["conv2d<4, kernel<3>, padding<1>, stride<2>>", "tanh"], "flatten", 2, samples=3),
            case("of_sequence", (2, 9), ["conv1d<3, kernel<3>, padding<same>>"], samples=2),
            case("with_batch_norm", 6, ["5 no_bias", "batch_norm", "tanh", "6 no_bias", "batch_norm"], "relu", 2, samples=9),
            case("nested_in_parts", 4, ["5 no_bias", ["5 no_bias", "batch_norm", "tanh"], "4 no_bias", "batch_norm"], 2, samples=37),
            case("gates", (4, 3, 3), "conv2d<6, kernel<2>>", "squeeze_excite<2>", "flatten", 3, samples=3),
            case("gates_of_sequence", (5, 7), "squeeze_excite<4>", samples=2),
            case("dropped", 5, 7, "dropout<>", "relu", 3, train=UNTRAINED),
        ],
    }  # fmt: skip


# ---- Graphs ----------------------------------------------------------------------------------------------------------


def graphs():
    SQUARES, MEAN = ("sum_of_squared_errors", "real", 1), ("mean_squared_error", "real", 1)

    def case(name, entries, losses=None, outputs=None, samples=3, train=PLAIN, **keywords):
        return GraphCase(name, entries, losses or {"y": SQUARES}, outputs, samples=samples, **keywords, **train)

    x, z = ("x", 5), ("z", 3)
    a, b = ("a", ["x"], 7, "tanh"), ("b", ["x"], 7, "sigmoid")
    pair = Inner([("u", 5), ("v", ["u"], 4, "tanh"), ("w", ["u"], 4), ("o", ["v", "w"], "add", "tanh")], ["o"])
    pair7 = Inner([("o", ["v", "w"], "multiply", 4), ("u", 7), ("v", ["u"], 3, "tanh"), ("w", ["u"], 3)], ["o"])
    gate = Inner([("value", 7), ("o", ["value", "g"], "multiply"), ("g", ["how"], 7, "sigmoid"), ("how", 3)], ["o"])
    fork = Inner([("v", 5), ("c", ["v"], 6, "tanh"), ("left", ["c"], 2), ("right", ["c", "v"], "concat", 3, "tanh")], ["left", "right"])
    twin = Inner([("v", 5), ("c", ["v"], 5, "tanh"), ("d", ["c"], "tied", "c"), ("o", ["d", "v"], "subtract")], ["o"])
    return {
        "graphs_joins": [
            case("chain", [x, ("a", ["x"], 9, "tanh"), ("y", ["a"], 3)], samples=1),
            case("diamond", [x, a, b, ("y", ["a", "b"], "add", 3)]),
            case("difference", [x, a, b, ("c", ["x"], 7), ("y", ["a", "b", "c"], "subtract", 3)]),
            case("product", [x, a, b, ("y", ["a", "b", "a"], "multiply", 3)]),
            case("mean", [x, a, b, ("c", ["a"], 7, "tanh"), ("y", ["a", "b", "c"], "average", 2)]),
            case("largest", [x, a, b, ("y", ["a", "b"], "maximum", 2)]),
            case("inner_product", [x, a, b, ("y", ["a", "b"], "dot")], samples=5),
            case("square", [x, a, ("y", ["a", "a"], "multiply", 1)], samples=1),
            case("behind_each_other", [x, z, a, ("y", ["a", "z", "x"], "concat", 17, "tanh", 2)]),
        ],
        "graphs_wiring": [
            case("skip", [x, a, ("b", ["a"], 4, "tanh"), ("c", ["b"], 7, "tanh"), ("y", ["c", "a"], "add", 3)]),
            case("skip_from_input", [x, a, ("b", ["a"], 5), ("y", ["b", "x"], "add", "tanh", 2)], samples=1),
            case("another_order", [("y", ["c", "b"], "concat", 2), ("c", ["b"], 3, "tanh"), z, ("b", ["a", "z"], "concat", 6, "tanh"), a, x]),
            case("dense_net", [x, a, ("b", ["x", "a"], "concat", 4, "tanh"), ("c", ["x", "a", "b"], "concat", 3, "tanh"), ("y", ["a", "b", "c"], "concat", 1)]),
            case("two_diamonds", [x, a, b, ("c", ["a", "b"], "add", 4, "tanh"), ("d", ["c"], 3, "tanh"), ("e", ["c"], 3), ("y", ["d", "e"], "multiply")]),
            case("join_of_inputs", [("x", 4), ("z", 4), ("y", ["x", "z"], "multiply", 9, "tanh", 2)], samples=17),
            case("residual_inside", [x, ("a", ["x"], [6, "tanh", 5]), ("y", ["a", "x"], "concat", [3, "tanh"])]),
            case("tied", [x, ("w", 5), ("b", ["w"], "tied", "a"), ("a", ["x"], 7, "tanh", 4, "tanh"), ("y", ["a", "b"], "subtract", 3)]),
            case("tied_thrice", [("x", 4), ("a", ["x"], 4, "tanh"), ("b", ["a"], "tied", "a"), ("c", ["b"], "tied", "a"), ("y", ["c"], 2)], samples=5),
        ],
        "graphs_outputs": [
            case("two_outputs", [x, z, ("a", ["x", "z"], "concat", 9, "tanh"), ("y", ["a"], 4, "softmax"), ("e", ["a"], 1)],
                 {"y": ("cross_entropy", "class", 1), "e": ("mean_squared_error", "real", 0.125)}, samples=16),
            case("output_read_by_others", [x, ("y", ["x"], 3, "softmax"), ("e", ["y", "x"], "concat", 5, "tanh", 2)],
                 {"y": ("cross_entropy", "probability", 1), "e": MEAN}),
            case("without_a_loss", [x, a, ("y", ["a"], 2), ("e", ["a"], 3, "tanh")], outputs=["y", "e"], train=UNTRAINED, degenerate=True),
            case("labels", [x, z, a, ("y", ["a"], 2, "sigmoid"), ("e", ["a", "z"], "concat", 3)],
                 {"y": ("binary_cross_entropy", "label", 2), "e": ("huber", "real", 1)}, samples=5),
            case("three_outputs", [x, a, ("y", ["x"], 1), ("e", ["a"], 9), ("f", ["a", "x"], "concat", 2, "tanh")],
                 {"y": SQUARES, "e": ("mean_absolute_error", "real", 0.5), "f": MEAN}, samples=33, train=MOMENTUM),
            case("batch_norm_in_branches", [x, ("c", ["a", "b"], "concat", "4 no_bias", "batch_norm", "tanh"), ("b", ["x"], "6 no_bias", "batch_norm", "sigmoid"),
                                            ("a", ["x"], "3 no_bias", "batch_norm", "tanh"), ("y", ["c", "a"], "concat", 2)], samples=37),
        ],
        "graphs_images": [
            case("image_and_numbers", [("i", (1, 6, 5)), z, ("a", ["i"], "conv2d<3, kernel<3>>", "tanh", "flatten"), ("b", ["z"], 5, "tanh"),
                                       ("y", ["a", "b"], "concat", 3)]),
            case("two_kernels", [("i", (2, 5, 5)), ("a", ["i"], "conv2d<3, kernel<3>, padding<same>>", "tanh"), ("b", ["i"], "conv2d<2, kernel<1>>"),
                                 ("y", ["a", "b"], "concat", "conv2d<1, kernel<3>>", "flatten")], samples=2),
            case("side_by_side", [("i", (2, 4, 3)), ("j", (2, 4, 5)), ("y", ["i", "j"], "concat_axis<2>", "conv2d<2, kernel<2>>", "tanh", "flatten", 2)]),
            case("one_above_the_other", [("i", (2, 4, 3)), ("j", (2, 2, 3)), ("y", ["i", "j"], "concat_axis<1>", "conv2d<2, kernel<2>>", "flatten")], samples=1),
            case("gated", [("i", (3, 4, 4)), ("a", ["i"], "conv2d<4, kernel<3>>"), ("b", ["i"], "conv2d<4, kernel<3>>", "sigmoid"),
                           ("y", ["a", "b"], "multiply", "global_average_pool", 2)]),
            case("dropped", [x, ("a", ["x"], 6, "dropout<>", "tanh"), ("y", ["a", "x"], "concat", 2)], train=UNTRAINED),
        ],
        # Losses that are fused with the last layer, and losses that must not be.
        "graphs_losses": [
            case("all_of_a_node", [x, ("a", ["x"], 3), ("y", ["a"], "softmax")], {"y": ("cross_entropy", "class", 1)}, samples=17),
            case("all_but_the_join", [x, ("a", ["x"], 5), ("b", ["x"], 5, "tanh"), ("y", ["a", "b"], "add", "softmax")],
                 {"y": ("cross_entropy", "probability", 4)}),
            case("sigmoid_read_by_others", [x, ("y", ["x"], 9, "sigmoid"), ("e", ["y", "y"], "multiply", 1)],
                 {"y": ("binary_cross_entropy", "label", 0.5), "e": MEAN}, samples=5),
            case("read_by_what_has_no_loss", [x, a, ("e", ["y", "a"], "concat", 3), ("y", ["a"], 4, "softmax")],
                 {"y": ("cross_entropy", "class", 1)}, outputs=["e", "y"], samples=18, degenerate=True),
            case("two_taken_over", [x, z, ("y", ["b"], 1, "sigmoid"), ("b", ["z", "x"], "concat", 17, "tanh"), ("e", ["b"], 7, "softmax")],
                 {"e": ("cross_entropy", "class", 0.25), "y": ("binary_cross_entropy", "unit", 3)}, outputs=["y", "e"], samples=5, train=ADAM),
            case("join_as_output", [x, a, b, ("y", ["a", "b"], "maximum"), ("e", ["y"], 2), ("f", ["y", "a"], "dot")],
                 {"f": ("huber", "real", 1), "y": MEAN, "e": SQUARES}, outputs=["e", "y", "f"]),
            case("input_as_output", [("z", 3), x, ("y", ["x"], 3)], {"y": MEAN, "x": SQUARES}, outputs=["x", "y", "z"], samples=4, degenerate=True),
        ],
        # From 33 samples on a batch is processed in parts; layers on no path to a loss do not update their statistics.
        "graphs_norms": [
            case("batch_norm_behind_joins", [x, z, ("y", ["b", "a"], "concat", 3), ("b", ["a"], "5 no_bias", "batch_norm", "silu"),
                                             ("a", ["x", "z"], "concat", "batch_norm", "7 no_bias", "tanh")], samples=70),
            case("batch_norm_without_a_loss", [x, ("e", ["a"], "3 no_bias", "batch_norm"), ("a", ["x"], "9 no_bias", "batch_norm", "tanh"), ("y", ["a"], 2)],
                 outputs=["e", "y"], samples=40, degenerate=True),
            case("batch_norm_in_residuals", [x, ("y", ["a", "b"], "multiply", 2), ("a", ["x"], ["5 no_bias", "batch_norm", "tanh"]),
                                             ("b", ["x"], ["4 no_bias", "tanh", "5 no_bias", "batch_norm"])], samples=33, train=MOMENTUM),
            case("batch_norm_of_images", [("i", (2, 4, 5)), x, ("a", ["i"], "conv2d<3, kernel<2>, no_bias>", "batch_norm", "tanh", "global_average_pool"),
                                          ("b", ["x"], "3 no_bias", "batch_norm"), ("y", ["a", "b"], "add")], samples=36),
            case("batch_norm_of_outputs", [x, ("y", ["x"], "3 no_bias", "batch_norm"), ("e", ["y", "x"], "concat", "4 no_bias", "batch_norm", "tanh", 1)],
                 {"y": MEAN, "e": SQUARES}, samples=5),
            case("layer_norm_in_branches", [x, ("a", ["x"], 9, "layer_norm", "gelu"), ("b", ["x"], 9, "group_norm<3>"),
                                            ("y", ["a", "b", "a"], "average", "layer_norm", 2)], samples=2),
            case("dropped_in_branches", [x, a, ("d", ["a"], "dropout<>"), ("b", ["a", "d"], "average", 5, "dropout<>"), ("c", ["x"], [6, "dropout<>", 5]),
                                         ("y", ["b", "c", "d"], "concat", "dropout<>", 3)], train=UNTRAINED),
        ],
        # Values whose memory is reused.
        "graphs_deep": [
            case("many_nodes", [x, a, b, ("c", ["a"], 5, "tanh"), ("d", ["b", "a"], "add", 9, "tanh"), ("e", ["c", "x"], "multiply"), ("f", ["d"], 5, "tanh"),
                                ("g", ["e", "f"], "maximum", 3, "tanh"), ("h", ["g", "d"], "concat", 7), ("i", ["h", "b"], "subtract", "tanh"),
                                ("j", ["i"], 1, "tanh"), ("k", ["j", "g", "i"], "concat", 17, "tanh"), ("l", ["k"], 3), ("m", ["l", "g"], "average"),
                                ("y", ["m", "k"], "concat", 2)]),
            case("wide_and_narrow", [x, ("a", ["x"], 9, "tanh"), ("b", ["a"], 1, "tanh"), ("c", ["x"], 24, "tanh"), ("d", ["c"], 1), ("e", ["d", "b"], "add"),
                                     ("f", ["x"], 17, "tanh"), ("y", ["f", "e", "b"], "concat", 3)], samples=19, train=MOMENTUM),
            case("outputs_in_turn", [x, ("y", ["x"], 9, "tanh"), ("e", ["y"], 17, "tanh"), ("f", ["e", "y"], "concat", 3, "tanh"), ("g", ["f", "e"], "concat", 1)],
                 {"g": MEAN, "e": MEAN, "f": MEAN, "y": MEAN}, outputs=["f", "g", "y", "e"], samples=16, train=MOMENTUM),
            case("down_and_up", [("i", (1, 4, 6)), ("a", ["i"], "conv2d<3, kernel<3>, padding<1>>", "tanh"),
                                 ("b", ["a"], "average_pool<kernel<2>>", "conv2d<5, kernel<3>, padding<1>>", "tanh"),
                                 ("c", ["b"], "upsample<2>"), ("y", ["c", "a"], "concat", "conv2d<1, kernel<3>, padding<1>>")], samples=2),
            case("twice_the_same", [("i", (2, 3, 4)), ("a", ["i", "i"], "concat_axis<1>", "conv2d<2, kernel<2>>", "tanh"),
                                    ("b", ["a", "a", "a"], "concat_axis<2>", "global_average_pool"), ("c", ["i", "i"], "dot"),
                                    ("y", ["b", "c", "b"], "concat", "tanh", 2)]),
            case("siamese", [("s", (1, 4, 5)), ("t", (1, 4, 5)), ("b", ["t"], "tied", "a"),
                             ("a", ["s"], "conv2d<3, kernel<3>>", "tanh", "flatten", 7, "tanh"), ("d", ["a", "b"], "subtract"), ("q", ["d", "d"], "multiply"),
                             ("y", ["q"], 1, "sigmoid")], {"y": ("binary_cross_entropy", "label", 1)}, samples=7, train=ADAM),
            case("tied_around", [x, ("a", ["x"], 5, "tanh"), ("b", ["a"], "tied", "a"), ("c", ["b", "x"], "average", "tied", "a"), ("y", ["c", "a"], "dot")], train=MOMENTUM),
        ],
        # Graphs in nodes.
        "graphs_nested": [
            case("graph_in_node", [x, ("a", ["x"], pair), ("y", ["a"], 3)]),
            case("graph_between_layers", [x, ("y", ["x"], 7, "tanh", pair7, "tanh", 2)], samples=1),
            case("graph_behind_join", [x, a, b, ("y", ["a", "b"], "add", 5, pair)], samples=18),
            case("graph_of_two_inputs", [x, z, a, ("b", ["a", "z"], gate, 4, "tanh"), ("y", ["b", "z"], "concat", 2)]),
            case("graph_of_two_outputs", [x, ("b", ["x"], fork), ("y", ["b.right", "b.left"], "concat", 3)]),
            case("graph_output_as_output", [x, ("b", ["x"], fork), ("y", ["b.left"], 3)], {"y": SQUARES, "b.right": MEAN}, samples=5),
            case("graph_in_graph_in_graph", [z, x, ("y", ["z", "x"], Inner([("p", 3), ("q", 5), ("o", ["r", "p"], "concat", 4, "tanh"), ("r", ["q"], 5, pair, "tanh")], ["o"]), 1)]),
            case("tied_graphs", [x, ("w", 5), ("b", ["w"], "tied", "a"), ("a", ["x"], 5, "tanh", pair, "tanh", 3), ("y", ["a", "b"], "multiply", "tanh", 2)]),
            case("tied_inside_graphs", [x, ("a", ["x"], twin), ("b", ["a"], 5, twin), ("y", ["a", "b"], "multiply", 2)], samples=19),
            case("graph_classifies", [x, ("y", ["x"], Inner([("v", 5), ("h", ["v"], 6, "tanh"), ("k", ["h"], 4, "softmax")], ["k"]))],
                 {"y": ("cross_entropy", "class", 1)}, samples=17),
            case("graph_of_images", [("i", (2, 5, 4)), ("a", ["i"], "conv2d<3, kernel<2>>", Inner([
                ("m", (3, 4, 3)), ("k", ["m"], "conv2d<3, kernel<3>, padding<same>>", "tanh"), ("o", ["k", "m"], "add")], ["o"]), "global_average_pool"), ("y", ["a"], 2)]),
            case("batch_norm_in_graphs", [x, ("a", ["x"], Inner([("u", 5), ("v", ["u"], "4 no_bias", "batch_norm", "tanh"), ("w", ["v", "u"], "concat")], ["w"])),
                                          ("y", ["a"], "6 no_bias", "batch_norm", 2)], samples=37),
            case("graphs_behind_each_other", [x, ("y", ["x"], twin, twin, "tanh", twin, 2)], samples=6),
            case("tied_graphs_behind_each_other", [x, ("w", 5), ("b", ["w"], "tied", "a"), ("a", ["x"], twin, pair, 5, twin), ("y", ["b", "a"], "subtract", 3)]),
        ],
    }  # fmt: skip


# ---- Optimizers: each variant on one small net, for one sample and for a batch ---------------------------------------

BATCH, ONE = 5, 1


def small_case(name, optimizer, rates, samples=BATCH):
    words = [3, 5, "tanh", 2]
    return Case(name, words, "sum_of_squared_errors", samples=samples, optimizer=optimizer, rates=rates)


def optimizers():
    case = small_case
    coarse = [0.5, 0.25, 0.125, 0.0625]
    fine = [0.0625, 0.03125, 0.015625]
    rms_prop = functools.partial(Optimizer, "rms_prop", torch.optim.RMSprop)
    adam = functools.partial(Optimizer, "adam", torch.optim.Adam)
    adam_w = functools.partial(Optimizer, "adam_w", torch.optim.AdamW)
    momentum = sgd(".momentum = 0.9", momentum=0.9)
    nesterov = sgd(".momentum = 0.9, .nesterov = true", momentum=0.9, nesterov=True)
    all_of_sgd = sgd(
        ".momentum = 0.9, .nesterov = true, .weight_decay = 0.03", momentum=0.9, nesterov=True, weight_decay=0.03
    )
    all_of_rms_prop = rms_prop(
        ".alpha = 0.9, .epsilon = 0.001, .weight_decay = 0.1, .momentum = 0.5, .centered = true",
        alpha=0.9, eps=0.001, weight_decay=0.1, momentum=0.5, centered=True,
    )  # fmt: skip
    all_of_adam = adam(
        ".beta1 = 0.8, .beta2 = 0.95, .epsilon = 0.001, .weight_decay = 0.1",
        betas=(0.8, 0.95), eps=0.001, weight_decay=0.1,
    )  # fmt: skip
    all_of_adam_w = adam_w(
        ".beta1 = 0.8, .beta2 = 0.95, .epsilon = 0.001, .weight_decay = 0.3",
        betas=(0.8, 0.95), eps=0.001, weight_decay=0.3,
    )  # fmt: skip
    return [
        case("sgd", sgd(), coarse),
        case("sgd_one", sgd(), coarse, ONE),
        case("sgd_momentum", momentum, coarse),
        case("sgd_momentum_one", momentum, coarse, ONE),
        case("sgd_nesterov", nesterov, coarse),
        case("sgd_nesterov_one", nesterov, coarse, ONE),
        case("sgd_weight_decay", sgd(".weight_decay = 0.1", weight_decay=0.1), coarse),
        case("sgd_weight_decay_one", sgd(".weight_decay = 0.1", weight_decay=0.1), coarse, ONE),
        case("sgd_everything", all_of_sgd, coarse),
        case("sgd_everything_one", all_of_sgd, coarse, ONE),
        case("rms_prop", rms_prop(), fine),
        case("rms_prop_one", rms_prop(), fine, ONE),
        case("rms_prop_momentum", rms_prop(".momentum = 0.5", momentum=0.5), fine),
        case("rms_prop_weight_decay", rms_prop(".weight_decay = 0.1", weight_decay=0.1), fine, ONE),
        case("rms_prop_centered", rms_prop(".centered = true", centered=True), fine),
        case("rms_prop_everything", all_of_rms_prop, fine),
        case("adam", adam(), fine),
        case("adam_one", adam(), fine, ONE),
        case("adam_weight_decay", adam(".weight_decay = 0.1", weight_decay=0.1), fine, ONE),
        case("adam_everything", all_of_adam, fine),
        case("adam_w", adam_w(), fine),
        case("adam_w_one", adam_w(), fine, ONE),
        case("adam_w_everything", all_of_adam_w, fine),
    ]


def schedules_and_clipping():
    case = small_case
    coarse = [0.5, 0.25, 0.125, 0.0625]
    fine = [0.125, 0.0625, 0.03125, 0.015625]
    # Each schedule ends within the ten steps.
    falling = Schedule(
        "step_schedule{.initial = RATE, .step_size = 3, .gamma = 0.7}", schedules.StepLR, step_size=3, gamma=0.7
    )
    cosine = Schedule("cosine_schedule{.initial = RATE, .steps = 8}", schedules.CosineAnnealingLR, T_max=8)
    wave = Schedule(
        "cosine_schedule{.initial = RATE, .minimum = 0.01, .steps = 4}",
        schedules.CosineAnnealingLR, T_max=4, eta_min=0.01,
    )  # fmt: skip
    rising = Schedule(
        "warm_up_schedule{.start_factor = 0.25, .steps = 4, .then = RATE}",
        schedules.LinearLR, start_factor=0.25, total_iters=4,
    )  # fmt: skip
    rising_then_falling = Schedule(
        "warm_up_schedule{.start_factor = 0.1, .steps = 3, .then = pt::cosine_schedule{.initial = RATE, .steps = 6}}",
        warm_up, steps=3, start_factor=0.1, then=lambda optimizer: schedules.CosineAnnealingLR(optimizer, T_max=6),
    )  # fmt: skip
    momentum = dict(arguments=".momentum = 0.5", momentum=0.5)
    return [
        case("sgd_step_schedule", sgd(schedule=falling, **momentum), coarse),
        case("sgd_cosine_schedule", sgd(schedule=cosine), coarse, ONE),
        case("sgd_warm_up", sgd(schedule=rising, **momentum), coarse),
        case("rms_prop_cosine_schedule", Optimizer("rms_prop", torch.optim.RMSprop, schedule=wave), fine),
        case("adam_step_schedule", Optimizer("adam", torch.optim.Adam, schedule=falling), fine),
        case("adam_w_warm_up_cosine", Optimizer("adam_w", torch.optim.AdamW, schedule=rising_then_falling), fine),
        case("sgd_clipped", sgd(clip=0.5, **momentum), coarse),
        case("sgd_clipped_one", sgd(clip=0.25), coarse, ONE),
        case("adam_clipped", Optimizer("adam", torch.optim.Adam, clip=0.5), fine),
    ]


def all_cases():
    first, second = (activations()[i::2] for i in range(2))
    return {
        "activations_1": first,
        "activations_2": second,
        "losses": losses(),
        "nets_with_losses": nets_with_losses(),
        **{f"architectures_{name}": cases for name, cases in architectures().items()},
        **convolutions(),
        **normalizations(),
        **graphs(),
        "optimizers": optimizers() + schedules_and_clipping(),
    }


assert {loss for loss, _, _ in LOSS_KINDS} == set(LOSSES)
