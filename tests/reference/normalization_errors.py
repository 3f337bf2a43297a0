#!/usr/bin/python3
# Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
"""Writes how far PyTorch's normalisation layers are from the exact results on data with an offset into
normalization_errors.hpp; ../layer/normalization_offsets.cpp holds the library to the same errors.

    normalization_errors.py            writes the table anew
    normalization_errors.py --check    says which errors are more than four times, or less than a quarter of, what is
                                       committed (they depend on the processor), beside those of a few units of rounding

Exact means: by the formulas, in long double, on inputs that are exact in the scalar; offset_data.hpp makes the same ones.
Needs PyTorch and an x86 processor, whose long double has 64 bits.
"""

import pathlib
import re
import sys

import numpy
import torch

HERE = pathlib.Path(__file__).resolve().parent
TABLE = HERE / "normalization_errors.hpp"
LICENSE = pathlib.Path(__file__).read_text().splitlines()[1].removeprefix("# ")

OFFSETS = [1.2345678 * 10.0**k for k in range(7)]
SPREADS = [0.0, 0.001, 0.01, 0.1, 1.0, 10.0]
EPSILON = 1e-5
MOMENTUM = 0.1

# (name of the situation in the test, groups or None for batch_norm, samples, channels, pixels)
SITUATIONS = [
    ("layer_1", "layer", 1, 3, 1, 1),
    ("layer_7", "layer", 1, 3, 7, 1),
    ("layer_64", "layer", 1, 5, 64, 1),
    ("layer_1000", "layer", 1, 2, 1000, 1),
    ("groups_of_image", "group", 3, 2, 3, 81),
    ("groups_of_channels", "group", 2, 3, 4, 15),
    ("groups_of_vector", "group", 2, 4, 6, 1),
    ("groups_of_one", "group", 5, 3, 5, 1),
    ("batch_2", "batch", 0, 2, 5, 1),
    ("batch_7", "batch", 0, 7, 17, 1),
    ("batch_33", "batch", 0, 33, 5, 1),
    ("batch_64", "batch", 0, 64, 9, 1),
    ("batch_100", "batch", 0, 100, 19, 1),
    ("batch_of_images", "batch", 0, 33, 3, 20),
    ("batch_of_sequences", "batch", 0, 100, 2, 7),
    ("batch_of_rows", "batch", 0, 2, 2, 1000),
    ("batch_of_large_images", "batch", 0, 64, 1, 784),
]
QUANTITIES = ["y", "dx", "dweight", "dbias", "running mean", "running variance"]


def numbers(stream, count):
    """Odd multiples of 2^-11 in (-1, 1): splitmix64's output function, applied to a counter."""
    with numpy.errstate(over="ignore"):
        z = (numpy.uint64(stream << 32) + numpy.arange(count, dtype=numpy.uint64)) * numpy.uint64(0x9E3779B97F4A7C15)
        z = (z ^ (z >> numpy.uint64(30))) * numpy.uint64(0xBF58476D1CE4E5B9)
        z = (z ^ (z >> numpy.uint64(27))) * numpy.uint64(0x94D049BB133111EB)
        z ^= z >> numpy.uint64(31)
    return (2 * (z >> numpy.uint64(53)).astype(numpy.float64) - 2047) / 2048


def data(situation, k, j, dtype):
    """x, dy, weight, bias."""
    _, kind, groups, samples, channels, pixels = situation
    sign = -1 if (k + j) % 2 else 1
    size = samples * channels * pixels
    x = (sign * OFFSETS[k] + SPREADS[j] * numbers(1, size)).astype(dtype)
    dy = (numbers(2, size) / 3).astype(dtype)
    weight = (1 + numbers(3, channels) / 2).astype(dtype)
    bias = (numbers(4, channels) / 2).astype(dtype)
    return x.reshape(samples, channels, pixels), dy.reshape(samples, channels, pixels), weight, bias


def exact(situation, x, dy, weight, bias):
    _, kind, groups, samples, channels, pixels = situation
    x, dy, weight, bias = (a.astype(numpy.longdouble) for a in (x, dy, weight, bias))
    if kind == "batch":
        axes, shape = (0, 2), (samples, channels, pixels)
    else:
        axes, shape = (2,), (samples, groups, channels * pixels // groups)
    to_groups = lambda a: a.reshape(shape)
    mean = to_groups(x).mean(axis=axes, keepdims=True)
    rest = (to_groups(x) - mean).mean(axis=axes, keepdims=True)  # the rounding error of the mean
    centred = to_groups(x) - mean - rest
    variance = (centred**2).mean(axis=axes, keepdims=True)
    inverse = 1 / numpy.sqrt(variance + numpy.longdouble(EPSILON))
    normal = centred * inverse
    w, b = weight[None, :, None], bias[None, :, None]
    g = to_groups(dy * w)
    dx = inverse * (g - g.mean(axis=axes, keepdims=True) - normal * (g * normal).mean(axis=axes, keepdims=True))
    normal = normal.reshape(x.shape)
    results = [normal * w + b, dx, (dy * normal).sum(axis=(0, 2)), dy.sum(axis=(0, 2))]
    if kind == "batch":
        n = samples * pixels
        momentum = numpy.longdouble(MOMENTUM)
        results += [momentum * (mean + rest), 1 - momentum + momentum * variance * n / (n - 1)]
    return results


def torch_results(situation, x, dy, weight, bias):
    _, kind, groups, samples, channels, pixels = situation
    x, dy, weight, bias = (torch.from_numpy(a.copy()) for a in (x, dy, weight, bias))
    if pixels == 1:
        x, dy = x.reshape(samples, channels), dy.reshape(samples, channels)
    for a in (x, weight, bias):
        a.requires_grad_()
    statistics = []
    if kind == "layer":
        y = torch.nn.functional.layer_norm(x, x.shape[1:], weight, bias, EPSILON)
    elif kind == "group":
        y = torch.nn.functional.group_norm(x, groups, weight, bias, EPSILON)
    else:
        statistics = [torch.zeros(channels, dtype=x.dtype), torch.ones(channels, dtype=x.dtype)]
        y = torch.nn.functional.batch_norm(x, *statistics, weight, bias, True, MOMENTUM, EPSILON)
    y.backward(dy)
    return [a.detach().numpy() for a in (y, x.grad, weight.grad, bias.grad, *statistics)]


def errors(situation, k, j, dtype):
    """The largest error of each quantity."""
    given = data(situation, k, j, dtype)
    truth = exact(situation, *given)
    return [
        float(abs(found.astype(numpy.longdouble).reshape(-1) - right.reshape(-1)).max())
        for found, right in zip(torch_results(situation, *given), truth)
    ]


def rows():
    for situation in SITUATIONS:
        for k in range(len(OFFSETS)):
            for j in range(len(SPREADS)):
                yield situation[0], k, j, errors(situation, k, j, "float32"), errors(situation, k, j, "float64")


def text(table):
    lines = [
        f"// {LICENSE}",
        "// Written by tests/reference/normalization_errors.py; change that.",
        "// clang-format off",
        "#pragma once",
        "",
        "/// The largest errors of PyTorch's normalisation layers in each situation of normalization_errors.py, for offset",
        "/// number k and spread number j: in float, then in double, of y, dx, dweight, dbias and, of batch_norm, the running",
        "/// mean and variance.",
        "",
        "namespace normalization_errors {",
        "",
        "struct row {",
        "    int offset, spread;",
        "    double in_float[6], in_double[6];",
        "};",
    ]
    last = None
    brace = lambda found: "{" + ", ".join(f"{error:.3g}" for error in found) + "}"
    for name, k, j, single, double in table:
        if name != last:
            lines += ["};"] if last else []
            lines += ["", f"inline constexpr row {name}[] = {{"]
            last = name
        lines.append(f"    {{{k}, {j}, {brace(single)}, {brace(double)}}},")
    return "\n".join(lines + ["};", "", "}  // namespace normalization_errors"]) + "\n"


def differences(old, new):
    number = re.compile(r"[^\s{},]+")
    old, new = ([number.findall(line) for line in t.splitlines() if line.startswith("    {")] for t in (old, new))
    if [len(line) for line in old] != [len(line) for line in new]:
        return ["another list of situations"]
    faults = []
    for a, b in zip(old, new):
        single = (len(a) - 2) // 2
        for i, (p, q) in enumerate(zip(map(float, a[2:]), map(float, b[2:]))):
            low, high = sorted((p, q))
            if high > 4 * low + (1e-5 if i < single else 1e-13):
                faults.append(f"offset {a[0]}, spread {a[1]}: {p} is now {q}")
    return faults


def main():
    if sys.argv[1:] not in ([], ["--check"]):
        raise SystemExit(__doc__)
    torch.set_num_threads(1)
    found = text(rows())
    if not sys.argv[1:]:
        TABLE.write_text(found)
        return 0
    faults = differences(TABLE.read_text(), found)
    print("\n".join(faults) or "the errors agree")
    return bool(faults)


if __name__ == "__main__":
    sys.exit(main())
