# Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
"""PyTorch's results for one case: a net, a loss, an optimizer and some samples."""

import functools
import math
import re

import torch
from torch import nn
from torch.nn import functional

STEPS = 10

# The quantities that C++ compares and their tolerances, as in golden.hpp.
FLOAT_FORWARD = 1e-5
FLOAT_GRADIENT = 1e-4
SMALL = 1 / 8

# ---- Numbers from a formula; golden.hpp has the same -----------------------------------------------------------------

INPUTS, TARGETS, PARAMETERS = range(3)
MASK = 2**64 - 1


def mixed(seed, stream, index):
    """splitmix64's output function, applied to a counter."""
    z = ((4 * seed + stream) * 2**32 + index) * 0x9E3779B97F4A7C15 & MASK
    z = (z ^ z >> 30) * 0xBF58476D1CE4E5B9 & MASK
    z = (z ^ z >> 27) * 0x94D049BB133111EB & MASK
    return z ^ z >> 31


def number(seed, stream, index, exponent):
    """An odd multiple of 2^-11 in (-1, 1), times 2^exponent: exact in float, never 0."""
    return math.ldexp(2 * (mixed(seed, stream, index) >> 53) - 2047, exponent - 11)


def sample(kind, seed, stream, index, size):
    """Sample `index` of a stream: numbers, or a class."""
    first = index * size
    if kind == "class":
        return mixed(seed, stream, index) % size
    if kind in ("real", "wide"):  # in (-1, 1) or (-2, 2)
        return [number(seed, stream, first + i, kind == "wide") for i in range(size)]
    if kind == "unit":  # in (0, 1)
        return [number(seed, stream, first + i, -1) + 0.5 for i in range(size)]
    if kind == "label":  # 0 or 1
        return [float(mixed(seed, stream, first + i) >> 63) for i in range(size)]
    assert kind == "probability"  # positive multiples of 2^-12 with the sum 1: equal shares, then parts of them move on
    share = 4096 // size
    given = [mixed(seed, stream, first + i) % share for i in range(size)]
    parts = [share - given[i] + given[i - 1] for i in range(size)]
    parts[-1] += 4096 - share * size
    return [part / 4096 for part in parts]


def tensor(kind, samples, dtype):
    return torch.tensor(samples, dtype=torch.int64 if kind == "class" else dtype)


# ---- Nets ------------------------------------------------------------------------------------------------------------


class Layer:
    """A layer: its C++ type, its PyTorch module, and the points where its derivative jumps."""

    def __init__(self, cpp, module, kinks=(), inside=()):
        self.cpp, self.module, self.kinks, self.inside = cpp, module, kinks, inside


class Residual(nn.Module):
    """layers(x) + x, or + projection(x)."""

    def __init__(self, layers, projection):
        super().__init__()
        self.layers, self.projection = layers, projection

    def forward(self, x):
        return self.layers(x) + self.projection(x)


class SqueezeExcite(nn.Module):
    def __init__(self, channels, units):
        super().__init__()
        self.squeeze, self.excite = nn.Linear(channels, units), nn.Linear(units, channels)

    def forward(self, x):
        gate = self.excite(functional.relu(self.squeeze(x.flatten(2).mean(2)))).sigmoid()
        return x * gate.reshape(*gate.shape, *[1] * (x.dim() - 2))


def values_of(modules):
    """All tensors of a net in the canonical order: for each layer its parameters, then its running statistics."""
    return [
        tensor
        for module in modules.modules()
        for tensor in [*module.parameters(recurse=False), *(b for b in module.buffers(recurse=False) if b.dim())]
    ]


class Hardsigmoid(nn.Module):
    """nn.Hardsigmoid uses 1/6 in float for its gradient, even in double."""

    def forward(self, z):
        return functional.relu6(z + 3) / 6


ACTIVATIONS = {
    "identity": (nn.Identity, ()),
    "relu": (nn.ReLU, (0,)),
    "leaky_relu": (lambda: nn.LeakyReLU(0.01), (0,)),
    "elu": (nn.ELU, ()),
    "selu": (nn.SELU, (0,)),
    "gelu": (nn.GELU, ()),
    "silu": (nn.SiLU, ()),
    "softplus": (lambda: nn.Softplus(threshold=700), ()),  # ours has no threshold
    "sigmoid": (nn.Sigmoid, ()),
    "tanh": (nn.Tanh, ()),
    "hard_sigmoid": (Hardsigmoid, (-3, 3)),
    "hard_tanh": (nn.Hardtanh, (-1, 1)),
    "softmax": (lambda: nn.Softmax(dim=1), ()),
    "log_softmax": (lambda: nn.LogSoftmax(dim=1), ()),
    "prelu": (nn.PReLU, (0,)),
    "leaky_relu_with<0.2>": (lambda: nn.LeakyReLU(0.2), (0,)),
    "elu_with<0.5>": (lambda: nn.ELU(0.5), (0,)),
}


class Net:
    """Layers written as in C++: [3, 5, "tanh", "2 no_bias"] is input<3>, dense<5>, tanh, dense<2, no_bias>; of images
    [(2, 9, 7), "conv2d<5, kernel<3, 2>, stride<2>>", "relu", "flatten", 3]. A list of words is a residual."""

    def __init__(self, words, spread):
        shape = words[0] if isinstance(words[0], tuple) else (words[0],)
        self.input_cpp = f"pt::input<{', '.join(map(str, shape))}>"
        self.inputs = math.prod(shape)
        self.spread = spread
        self.layers = []
        self.runs = []  # (count, exponent) for each parameter tensor: its numbers lie in (-2^exponent, 2^exponent)
        self.statistics = []  # the numbers of those tensors that are not trained; every second of them holds variances
        if len(shape) > 1:  # samples are lists of numbers for both sides
            self.layers.append(Layer(None, lambda shape=shape: nn.Unflatten(1, shape)))
        for word in words[1:]:
            shape = self.append(word, shape)
        self.shape = shape
        if len(shape) > 1:
            self.layers.append(Layer(None, nn.Flatten))
        self.outputs = math.prod(shape)
        self.parameters = sum(count for count, _ in self.runs)

    def append(self, word, shape):
        """Appends a layer; returns the shape after it."""
        if isinstance(word, list):
            self.append_residual(word, shape)
        else:
            self.append_word(str(word), shape)
        return tuple(self.layers[-1].module().eval()(torch.zeros(1, *shape)).shape[1:])

    def append_residual(self, words, shape):
        outside, self.layers, start = self.layers, [], shape
        for word in words:
            shape = self.append(word, shape)
        inside, self.layers = self.layers, outside
        project = nn.Identity
        if shape != start:
            strides = [next(s for s in range(1, a + 1) if (a - 1) // s + 1 == b) for a, b in zip(start[1:], shape[1:])]
            kind = [nn.Linear, nn.Conv1d, nn.Conv2d][len(strides)]
            more = {"kernel_size": 1, "stride": tuple(strides)} if strides else {}
            project = lambda: kind(start[0], shape[0], bias=False, **more)
            self.append_runs(start[0] * shape[0], start[0], 0)
        cpp = f"pt::residual<{', '.join(layer.cpp for layer in inside)}>"
        make = lambda: Residual(nn.Sequential(*[layer.module() for layer in inside]), project())
        self.layers.append(Layer(cpp, make, inside=inside))

    def append_word(self, word, shape):
        if word in ACTIVATIONS:
            make, kinks = ACTIVATIONS[word]
            self.layers.append(Layer(f"pt::{word}", make, kinks))
            if word == "prelu":
                self.runs.append((1, -1))
        elif word[0].isdigit():
            units, *options = word.split()
            self.append_dense(shape[0], int(units), options != ["no_bias"])
        else:
            self.append_of_images(word, shape)

    def append_dense(self, inputs, units, bias):
        option = "" if bias else ", pt::no_bias"
        self.layers.append(Layer(f"pt::dense<{units}{option}>", lambda: nn.Linear(inputs, units, bias=bias)))
        self.append_runs(inputs * units, inputs, bias * units)

    def append_runs(self, weights, fan_in, biases):
        # Inputs are about uniform in (-1, 1), so that this makes the outputs' standard deviation about `spread`.
        self.runs.append((weights, round(math.log2(self.spread * 3 / math.sqrt(fan_in)))))
        if biases:
            self.runs.append((biases, -1))

    def append_of_images(self, word, shape):
        """A layer of images or sequences, by its C++ type without the namespace."""
        name, arguments = re.fullmatch(r"(\w+)(?:<(.*)>)?", word).groups()
        # Options with their numbers, then the numbers outside of them.
        options = {key: self.numbers(value) for key, value in re.findall(r"([a-z_]+)<([^<>]*)>", arguments or "")}
        plain = self.numbers(re.sub(r"[a-z_]+(<[^<>]*>)?", "", arguments or ""))
        bias = "no_bias" not in (arguments or "")
        window = {"kernel_size" if key == "kernel" else key: value for key, value in options.items()}
        axes = len(shape) - 1
        if name in ("conv1d", "conv2d", "conv_transpose2d"):
            window["groups"] = window.get("groups", 1)
            kind = {"conv1d": nn.Conv1d, "conv2d": nn.Conv2d, "conv_transpose2d": nn.ConvTranspose2d}[name]
            make = lambda: kind(shape[0], plain, bias=bias, **window)
            weight = make().weight
            self.append_runs(weight.numel(), shape[0] // window["groups"] * math.prod(weight.shape[2:]), bias * plain)
        elif name == "max_pool":
            make = lambda: (nn.MaxPool1d, nn.MaxPool2d)[axes - 1](**window)
        elif name == "average_pool":
            make = lambda: (nn.AvgPool1d, nn.AvgPool2d)[axes - 1](**window)
        elif name == "global_average_pool":
            make = lambda: nn.Sequential((nn.AdaptiveAvgPool1d, nn.AdaptiveAvgPool2d)[axes - 1](1), nn.Flatten())
        elif name in ("batch_norm", "basic_batch_norm"):
            found = {key: float(value) for key, value in re.findall(r"(epsilon|momentum)<([^<>]*)>", word)}
            more = {"eps": found.get("epsilon", 1e-5), "momentum": found.get("momentum", 0.1), "affine": "no_affine" not in word}
            make = lambda: (nn.BatchNorm1d, nn.BatchNorm1d, nn.BatchNorm2d)[axes](shape[0], **more)
            self.append_scale(shape[0] * more["affine"])
            self.statistics += [len(self.runs), len(self.runs) + 1]
            self.runs += [(shape[0], -1), (shape[0], 0)]
        elif name == "layer_norm":
            make = lambda: nn.LayerNorm(shape)
            self.append_scale(math.prod(shape))
        elif name == "group_norm":
            make = lambda: nn.GroupNorm(plain, shape[0])
            self.append_scale(shape[0])
        elif name == "squeeze_excite":
            units = max(1, shape[0] // plain)
            make = lambda: SqueezeExcite(shape[0], units)
            self.append_runs(shape[0] * units, shape[0], units)
            self.append_runs(shape[0] * units, units, shape[0])
        elif name == "dropout":
            make = lambda: nn.Dropout(0.5)
        elif name == "upsample":
            make = lambda: nn.Upsample(scale_factor=plain, mode="nearest")
        elif name == "flatten":
            make = nn.Flatten
        else:
            assert name == "reshape", word
            make = lambda: nn.Unflatten(1, plain) if axes == 0 else nn.Sequential(nn.Flatten(), nn.Unflatten(1, plain))
        self.layers.append(Layer(re.sub(r"\b[a-z]\w*", r"pt::\g<0>", word), make))

    def append_scale(self, count):
        """Weights and biases of a layer that normalises."""
        if count:
            self.runs += [(count, 0), (count, -1)]

    @staticmethod
    def numbers(text):
        """3, (3, 2) or "same"."""
        if text == "same":
            return text
        found = tuple(map(int, re.findall(r"\d+", text)))
        return found[0] if len(found) == 1 else found

    def cpp(self):
        return ", ".join([self.input_cpp] + [layer.cpp for layer in self.layers if layer.cpp])

    def modules(self, dtype, values):
        """The modules, holding `values` in the canonical order."""
        modules = nn.Sequential(*[layer.module() for layer in self.layers]).to(dtype)
        with torch.no_grad():
            for tensor, numbers in zip(values_of(modules), groups(values, [count for count, _ in self.runs])):
                tensor.copy_(torch.tensor(numbers, dtype=dtype).reshape(tensor.shape))
        return modules


# ---- Losses ----------------------------------------------------------------------------------------------------------
# (output, target) -> mean over the samples. PyTorch's own where there is one.


def cross_entropy_of_probabilities(y, t):
    return functional.nll_loss(y.log(), t) if t.dim() == 1 else -(t * y.log()).sum(dim=1).mean()


LOSSES = {
    "sum_of_squared_errors": lambda y, t: ((y - t) ** 2).sum() / 2 / len(y),
    "mean_squared_error": functional.mse_loss,
    "mean_absolute_error": functional.l1_loss,
    "huber": functional.huber_loss,
    "huber{.delta = 0.25}": lambda y, t: functional.huber_loss(y, t, delta=0.25),
    "binary_cross_entropy": functional.binary_cross_entropy,
    "cross_entropy": cross_entropy_of_probabilities,
    "softmax_cross_entropy": functional.cross_entropy,
    "sigmoid_binary_cross_entropy": functional.binary_cross_entropy_with_logits,
}


def log_likelihood(y, t):
    return functional.nll_loss(y, t) if t.dim() == 1 else -(t * y).sum(dim=1).mean()


# (last layer, loss) -> the function of what comes before the last layer
FUSED = {
    ("pt::softmax", "cross_entropy"): functional.cross_entropy,
    ("pt::log_softmax", "cross_entropy"): lambda z, t: log_likelihood(functional.log_softmax(z, dim=1), t),
    ("pt::sigmoid", "binary_cross_entropy"): functional.binary_cross_entropy_with_logits,
}


# ---- One case --------------------------------------------------------------------------------------------------------


class Unsuitable(Exception):
    """These values test too little, or need more precision than the format has."""


class Case:
    """A net, a loss, an optimizer and samples. Seed and learning rate are found by find()."""

    def __init__(self, name, words, loss, *, target="real", samples=1, spread=1, optimizer, rates, degenerate=False,
                 batch_of_one=False):  # fmt: skip
        self.name, self.loss, self.target, self.samples = name, loss, target, samples
        self.net = Net(words, spread)
        self.optimizer, self.rates, self.degenerate = optimizer, rates, degenerate
        self.batch_of_one = batch_of_one
        self.seed = self.rate = None

    def data(self, dtype):
        x = [sample("real", self.seed, INPUTS, s, self.net.inputs) for s in range(self.samples)]
        t = [sample(self.target, self.seed, TARGETS, s, self.net.outputs) for s in range(self.samples)]
        return tensor("real", x, dtype), tensor(self.target, t, dtype)

    def initial(self):
        variances = self.net.statistics[1::2]
        kinds = [(run in variances, exponent) for run, (count, exponent) in enumerate(self.net.runs) for _ in range(count)]
        return [1.5 * positive + number(self.seed, PARAMETERS, i, exponent) for i, (positive, exponent) in enumerate(kinds)]

    def stored_samples(self):
        """The number of samples whose outputs go into the file."""
        return min(self.samples, max(1, 64 // self.net.outputs))

    def run(self, dtype):
        """Everything that is compared: {name: values}, and the smallest distance from a kink in any step."""
        modules = self.net.modules(dtype, self.initial())
        x, t = self.data(dtype)
        nearest = [math.inf]

        def watch(kinks):
            def hook(_, arguments):
                for kink in kinks:
                    nearest[0] = min(nearest[0], (arguments[0].detach() - kink).abs().min().item())

            return hook

        def watch_all(layers, modules):
            for layer, module in zip(layers, modules):
                module.register_forward_pre_hook(watch(layer.kinks))
                if layer.inside:
                    watch_all(layer.inside, module.layers)

        watch_all(self.net.layers, modules)

        fused = FUSED.get((self.net.layers[-1].cpp, self.loss))

        def loss(x, t):
            if fused:  # a single pass: a second one would update the running statistics again
                return fused(modules[:-1](x), t)
            y = modules(x)
            if self.loss == "mean_absolute_error":
                nearest[0] = min(nearest[0], (y - t).detach().abs().min().item())
            return LOSSES[self.loss](y, t)

        modules.eval()
        parameters = list(modules.parameters())

        def flat(tensors):
            return [value for tensor in tensors for value in tensor.reshape(-1).tolist()]

        first = x[:1].clone().requires_grad_()
        value = loss(first, t[:1])
        gradient = torch.autograd.grad(value, parameters + [first])
        result = {
            "outputs": flat([modules(x[: self.stored_samples()]).detach()]),
            "value": [value.item()],
            "gradient": flat(self.with_statistics(gradient[:-1], modules)),
            "input_gradient": flat(gradient[-1:]),
        }
        if parameters and self.optimizer:
            modules.train()
            step, finish = self.optimizer.torch(parameters, self.rate)
            losses = []
            for _ in range(STEPS):
                value = loss(x, t)
                losses.append(value.item())
                modules.zero_grad()
                value.backward()
                step()
            finish()
            result["losses"] = losses
            result["after"] = flat([tensor.detach() for tensor in values_of(modules)])
        return result, nearest[0]

    def with_statistics(self, gradient, modules):
        """The gradient with zeros for statistics, which are not trained."""
        gradient = iter(gradient)
        return [next(gradient) if tensor.requires_grad else torch.zeros_like(tensor) for tensor in values_of(modules)]

    def try_once(self):
        """run() in double, or Unsuitable."""
        result, nearest = self.run(torch.float64)
        if nearest < 3e-5:
            raise Unsuitable("a kink is within rounding distance")
        runs = [count for count, _ in self.net.runs]
        moved = self.moved(result)
        if not self.degenerate:
            trained = [group for i, group in enumerate(groups(result["gradient"], runs)) if i not in self.net.statistics]
            if not all(any(group) for group in trained):
                raise Unsuitable("a parameter tensor without gradient")
            if moved:
                for group, start in zip(groups(moved, runs), groups(self.initial(), runs)):
                    if largest(group) < largest(start) / 64:
                        raise Unsuitable("a parameter tensor that hardly moves")
                if self.loss != "mean_absolute_error" and not result["losses"][-1] < result["losses"][0]:
                    raise Unsuitable("no descent")
        # The limits of the format: PyTorch's own error in float must be well below the tolerance for float.
        single, _ = self.run(torch.float32)
        limits = {
            "outputs": (FLOAT_FORWARD, [self.net.outputs] * self.stored_samples()),
            "value": (FLOAT_FORWARD, [1]),
            "gradient": (FLOAT_GRADIENT, runs),
            "input_gradient": (FLOAT_GRADIENT, [self.net.inputs]),
            "losses": (FLOAT_GRADIENT, [STEPS]),
        }
        pairs = [(single[key], result[key], *limits[key]) for key in result if key in limits]
        if moved:
            pairs.append((self.moved(single), moved, FLOAT_GRADIENT, runs))
        for found, expected, tolerance, sizes in pairs:
            if not agree(found, expected, tolerance / 4, sizes):
                raise Unsuitable("ill-conditioned")
        return result

    def moved(self, result):
        return [after - before for after, before in zip(result.get("after", []), self.initial())]

    def header(self):
        runs = [number for run in self.net.runs for number in run]
        variances = {"variances": self.net.statistics[1::2]} if self.net.statistics else {}
        return {"seed": [self.seed], "samples": [self.samples], "target": self.target, "parameters": runs, **variances}


# ---- Graphs ----------------------------------------------------------------------------------------------------------

JOINS = {
    "add": lambda *x: sum(x),
    "subtract": lambda first, *rest: first - sum(rest),
    "multiply": lambda *x: functools.reduce(torch.mul, x),
    "average": lambda *x: sum(x) / len(x),
    "maximum": lambda *x: functools.reduce(torch.maximum, x),
    "dot": lambda a, b: (a * b).flatten(1).sum(dim=1, keepdim=True),
    "concat": lambda *x: torch.cat(x, dim=1),
    "concat_axis<1>": lambda *x: torch.cat(x, dim=2),
    "concat_axis<2>": lambda *x: torch.cat(x, dim=3),
}


class Wired(nn.Module):
    """The nodes of a graph; samples come as one row with all inputs, and all outputs go as one row."""

    def __init__(self, graph):
        super().__init__()
        self.graph = graph
        self.layers = nn.ModuleList(nn.Sequential(*[layer.module() for layer in layers]) for layers in graph.layers)

    def values(self, x, wanted):
        """{name: value} of these nodes and of all nodes that they depend on."""
        found, first = {}, 0
        for name, shape in self.graph.inputs_by_name:
            size = math.prod(shape)
            found[name] = x[:, first : first + size].reshape(-1, *shape)
            first += size

        def value(name):
            if name not in found and name not in self.graph.nodes:  # an output of a graph of several in a node
                node, output = name.split(".")
                found[name] = value(node)[self.graph.inner[node].output_names.index(output)]
            if name not in found:
                sources, join, owner = self.graph.nodes[name]
                received = [value(source) for source in sources]
                found[name] = self.layers[owner](JOINS[join](*received) if join else received[0] if len(received) == 1 else received)
            return found[name]

        for name in wanted:
            value(name)
        return found

    def forward(self, x):
        found = self.values(x, self.graph.output_names)
        return torch.cat([found[name].flatten(1) for name in self.graph.output_names], dim=1)


class WiredInside(nn.Module):
    """A graph in a node: maps a tensor, or a list with one for each input, to a tensor, or a list with one for each output."""

    def __init__(self, graph):
        super().__init__()
        self.wired = Wired(graph)

    def forward(self, x):
        graph, values = self.wired.graph, x if isinstance(x, list) else [x]
        found = self.wired.values(torch.cat([value.flatten(1) for value in values], dim=1), graph.output_names)
        outputs = [found[name] for name in graph.output_names]
        return outputs if len(outputs) > 1 else outputs[0]


class Inner:
    """A graph among the words of a node."""

    def __init__(self, entries, output_names):
        self.entries, self.output_names = entries, output_names


class GraphLayer:
    kinks, inside = (), None

    def __init__(self, graph):
        self.graph, self.cpp = graph, f"pt::graph<{graph.text}>"

    def module(self):
        return WiredInside(self.graph)


class Words:
    """The layers of a node: like a Net, but the words may contain graphs."""

    def __init__(self, shape, words, spread):
        self.layers, self.runs, self.statistics, self.graph = [], [], [], None
        at = next((i for i, word in enumerate(words) if isinstance(word, Inner)), len(words))
        self.add(Net([shape if len(shape) > 1 else shape[0], *words[:at]], spread) if shape else None)
        if at < len(words):
            self.graph = graph = Graph(words[at].entries, words[at].output_names, spread)
            self.add(graph, [GraphLayer(graph)])
            self.shape = graph.shapes[graph.output_names[0]]
            rest = Words(self.shape, words[at + 1 :], spread)
            self.add(rest)

    def add(self, part, layers=None):
        if part:
            self.layers += layers or [layer for layer in part.layers if layer.cpp]
            self.statistics += [len(self.runs) + i for i in part.statistics]
            self.runs += part.runs
            self.shape = getattr(part, "shape", None)


class Graph:
    """Inputs as ("x", 5) or ("image", (1, 4, 4)), nodes as ("a", ["x", "b"], "concat", 7, "tanh") in any order, or tied: ("a", ["x"], "tied", "b"). A graph in a
    node is an Inner among its words; what one of several outputs gives is called "node.output"."""

    def __init__(self, entries, output_names, spread):
        self.output_names, self.inputs_by_name, self.nodes, self.inner = output_names, [], {}, {}
        self.layers, self.runs, self.statistics = [], [], []
        by_name, shapes, texts = {entry[0]: entry for entry in entries}, {}, {}
        is_input = lambda entry: not isinstance(entry[1], list)

        def parts(name):
            _, sources, *words = by_name[name]
            return sources, (words.pop(0) if words and not isinstance(words[0], list) and words[0] in JOINS else None), words

        def shape_of(name):
            if name not in by_name:
                node, output = name.split(".")
                return words_of(node).graph.shapes[output]
            if name not in shapes:
                entry = by_name[name]
                if is_input(entry):
                    shapes[name] = entry[1] if isinstance(entry[1], tuple) else (entry[1],)
                else:
                    shapes[name] = words_of(name).shape
            return shapes[name]

        def words_of(name):
            _, _, words = parts(parts(name)[2][1] if parts(name)[2][:1] == ["tied"] else name)
            return Words(received(name), words, spread)

        def received(name):
            """None: as many values as a graph takes."""
            sources, join, words = parts(name)
            if not join and len(sources) > 1:
                return None
            values = [torch.zeros(1, *shape_of(source)) for source in sources]
            return tuple((JOINS[join](*values) if join else values[0]).shape[1:])

        owners = {}
        for name, *rest in entries:
            if is_input((name, *rest)):
                self.inputs_by_name.append((name, shape_of(name)))
                texts[name] = f'pt::input_node<"{name}", {", ".join(map(str, shape_of(name)))}>'
                continue
            sources, join, words = parts(name)
            listed = ", ".join(f'"{source}"' for source in sources)
            pieces = [f'"{name}"', f"pt::from<{listed}>"] + ([f"pt::{join}"] if join else [])
            if words[:1] == ["tied"]:
                pieces.append(f'pt::tied<"{words[1]}">')
            else:
                net = words_of(name)
                owners[name] = len(self.layers)
                self.inner[name] = net.graph
                self.layers.append(net.layers)
                self.statistics += [len(self.runs) + i for i in net.statistics]
                self.runs += net.runs
                pieces += [layer.cpp for layer in self.layers[-1]]
            texts[name] = f"pt::node<{', '.join(pieces)}>"
        for name, *rest in entries:
            if not is_input((name, *rest)):
                sources, join, words = parts(name)
                self.nodes[name] = sources, join, owners[words[1] if words[:1] == ["tied"] else name]
        listed = ", ".join(f'"{name}"' for name in output_names)
        self.text = ", ".join([*texts.values(), f"pt::outputs<{listed}>"])
        self.sizes = {name: math.prod(shape_of(name)) for name in output_names}
        self.inputs = sum(math.prod(shape) for _, shape in self.inputs_by_name)
        self.outputs = sum(self.sizes.values())
        self.parameters = sum(count for count, _ in self.runs)
        self.shapes = {name: shape_of(name) for name in output_names}

    def cpp(self):
        return self.text

    def modules(self, dtype, values):
        modules = Wired(self).to(dtype)
        with torch.no_grad():
            for tensor, numbers in zip(values_of(modules), groups(values, [count for count, _ in self.runs])):
                tensor.copy_(torch.tensor(numbers, dtype=dtype).reshape(tensor.shape))
        return modules


class GraphCase(Case):
    """A graph; losses are {output: (loss, target, factor)}."""

    def __init__(self, name, entries, losses, outputs=None, *, samples=1, spread=1, optimizer, rates, degenerate=False):
        self.name, self.losses, self.samples = name, losses, samples
        self.net = Graph(entries, outputs or list(losses), spread)
        self.optimizer, self.rates, self.degenerate, self.batch_of_one = optimizer, rates, degenerate, False
        self.loss, self.target = "", ""
        self.seed = self.rate = None

    def targets(self, dtype):
        """{output: targets}; those of output k come from another seed each."""
        found = {}
        for k, (name, (_, kind, _)) in enumerate(self.losses.items()):
            rows = [sample(kind, self.seed + 1000 * (k + 1), TARGETS, s, self.net.sizes[name]) for s in range(self.samples)]
            found[name] = tensor(kind, rows, dtype)
        return found

    def run(self, dtype):
        modules = self.net.modules(dtype, self.initial())
        x = tensor("real", [sample("real", self.seed, INPUTS, s, self.net.inputs) for s in range(self.samples)], dtype)
        targets, nearest = self.targets(dtype), [math.inf]

        def hook_at(kinks):
            def hook(_, arguments):
                for kink in kinks:
                    nearest[0] = min(nearest[0], (arguments[0].detach() - kink).abs().min().item())

            return hook

        def watch(layers, inner):
            for layer, module in zip(layers, inner):
                module.register_forward_pre_hook(hook_at(layer.kinks))
                if layer.inside:
                    watch(layer.inside, module.layers)

        for layers, inner in zip(self.net.layers, modules.layers):
            watch(layers, inner)

        def loss(x, count):
            values = modules.values(x, self.losses)  # not the other outputs, whose running statistics would be updated
            return sum(
                factor * LOSSES[kind](values[name].flatten(1), targets[name][:count])
                for name, (kind, _, factor) in self.losses.items()
            )

        def flat(tensors):
            return [value for tensor in tensors for value in tensor.reshape(-1).tolist()]

        modules.eval()
        parameters = list(modules.parameters())
        first = x[:1].clone().requires_grad_()
        value = loss(first, 1)
        gradient = torch.autograd.grad(value, parameters + [first], allow_unused=True)
        gradient = [torch.zeros_like(p) if g is None else g for g, p in zip(gradient, parameters + [first])]
        result = {
            "outputs": flat([modules(x[: self.stored_samples()]).detach()]),
            "value": [value.item()],
            "gradient": flat(self.with_statistics(gradient[:-1], modules)),
            "input_gradient": flat(gradient[-1:]),
        }
        if self.optimizer:
            modules.train()
            step, finish = self.optimizer.torch(parameters, self.rate)
            losses = []
            for _ in range(STEPS):
                value = loss(x, self.samples)
                losses.append(value.item())
                modules.zero_grad()
                value.backward()
                step()
            finish()
            result["losses"] = losses
            result["after"] = flat([tensor.detach() for tensor in values_of(modules)])
        return result, nearest[0]

    def header(self):
        header = super().header()
        del header["target"]
        return header


class LossCase:
    """A loss without a net. `output` is the kind of values that the loss receives as the output of a net."""

    rates = (None,)

    def __init__(self, loss, output, target, size):
        self.group = f"{loss.split('{')[0]}{'_with' if '{' in loss else ''}_of_{target}"
        self.name = f"{self.group}_{size}"
        self.loss, self.output, self.target, self.size = loss, output, target, size
        self.seed = self.rate = None

    def run(self, dtype):
        y = tensor(self.output, [sample(self.output, self.seed, INPUTS, 0, self.size)], dtype).requires_grad_()
        t = tensor(self.target, [sample(self.target, self.seed, TARGETS, 0, self.size)], dtype)
        value = LOSSES[self.loss](y, t)
        value.backward()
        return {"value": [value.item()], "gradient": y.grad[0].tolist()}, (y - t).detach().abs().min().item()

    def try_once(self):
        result, nearest = self.run(torch.float64)
        if self.loss == "mean_absolute_error" and nearest == 0:
            raise Unsuitable("a kink")
        single, _ = self.run(torch.float32)
        for key, tolerance in ("value", FLOAT_FORWARD), ("gradient", FLOAT_GRADIENT):
            if not agree(single[key], result[key], tolerance / 4, [len(result[key])]):
                raise Unsuitable("ill-conditioned")
        return result

    def header(self):
        return {"seed": [self.seed], "output": self.output, "target": self.target}


def find(case):
    """Finds the first suitable seed, and for it the first suitable learning rate; returns the result of run()."""
    reasons = {}
    for case.seed in range(1, 200):
        for case.rate in case.rates:
            try:
                return case.try_once()
            except Unsuitable as reason:
                reasons[str(reason)] = reasons.get(str(reason), 0) + 1
    raise SystemExit(f"{case.name}: no seed suits: {reasons}")


# ---- The measure; golden.hpp has the same and its reasons ------------------------------------------------------------


def groups(values, sizes):
    first = 0
    for size in sizes:
        yield values[first : first + size]
        first += size
    assert first == len(values)


def largest(values):
    return max(map(abs, values), default=0)


def agree(found, expected, tolerance, sizes):
    for f, e in zip(groups(found, sizes), groups(expected, sizes)):
        floor = SMALL * largest(e)
        for a, b in zip(f, e):
            if not abs(a - b) <= tolerance * max(abs(b), floor):
                return False
    return True
