#!/usr/bin/python3
# Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
"""Writes PyTorch's results for the nets of cases.py: the values into data/*.txt, and the C++ tests that compare them
with the library into ../goldens/*.cpp, both from the one list, so that neither can drift from the other.

    generate.py            writes them anew
    generate.py --check    says how what is committed differs from what it would write; numbers may differ by 1e-13 of
                           the largest of their list, since PyTorch's last digit depends on the processor

Needs PyTorch (Debian: python3-torch). golden.hpp describes the data's format and how it is compared.
"""

import pathlib
import sys
import textwrap
import warnings

import torch

from cases import all_cases
from torch_reference import GraphCase, LossCase, find

HERE = pathlib.Path(__file__).resolve().parent
LICENSE = pathlib.Path(__file__).read_text().splitlines()[1].removeprefix("# ")
BY = "Written by tests/reference/generate.py from tests/reference/cases.py"


def data_text(cases):
    """One data file: {case: results}, each list under its name, with enough digits to be read back exactly."""
    lines = [f"# {LICENSE}", f"# {BY}; read by golden.hpp."]
    for case, results in cases.items():
        lines.append(f"case {case.name}")
        for key, values in {**case.header(), **results}.items():
            words = values if isinstance(values, str) else " ".join(map(repr, values))
            lines += textwrap.wrap(f"{key} {words}", 120, subsequent_indent=" ", break_on_hyphens=False)
    return "\n".join(lines) + "\n"


def wrapped(indent, text):
    margins = dict(initial_indent=" " * indent, subsequent_indent=" " * (indent + 4))
    return textwrap.wrap(text, 120, **margins, break_on_hyphens=False)


def loss_object(loss):
    return f"pt::{loss}" if "{" in loss else f"pt::{loss}{{}}"


def net_test(case, scalar):
    kind = "classes" if case.target == "class" else "numbers"
    step = "batch" if case.samples > 1 or case.batch_of_one else "single"
    call = f'layers{{}}, file.at("{case.name}"), {loss_object(case.loss)}'
    if case.net.parameters and case.optimizer:
        optimizer = f"{case.optimizer.cpp(case.rate)});"
        check = [f"    check_training<{kind}, {step}, {scalar}>({call},", *wrapped(8, optimizer)]
    else:
        check = [f"    check_forward<{kind}, {scalar}>({call});"]
    return [
        f"BOOST_AUTO_TEST_CASE({case.name}) {{",
        *wrapped(4, f"using layers = net<{case.net.cpp()}>;"),
        *check,
        "}",
    ]


def graph_test(case, scalar):
    step = "batch" if case.samples > 1 else "single"
    losses = []
    for name, (loss, _, factor) in case.losses.items():
        losses.append(f'"{name}"_node = {f"{factor} * " if factor != 1 else ""}{loss_object(loss)}')
    targets = []
    for name, (_, kind, _) in case.losses.items():
        shape = ", ".join(map(str, case.net.shapes[name]))
        targets.append(f'"{name}"_node = ' + ("0" if kind == "class" else f"pt::tensor<Scalar, {shape}>{{}}"))
    kinds = ", ".join(f'"{kind}"' for _, kind, _ in case.losses.values())
    lines = [
        f"BOOST_AUTO_TEST_CASE({case.name}) {{",
        *wrapped(4, f"using entries = net<{case.net.cpp()}>;"),
        *wrapped(4, f"const auto loss = pt::joint_loss({', '.join(losses)});"),
        *wrapped(4, f"const auto target = []<class Scalar>(Scalar) {{ return pt::named({', '.join(targets)}); }};"),
    ]
    call = f'entries{{}}, file.at("{case.name}"), loss, target, {{{kinds}}}'
    if case.optimizer:
        lines += wrapped(4, f"check_graph_training<{step}, {scalar}>({call}, {case.optimizer.cpp(case.rate)});")
    else:
        lines += wrapped(4, f"check_graph<{scalar}>({call});")
    return [*lines, "}"]


def loss_test(group, cases, scalar):
    kind = "classes" if cases[0].target == "class" else "numbers"
    sizes = ", ".join(str(case.size) for case in cases)
    return [
        f"BOOST_AUTO_TEST_CASE({group}) {{",
        *wrapped(4, f'check_loss<{kind}, {scalar}, {sizes}>(file, "{group}", {loss_object(cases[0].loss)});'),
        "}",
    ]


def cpp_text(name, cases):
    """One suite of tests."""
    tests, groups = [], {}
    for case in cases:
        if isinstance(case, GraphCase):
            tests.append(graph_test(case, ("float", "double")[len(tests) % 2]))
        elif isinstance(case, LossCase):
            groups.setdefault(case.group, []).append(case)
        else:
            tests.append(net_test(case, ("float", "double")[len(tests) % 2]))
    for group, members in groups.items():
        tests.append(loss_test(group, members, ("float", "double")[len(tests) % 2]))
    graphs = any(isinstance(case, GraphCase) for case in cases)
    lines = [
        f"// {LICENSE}",
        f"// {BY}; change that.",
        "// clang-format off",
        "#include <boost/test/unit_test.hpp>",
        "",
        f'#include "reference/check{"_graph" if graphs else ""}.hpp"',
        "",
        "using namespace golden;",
        *(["using namespace perceptype::literals;"] if graphs else []),
        "",
        "namespace {",
        f'const golden_file file{{"{name}"}};',
        "}  // namespace",
        "",
        f"BOOST_AUTO_TEST_SUITE(goldens_{name})",
        *(line for test in tests for line in test),
        "BOOST_AUTO_TEST_SUITE_END()",
    ]
    return "\n".join(lines) + "\n"


def numbers(text):
    """A data file as [(key, words)], each list joined from its lines."""
    lists = []
    for line in text.splitlines():
        if line.startswith(" "):
            lists[-1][1].extend(line.split())
        else:
            key, *words = line.split()
            lists.append((key, words))
    return lists


def data_differs(old, new):
    """The reason, or None."""
    old, new = numbers(old), numbers(new)
    if [(key, len(words)) for key, words in old] != [(key, len(words)) for key, words in new]:
        return "another list of numbers"
    case = ""
    for (key, a), (_, b) in zip(old, new):
        case = b[0] if key == "case" else case
        if a == b:
            continue
        if key in ("case", "seed", "samples", "output", "target", "parameters", "#"):
            return f"{case}: {key}"
        a, b = [float(word) for word in a], [float(word) for word in b]
        if not max(abs(x - y) for x, y in zip(a, b)) <= 1e-13 * max(map(abs, b)):
            return f"{case}: {key}"
    return None


def main():
    if sys.argv[1:] not in ([], ["--check"]):
        raise SystemExit(__doc__)
    check = sys.argv[1:] == ["--check"]
    torch.set_num_threads(1)
    warnings.filterwarnings("ignore", "The epoch parameter in")  # caused inside SequentialLR
    faults, written = [], set()
    for name, cases in all_cases().items():
        results = {case: find(case) for case in cases}
        assert len({case.name for case in cases}) == len(cases)
        for path, text in (HERE / "data" / f"{name}.txt", data_text(results)), (
            HERE.parent / "goldens" / f"{name}.cpp",
            cpp_text(name, cases),
        ):
            written.add(path)
            if not check:
                path.parent.mkdir(exist_ok=True)
                path.write_text(text)
            elif not path.exists():
                faults.append(f"{path} is missing")
            elif path.suffix == ".txt":
                fault = data_differs(path.read_text(), text)
                faults += [f"{path} differs: {fault}"] if fault else []
            elif path.read_text() != text:
                faults.append(f"{path} differs")
    for path in sorted({*HERE.glob("data/*.txt"), *HERE.parent.glob("goldens/*.cpp")} - written):
        if path.suffix == ".txt" or BY in path.read_text():
            faults.append(f"{path} comes from no case")
    print("\n".join(faults) or f"{len(written)} files {'agree' if check else 'written'}")
    return bool(faults)


if __name__ == "__main__":
    sys.exit(main())
