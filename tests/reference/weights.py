#!/usr/bin/python3
# Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
"""Writes networks that PyTorch made as weight files, data/weights/*.safetensors, with inputs and PyTorch's outputs in the
same files ("test.x", "test.y"), and the tests that load them, ../io/weights_*.cpp. The names of the tensors are those of
PyTorch's state_dict. Files in Keras's layout are the same weights, moved as Keras's documentation says.

Needs PyTorch (Debian: python3-torch).
"""

import json
import math
import pathlib
import struct

import torch
from torch import nn

import torch_reference
from torch_reference import ACTIVATIONS, JOINS, Net

HERE = pathlib.Path(__file__).resolve().parent
LICENSE = pathlib.Path(__file__).read_text().splitlines()[1].removeprefix("# ")
SAMPLES = 3


class Residual(nn.Sequential):
    """The inner layers are "0", "1", ... beside "projection"."""

    def __init__(self, layers, projection):
        super().__init__(*layers)
        if not isinstance(projection, nn.Identity):
            self.projection = projection

    def forward(self, x):
        y = x
        for name, module in self.named_children():
            if name != "projection":
                y = module(y)
        return y + (self.projection(x) if hasattr(self, "projection") else x)


class SqueezeExcitation(nn.Module):
    """torchvision.ops.SqueezeExcitation with a sigmoid."""

    def __init__(self, channels, units):
        super().__init__()
        self.fc1, self.fc2 = nn.Conv2d(channels, units, 1), nn.Conv2d(units, channels, 1)

    def forward(self, x):
        mean = x.flatten(2).mean(2).reshape(*x.shape[:2], 1, 1)
        gate = torch.sigmoid(self.fc2(torch.relu(self.fc1(mean))))
        return x * gate.reshape(*x.shape[:2], *[1] * (x.dim() - 2))


torch_reference.Residual, torch_reference.SqueezeExcite = Residual, SqueezeExcitation

TYPES = {"F64": torch.float64, "F32": torch.float32, "F16": torch.float16, "BF16": torch.bfloat16}


def raw(tensor):
    tensor = tensor.detach().contiguous()
    return (tensor.view(torch.int16) if tensor.dtype == torch.bfloat16 else tensor).numpy().tobytes()


def write_safetensors(path, tensors):
    """The format from its description, independent of the library: {name: tensor}."""
    names = {dtype: name for name, dtype in TYPES.items()} | {torch.int64: "I64"}
    header, data = {}, b""
    for name, tensor in tensors.items():
        content = raw(tensor)
        header[name] = {"dtype": names[tensor.dtype], "shape": list(tensor.shape), "data_offsets": [len(data), len(data) + len(content)]}
        data += content
    text = json.dumps(header, separators=(",", ":")).encode()
    text += b" " * (-len(text) % 8)
    path.write_bytes(struct.pack("<Q", len(text)) + text + data)


def stored(modules, kind):
    """Random weights that the element type can hold, in the modules and as a state_dict."""
    for module in modules.modules():
        if isinstance(module, nn.modules.batchnorm._BatchNorm):
            module.running_mean.normal_(0, 0.5)
            module.running_var.uniform_(0.5, 2)
            module.num_batches_tracked.fill_(7)
        if isinstance(module, (nn.modules.batchnorm._BatchNorm, nn.LayerNorm, nn.GroupNorm)) and module.weight is not None:
            nn.init.uniform_(module.weight, 0.5, 1.5)
            nn.init.normal_(module.bias, 0, 0.5)
    modules.to(torch.float64).eval()
    state = {}
    for name, tensor in modules.state_dict().items():
        if tensor.is_floating_point():
            state[name] = tensor.to(TYPES[kind])
            tensor.copy_(state[name].to(torch.float64))
        else:
            state[name] = tensor
    return state


def keras_state(modules, shapes):
    """The state_dict as Keras has it: kernel, gamma, ... and channels last. `shapes`: {name: shape that flatten saw}."""
    state = {}
    for name, module in modules.named_modules():
        put = lambda own, tensor: state.__setitem__(f"{name}/{own}:0", tensor.detach().to(torch.float32))
        if isinstance(module, nn.Linear):
            weight = module.weight
            if name in shapes:  # the features come as (height, width, channels)
                weight = weight.reshape(len(weight), *shapes[name]).movedim(1, -1).reshape(len(weight), -1)
            put("kernel", weight.T)
        elif isinstance(module, (nn.Conv1d, nn.Conv2d)) and module.groups > 1 and module.groups == module.in_channels:
            window = list(range(2, module.weight.dim()))
            kernel = module.weight.permute(*window, 1, 0)  # (height, width, 1, out)
            put("kernel", kernel.reshape(*kernel.shape[:-2], module.groups, -1))
        elif isinstance(module, (nn.Conv1d, nn.Conv2d, nn.ConvTranspose2d)):
            put("kernel", module.weight.permute(*range(2, module.weight.dim()), 1, 0))
        elif isinstance(module, (nn.modules.batchnorm._BatchNorm, nn.GroupNorm)):
            order = lambda tensor: tensor
            if name in shapes:
                order = lambda tensor: tensor.reshape(shapes[name]).movedim(0, -1).reshape(-1)
            put("gamma", order(module.weight))
            put("beta", order(module.bias))
            if hasattr(module, "running_mean"):
                put("moving_mean", order(module.running_mean))
                put("moving_variance", order(module.running_var))
            continue
        elif isinstance(module, nn.LayerNorm):
            put("gamma", module.weight.movedim(0, -1))
            put("beta", module.bias.movedim(0, -1))
            continue
        elif isinstance(module, nn.PReLU):
            put("alpha", module.weight.reshape(1, 1, 1))
            continue
        if isinstance(module, (nn.Linear, nn.Conv1d, nn.Conv2d, nn.ConvTranspose2d)) and module.bias is not None:
            put("bias", module.bias)
    return state


NETWORKS = [
    [2, 3, "tanh", 1, "sigmoid"], [4, 16, "relu", 16, "relu", 3], [16, 64, "relu", 32, "relu", 5, "softmax"], [1, 1], [7, "5 no_bias"],
    [3, "relu", 4], [33, 17, "silu", 9, "gelu", 2], [5, 6, "elu", 6, "selu", 6, "softplus", 6, "hard_tanh", 2, "log_softmax"],
    [5, 8, "prelu", 8, "leaky_relu", "8 no_bias", "prelu", 2], [6, 9, "batch_norm", "relu", 4], [6, "batch_norm"],
    [6, "9 no_bias", "basic_batch_norm<no_affine>", "tanh", 4], [6, 9, "basic_batch_norm<epsilon<1e-3>>", 4], [12, 10, "layer_norm", 10, "group_norm<5>", 3],
    [8, 8, "dropout<0.5>", "relu", 8, "dropout<0.5>", 2], [5, [5, "relu", 5], "relu", 2], [5, [7, "tanh", 6], 2], [4, [4, [4, "relu", 4], 4], 3],
    [(2, 9), "conv1d<5, kernel<3>>", "relu", "flatten", 2], [(3, 12), "conv1d<4, kernel<3>, stride<2>, padding<1>>", "batch_norm", "global_average_pool"],
    [(4, 10), "conv1d<8, kernel<3>, dilation<2>, groups<2>, no_bias>", "group_norm<4>", "max_pool<kernel<2>>", "flatten", 3],
    [(4, 10), "conv1d<4, kernel<2>, groups<4>>", "layer_norm", "upsample<2>"], [(1, 8, 8), "conv2d<4, kernel<3>>", "relu", "max_pool<kernel<2>>", "flatten", 10],
    [(3, 8, 8), "conv2d<4, kernel<3>, padding<1>>", "batch_norm", "relu", "flatten", 16], [(2, 7, 9), "conv2d<5, kernel<3, 2>, stride<2>>", "relu", "flatten", 3],
    [(4, 6, 6), "conv2d<8, kernel<3>, groups<4>>", "conv2d<3, kernel<1>>", "relu", "global_average_pool", 4],
    [(4, 6, 6), "conv2d<6, kernel<2>, groups<2>, no_bias>", "prelu", "average_pool<kernel<2>>", "flatten", "layer_norm", 2],
    [(3, 5, 5), "conv_transpose2d<4, kernel<3>, stride<2>>", "tanh", "conv2d<1, kernel<1>>"], [(4, 4, 4), "conv_transpose2d<6, kernel<2>, groups<2>>", "batch_norm"],
    [(3, 6, 6), ["conv2d<3, kernel<3>, padding<1>>", "batch_norm", "relu", "conv2d<3, kernel<3>, padding<1>>", "batch_norm"], "relu", "flatten", 2],
    [(3, 6, 6), ["conv2d<5, kernel<3>, padding<1>, stride<2>>", "batch_norm"], "relu", "global_average_pool", 2],
    [(8, 4, 4), "squeeze_excite<2>", "flatten", 3], [(6, 9), "squeeze_excite<16>", "global_average_pool"], [(2, 4, 4), "layer_norm", "conv2d<2, kernel<2>>"],
    [(4, 4, 4), "group_norm<2>", "upsample<2>", "conv2d<2, kernel<3>>"], [12, 18, "relu", "reshape<2, 3, 3>", "conv2d<3, kernel<2>>"],
    [6, 8, "reshape<2, 4>", "conv1d<3, kernel<2>>", "flatten", 2], [(2, 5, 5), "conv2d<4, kernel<3>, dilation<2>>", "sigmoid", "flatten"],
    [64, 32, "relu", 10, "softmax"], [100, 7], [3] + [4, "tanh"] * 6 + [2],
]
KERAS = [
    [3, 5, "relu", 2], [7, "4 no_bias", "prelu", 2], [(1, 8, 8), "conv2d<4, kernel<3>>", "relu", "max_pool<kernel<2>>", "flatten", 10],
    [(3, 6, 6), "conv2d<4, kernel<3>, padding<1>>", "batch_norm", "relu", "flatten", 5, "relu", 2], [(4, 6, 6), "conv2d<8, kernel<3>, groups<4>>", "flatten", 3],
    [(4, 6, 6), "conv2d<6, kernel<2>, groups<2>>", "relu", "flatten", "batch_norm", "tanh", 2], [(3, 4, 4), "conv_transpose2d<5, kernel<3>>", "relu", "flatten", 2],
    [(2, 9), "conv1d<5, kernel<3>>", "relu", "flatten", 4], [(4, 9), "conv1d<4, kernel<3>, groups<4>>", "relu", "flatten", "dropout<0.5>", 4],
    [(2, 4, 4), "layer_norm", "conv2d<3, kernel<2, 3>>", "flatten", "relu", 2], [(5, 3, 3), "global_average_pool", 3], [(2, 3, 4), "flatten", 6, "relu", 2],
]


def word_modules(net):
    """The modules of the layers alone: samples come with their shape."""
    return nn.Sequential(*[layer.module() for layer in net.layers if layer.cpp])


def flattened_shapes(modules, x):
    """{name of a module: the shape of the image whose features it takes}"""
    shapes, current = {}, None
    for name, module in modules.named_children():
        y = module(x)
        if isinstance(module, nn.Flatten):
            current = tuple(x.shape[1:])
        elif current and isinstance(module, (nn.Linear, nn.BatchNorm1d)):
            shapes[name] = current
        if isinstance(module, nn.Linear):
            current = None
        x = y
    return shapes


def inputs_of(words):
    shape = words[0] if isinstance(words[0], tuple) else (words[0],)
    return torch.randn(SAMPLES, *shape, dtype=torch.float64)


def networks():
    """(name, C++ layers, options, tensors)"""
    for i, words in enumerate(NETWORKS):
        kind = list(TYPES)[i % 4]
        torch.manual_seed(i)
        net = Net(words, 1)
        modules = word_modules(net)
        state, options, prefix = stored(modules, kind), "", ""
        if i % 8 == 3:
            prefix, options = "model.", '.prefix = "model.", '
        x = inputs_of(words)
        y = modules(x).detach()
        state = {prefix + name: tensor for name, tensor in state.items()}
        yield f"network_{i}_{kind.lower()}", net.cpp(), options, state | {"test.x": x, "test.y": y}
    for i, words in enumerate(KERAS):
        torch.manual_seed(100 + i)
        net = Net(words, 1)
        modules = word_modules(net)
        stored(modules, "F32")
        x = inputs_of(words)
        state = keras_state(modules, flattened_shapes(modules, x))
        yield f"keras_{i}", net.cpp(), ".layout = pt::weight_layout::keras, ", state | {"test.x": x, "test.y": modules(x).detach()}


# (inputs, nodes as (name, sources, join, words), outputs)
GRAPHS = [
    ({"a": (3,), "b": (4,)}, [("h", ["a"], None, [5, "relu"]), ("both", ["h", "b"], "concat", []), ("y", ["both"], None, [2])], ["y"]),
    ({"image": (1, 8, 8), "meta": (4,)}, [("eye", ["image"], None, ["conv2d<4, kernel<3>>", "relu", "flatten"]), ("hint", ["meta"], None, [8, "relu"]),
     ("both", ["eye", "hint"], "concat", []), ("digit", ["both"], None, [10, "softmax"]), ("slant", ["both"], None, [1])], ["digit", "slant"]),
    ({"x": (6,)}, [("left", ["x"], None, [5, "tanh"]), ("right", ["x"], None, [5]), ("y", ["left", "right"], "add", ["relu", 3])], ["y"]),
    ({"x": (6,)}, [("left", ["x"], None, [5, "batch_norm"]), ("right", ["x"], None, ["5 no_bias"]), ("y", ["left", "right"], "multiply", [3]), ("z", ["left"], None, [2])], ["z", "y"]),
    ({"x": (2, 5, 5)}, [("a", ["x"], None, ["conv2d<3, kernel<3>>", "batch_norm", "relu"]), ("b", ["x"], None, ["conv2d<2, kernel<3>>"]),
     ("y", ["a", "b"], "concat", ["conv2d<4, kernel<1>>", "global_average_pool", 2])], ["y"]),
    ({"x": (3, 6)}, [("a", ["x"], None, ["conv1d<4, kernel<3>>", "relu"]), ("y", ["a"], None, ["flatten", "layer_norm", 2])], ["y", "a"]),
    ({"x": (4,), "z": (4,)}, [("p", ["x"], None, [3]), ("q", ["z"], None, [3]), ("y", ["p", "q"], "subtract", ["prelu", 2]), ("m", ["p", "q"], "maximum", [])], ["y", "m"]),
    ({"x": (5,)}, [("a", ["x"], None, [[5, "relu", 5], 4]), ("b", ["a"], None, [4, "tanh"]), ("y", ["a", "b"], "add", [1])], ["y"]),
]


def graphs():
    for i, (inputs, nodes, outputs) in enumerate(GRAPHS):
        torch.manual_seed(200 + i)
        shapes, modules, entries = dict(inputs), nn.ModuleDict(), []
        text = lambda shape: ", ".join(map(str, shape))
        x = {name: torch.randn(SAMPLES, *shape, dtype=torch.float64) for name, shape in inputs.items()}
        entries += [f'pt::input_node<"{name}", {text(shape)}>' for name, shape in inputs.items()]
        for name, sources, join, words in nodes:
            received = [torch.zeros(1, *shapes[source]) for source in sources]
            shape = tuple((JOINS[join](*received) if join else received[0]).shape[1:])
            net = Net([shape if len(shape) > 1 else shape[0], *words], 1)
            modules[name] = word_modules(net)
            shapes[name] = net.shape
            layers = [layer.cpp for layer in net.layers if layer.cpp]
            entries.append(", ".join([f'pt::node<"{name}"', "pt::from<" + ", ".join(f'"{s}"' for s in sources) + ">", *([f"pt::{join}"] if join else []), *layers]) + ">")
        entries.append("pt::outputs<" + ", ".join(f'"{name}"' for name in outputs) + ">")
        state, found = stored(modules, list(TYPES)[i % 4]), dict(x)
        for name, sources, join, _ in nodes:
            received = [found[source] for source in sources]
            found[name] = modules[name](JOINS[join](*received) if join else received[0])
        tests = {f"test.{name}": value for name, value in x.items()} | {f"test.y.{name}": found[name].detach() for name in outputs}
        yield f"graph_{i}", inputs, outputs, ", ".join(entries), state | tests


def wrapped(text):
    import textwrap
    return "\n".join(textwrap.wrap(text, 116, initial_indent="    ", subsequent_indent="        ", break_on_hyphens=False, break_long_words=False))


def main():
    folder = HERE / "data/weights"
    folder.mkdir(exist_ok=True)
    cases = []
    for name, layers, options, tensors in networks():
        write_safetensors(folder / f"{name}.safetensors", tensors)
        cases.append(f"BOOST_AUTO_TEST_CASE({name}) {{\n" + wrapped(f"using net = pt::basic_network<double, {layers}>;") +
                     f'\n    check_network<net>("{name}", {{{options}.ignore = {{"test.*"}}}});\n}}'.replace(", .ignore", ", .ignore")
                     if ".layout" not in options else
                     f"BOOST_AUTO_TEST_CASE({name}) {{\n" + wrapped(f"using net = pt::basic_network<double, {layers}>;") +
                     f'\n    check_network<net>("{name}", {{.ignore = {{"test.*"}}, .layout = pt::weight_layout::keras}});\n}}')
    for name, inputs, outputs, entries, tensors in graphs():
        write_safetensors(folder / f"{name}.safetensors", tensors)
        body = [f'    const graph net = loaded<graph>("{name}", {{.ignore = {{"test.*"}}}});', f'    const test_file file("{name}");',
                f"    for (std::size_t s = 0; s < {SAMPLES}; ++s) {{",
                "        const auto y = net(" + ", ".join(f'"{n}"_node = file.sample<pt::tensor<double, {", ".join(map(str, shape))}>>("{n}", s)' for n, shape in inputs.items()) + ");",
                *[f'        file.check("y.{n}", s, y["{n}"_node]);' for n in outputs], "    }"]
        cases.append(f"BOOST_AUTO_TEST_CASE({name}) {{\n" + wrapped(f"using graph = pt::basic_graph<double, {entries}>;") + "\n" + "\n".join(body) + "\n}")
    parts = 3
    for part in range(parts):
        lines = [f"// {LICENSE}", "// Written by tests/reference/weights.py.", "#include <io/weights.hpp>", "", "#include <boost/test/unit_test.hpp>", "", "#include <cstddef>", "",
                 "namespace pt = perceptype;", "using namespace pt::literals;", "", f"BOOST_AUTO_TEST_SUITE(io_weights_{part + 1})", ""]
        lines += ["\n\n".join(cases[part::parts]), "", "BOOST_AUTO_TEST_SUITE_END()"]
        (HERE.parent / f"io/weights_{part + 1}.cpp").write_text("\n".join(lines) + "\n")
    print(len(cases), "files")


main()
