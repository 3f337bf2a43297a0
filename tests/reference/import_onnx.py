#!/usr/bin/env python3
# Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt

"""Writes import/*.onnx and what PyTorch computes for them.

    python3 tests/reference/import_onnx.py      needs PyTorch and python3-onnx

import/NAME.onnx is what perceptype-import reads; NAME.txt has lines `x ...` (all inputs of a sample, flattened, one after
another) and `y ...` (all outputs), computed in double precision from the weights of the file. For a file that has to be
rejected, NAME.error has the text of the error, a part of it on each line.
"""

import os

import numpy as np
import onnx
import torch
from onnx import TensorProto, helper, numpy_helper
from torch import nn
from torch.nn import functional as F

FOLDER = os.path.join(os.path.dirname(os.path.abspath(__file__)), 'import')
SAMPLES = 2


def path(name):
    return os.path.join(FOLDER, name)


def write_expected(name, shapes, function):
    """function: inputs with a batch of 1 to a list of outputs."""
    generator = torch.Generator().manual_seed(1)
    with open(path(name + '.txt'), 'w') as file:
        for _ in range(SAMPLES):
            x = [torch.randn(1, *shape, generator=generator, dtype=torch.float64) for shape in shapes]
            with torch.no_grad():
                y = function(*x)
            y = y if isinstance(y, (list, tuple)) else [y]
            for letter, tensors in (('x', x), ('y', y)):
                numbers = np.concatenate([t.numpy().ravel() for t in tensors])
                file.write(letter + ''.join(' %.12g' % number for number in numbers) + '\n')


def randomise(model):
    """Running statistics and affine weights that make a difference."""
    generator = torch.Generator().manual_seed(2)
    for module in model.modules():
        if isinstance(module, (nn.BatchNorm1d, nn.BatchNorm2d)):
            module.running_mean.copy_(torch.randn(module.num_features, generator=generator) * 0.3)
            module.running_var.copy_(torch.rand(module.num_features, generator=generator) + 0.5)
        if isinstance(module, (nn.BatchNorm1d, nn.BatchNorm2d, nn.LayerNorm, nn.GroupNorm, nn.InstanceNorm2d)) and module.weight is not None:
            with torch.no_grad():
                module.weight.copy_(torch.rand(module.weight.shape, generator=generator) + 0.5)
                module.bias.copy_(torch.randn(module.bias.shape, generator=generator) * 0.2)


def export(name, model, *shapes, opset=13, inputs=None, outputs=None, dynamic=False, expected=None):
    model.eval()
    randomise(model)
    example = tuple(torch.randn(1, *shape) for shape in shapes)
    inputs = inputs or ['x']
    torch.onnx.export(model, example, path(name + '.onnx'), opset_version=opset, training=torch.onnx.TrainingMode.PRESERVE, input_names=inputs,
                      output_names=outputs or ['y'], dynamic_axes={i: {0: 'batch'} for i in inputs} if dynamic else None)
    write_expected(name, shapes, expected or model.double())


class Apply(nn.Module):
    """Modules in attributes, and a function of them."""

    def __init__(self, function, **modules):
        super().__init__()
        self.function = function
        for name, module in modules.items():
            setattr(self, name, module)

    def forward(self, *x):
        return self.function(self, *x)


def exported():
    torch.manual_seed(0)
    export('single_dense', nn.Sequential(nn.Linear(3, 2)), (3,))
    export('mlp', nn.Sequential(nn.Linear(4, 8), nn.ReLU(), nn.Dropout(0.3), nn.Linear(8, 3), nn.Softmax(dim=1)), (4,), dynamic=True)
    layers = []
    for activation in (nn.Tanh(), nn.Sigmoid(), nn.LeakyReLU(), nn.LeakyReLU(0.2), nn.ELU(), nn.ELU(0.5), nn.SELU(), nn.Softplus(),
                       nn.Hardsigmoid(), nn.Hardtanh(), nn.SiLU(), nn.GELU(), nn.PReLU(), nn.Identity(), nn.LogSoftmax(dim=-1)):
        layers += [nn.Linear(5, 5), activation]
    export('activations', nn.Sequential(*layers), (5,))
    export('gated', nn.Sequential(nn.Linear(3, 4), nn.Hardswish(), nn.Linear(4, 3), nn.Mish(), nn.Linear(3, 2)), (3,), opset=14)
    export('cnn', nn.Sequential(
        nn.Conv2d(2, 4, 3, padding=1), nn.BatchNorm2d(4, eps=1e-3), nn.ReLU(), nn.MaxPool2d(2),
        nn.Conv2d(4, 6, (3, 2), stride=(2, 1), padding=(1, 0), groups=2, bias=False), nn.BatchNorm2d(6), nn.Tanh(),
        nn.AvgPool2d(2, stride=1), nn.Flatten(), nn.Linear(6 * 1 * 2, 3)), (2, 8, 8), opset=11)
    export('pools', nn.Sequential(nn.MaxPool2d(3, stride=2, padding=1), nn.AvgPool2d(3, stride=1, padding=1),
                                  nn.MaxPool2d(2, dilation=2, stride=1), nn.MaxPool2d(2, ceil_mode=True)), (1, 11, 11))
    export('sequence', nn.Sequential(
        nn.Conv1d(3, 5, 3, padding=2, dilation=2), nn.BatchNorm1d(5), nn.ReLU(), nn.MaxPool1d(2), nn.Conv1d(5, 4, 2, stride=2),
        nn.Upsample(scale_factor=2, mode='nearest'), nn.AdaptiveAvgPool1d(1), nn.Flatten(), nn.Linear(4, 2)), (3, 16))
    export('autoencoder', nn.Sequential(
        nn.Conv2d(1, 3, 3, stride=2, padding=1), nn.ReLU(), nn.Conv2d(3, 4, 3, stride=2, padding=1, dilation=1), nn.ELU(),
        nn.ConvTranspose2d(4, 3, 3, stride=2, padding=1, output_padding=1), nn.ReLU(),
        nn.ConvTranspose2d(3, 2, 2, stride=1, groups=1, bias=False), nn.Upsample(scale_factor=2, mode='nearest'),
        nn.Conv2d(2, 1, 1), nn.Sigmoid()), (1, 8, 8))
    export('grouped_transpose', nn.Sequential(nn.ConvTranspose2d(4, 6, (2, 3), stride=2, padding=(0, 1), groups=2)), (4, 2, 3))
    export('depthwise', nn.Sequential(nn.Conv2d(3, 6, 3, groups=3, padding=1), nn.ReLU(), nn.Conv2d(6, 2, 1), nn.ZeroPad2d((0, 1, 0, 1)), nn.Conv2d(2, 2, 2)),
           (3, 5, 6))
    residual = Apply(lambda m, x: m.head((x + m.b(torch.relu(m.a(x)))).relu().mean([2, 3])),
                     a=nn.Conv2d(3, 3, 3, padding=1), b=nn.Conv2d(3, 3, 3, padding=1), head=nn.Linear(3, 4))
    export('residual', residual, (3, 6, 6), outputs=['class'])

    def read(m, image, meta):
        both = torch.cat([torch.flatten(torch.relu(m.eye(image)), 1), torch.relu(m.hint(meta))], 1)
        return torch.softmax(m.digit(both), 1), m.slant(both)
    export('two_inputs', Apply(read, eye=nn.Conv2d(1, 2, 3), hint=nn.Linear(4, 3), digit=nn.Linear(35, 5), slant=nn.Linear(35, 1)),
           (1, 6, 6), (4,), inputs=['image', 'meta'], outputs=['digit', 'slant'])
    joins = Apply(lambda m, x: m.out(torch.maximum(m.a(x) - m.b(x), m.a(x) * m.b(x)) + torch.tanh(x)),
                  a=nn.Linear(4, 4), b=nn.Linear(4, 4, bias=False), out=nn.Linear(4, 2))
    export('joins', joins, (4,))
    export('concat_of_images', Apply(lambda m, x: m.c(torch.cat([m.a(x), x, m.b(x)], 1)), a=nn.Conv2d(2, 3, 1), b=nn.Conv2d(2, 1, 3, padding=1),
                                     c=nn.Conv2d(6, 2, 2)), (2, 4, 4))
    export('concat_of_rows', Apply(lambda m, x: torch.cat([m.a(x), x], 2), a=nn.Conv2d(2, 2, 1)), (2, 3, 4))
    export('reshaped', Apply(lambda m, x: m.d(m.c(m.a(x).view(x.size(0), 2, 3, 4)).view(x.size(0), -1)), a=nn.Linear(5, 24), c=nn.Conv2d(2, 3, 2),
                             d=nn.Linear(18, 2)), (5,), dynamic=True)
    export('squeezed', Apply(lambda m, x: m.c(x.unsqueeze(1)).squeeze(3), c=nn.Conv2d(1, 2, (2, 3))), (4, 3))
    for opset in (13, 17):
        export('layer_norm_%d' % opset, nn.Sequential(nn.Linear(4, 6), nn.LayerNorm(6, eps=1e-4), nn.Tanh(), nn.Linear(6, 6), nn.LayerNorm(6)), (4,),
               opset=opset)
    export('layer_norm_of_image', nn.Sequential(nn.Conv2d(1, 2, 2), nn.LayerNorm((2, 3, 3))), (1, 4, 4))
    export('group_norm', nn.Sequential(nn.Conv2d(2, 6, 2), nn.GroupNorm(3, 6, eps=1e-3), nn.ReLU(), nn.InstanceNorm2d(6, affine=True)), (2, 4, 4))
    export('matmul_and_add', Apply(lambda m, x: torch.relu(x @ m.w.weight.t() + m.w.bias) @ m.v.weight.t(), w=nn.Linear(3, 7), v=nn.Linear(7, 2)), (3,))
    export('padded', Apply(lambda m, x: m.b(F.pad(m.a(F.pad(x, (0, 1, 0, 1))), (2, 0, 1, 1))), a=nn.Conv2d(1, 2, 3, stride=2), b=nn.Conv2d(2, 2, 3)),
           (1, 8, 8))
    export('gelu_in_halves', Apply(lambda m, x: (m.a(x) * 0.5) * (1 + torch.erf(m.a(x) / 2 ** 0.5)), a=nn.Linear(3, 3)), (3,))
    export('self_product', Apply(lambda m, x: m.a(x) * m.a(x), a=nn.Linear(3, 3)), (3,))


def value(name, shape):
    return helper.make_tensor_value_info(name, TensorProto.FLOAT, shape)


def save(name, nodes, shapes, tensors, outputs=('y',), opset=13, **options):
    inputs = [value('x%d' % i if i else 'x', ['batch', *shape]) for i, shape in enumerate(shapes)]
    graph = helper.make_graph(nodes, name, inputs, [value(output, None) for output in outputs], tensors)
    onnx.save(helper.make_model(graph, producer_name='import_onnx.py', opset_imports=[helper.make_opsetid('', opset)]), path(name + '.onnx'), **options)


def random(*shape, dtype=np.float32):
    return (np.random.standard_normal(shape) * 0.5).astype(dtype)


def tensor(name, array):
    return numpy_helper.from_array(array, name)


def node(type, inputs, outputs=('y',), **attributes):
    return helper.make_node(type, list(inputs), list(outputs), name='the_' + type, **attributes)


def double(array):
    return torch.tensor(array.astype(np.float64))


def made_by_hand():
    np.random.seed(3)
    # Element types, and numbers that are not stored raw.
    a, b, c = random(4, 3, dtype=np.float64), random(4, dtype=np.float16), random(4, 2)
    bits = (c.view(np.uint32) >> 16).astype(np.uint16)
    rounded = (bits.astype(np.uint32) << 16).view(np.float32)
    save('element_types', [node('Gemm', ['x', 'a', 'b'], ['h'], transB=1), node('MatMul', ['h', 'c'], ['z']), node('Add', ['d', 'z'])], [(3,)],
         [tensor('a', a), tensor('b', b), helper.make_tensor('c', TensorProto.BFLOAT16, c.shape, bits.tobytes(), raw=True),
          helper.make_tensor('d', TensorProto.FLOAT, (2,), [0.25, -1.5])])
    write_expected('element_types', [(3,)], lambda x: (x @ double(a).T + double(b)) @ double(rounded) + double(np.array([0.25, -1.5])))
    # alpha and beta, and an untransposed matrix.
    save('gemm', [node('Gemm', ['x', 'w', 'b'], alpha=0.5, beta=2.0)], [(3,)], [tensor('w', random(3, 2)), tensor('b', random(1, 2))])
    model = onnx.load(path('gemm.onnx'))
    w, b = (double(numpy_helper.to_array(t)) for t in model.graph.initializer)
    write_expected('gemm', [(3,)], lambda x: 0.5 * (x @ w) + 2 * b)
    # Padding that differs at both ends: TensorFlow's "same".
    for name, rule, before, after in (('same_upper', 'SAME_UPPER', 0, 1), ('same_lower', 'SAME_LOWER', 1, 0)):
        w, b = random(3, 2, 3, 3), random(3)
        save(name, [node('Conv', ['x', 'w', 'b'], auto_pad=rule, strides=[2, 2])], [(2, 6, 6)], [tensor('w', w), tensor('b', b)])
        write_expected(name, [(2, 6, 6)], lambda x: F.conv2d(F.pad(x, (before, after, before, after)), double(w), double(b), stride=2))
    w = random(2, 2, 3, 3)
    save('cropped_transpose', [node('ConvTranspose', ['x', 'w'], pads=[0, 1, 1, 0], strides=[2, 2])], [(2, 3, 3)], [tensor('w', w)])
    write_expected('cropped_transpose', [(2, 3, 3)], lambda x: F.conv_transpose2d(x, double(w), stride=2)[:, :, :-1, 1:])
    save('native_gelu', [node('Gelu', ['x'], ['g']), node('Clip', ['g', 'low'])], [(4,)], [tensor('low', np.array(0, np.float32))], opset=20)
    write_expected('native_gelu', [(4,)], lambda x: F.gelu(x).clamp(min=0))
    save('upsampled_9', [node('Upsample', ['x', 's'])], [(2, 3)], [tensor('s', np.array([1, 1, 4], np.float32))], opset=9)
    write_expected('upsampled_9', [(2, 3)], lambda x: x.repeat_interleave(4, 2))
    save('mish', [node('Mish', ['x'])], [(4,)], [], opset=18)
    write_expected('mish', [(4,)], F.mish)
    save('global_max', [node('GlobalMaxPool', ['x'], ['m']), node('Flatten', ['m'])], [(3, 4, 5)], [])
    write_expected('global_max', [(3, 4, 5)], lambda x: x.amax((2, 3)))
    save('mean_of_three', [node('Mean', ['x', 'x1', 'x2'], ['m']), node('Sum', ['m', 'x1', 'x2'])], [(3,)] * 3, [])
    write_expected('mean_of_three', [(3,)] * 3, lambda a, b, c: (a + b + c) / 3 + b + c)
    save('resized', [node('Resize', ['x', '', 's'])], [(2, 3, 2)], [tensor('s', np.array([1, 1, 2, 3], np.float32))])
    write_expected('resized', [(2, 3, 2)], lambda x: x.repeat_interleave(2, 2).repeat_interleave(3, 3))
    s, b = np.array([2, -1], np.float32), np.array([0.5, 0.25], np.float32)
    save('group_norm_18', [node('GroupNormalization', ['x', 's', 'b'], num_groups=2)], [(4, 3)], [tensor('s', s), tensor('b', b)], opset=18)
    write_expected('group_norm_18', [(4, 3)], lambda x: F.group_norm(x, 2, double(s.repeat(2)), double(b.repeat(2))))


def rejected(name, nodes, shapes, tensors, *texts, **options):
    save(name, nodes, shapes, tensors, **options)
    with open(path(name + '.error'), 'w') as file:
        file.write(''.join(text + '\n' for text in texts))


def errors():
    np.random.seed(4)
    w = tensor('w', random(3, 2, 2, 2))
    rejected('bad_operator', [node('Relu', ['x'], ['h']), node('Sin', ['h'])], [(3,)], [], 'bad_operator.onnx: Sin "the_Sin": the operator is not supported')
    rejected('bad_pool', [node('MaxPool', ['x'], kernel_shape=[2, 2], strides=[2, 2], pads=[0, 0, 1, 1])], [(1, 5, 5)], [],
             'MaxPool "the_MaxPool": pads 0, 0 before and 1, 1 after; pools of the library pad both ends equally')
    rejected('bad_ceil', [node('MaxPool', ['x'], kernel_shape=[2, 2], strides=[2, 2], ceil_mode=1)], [(1, 5, 5)], [],
             'MaxPool "the_MaxPool": ceil_mode lets a window hang over the end of 1x5x5')
    rejected('bad_mean', [node('AveragePool', ['x'], kernel_shape=[3, 3], pads=[1, 1, 1, 1])], [(1, 5, 5)], [],
             'AveragePool "the_AveragePool": leaves the padding out of the mean')
    rejected('bad_softmax', [node('Softmax', ['x'], axis=1)], [(2, 3)], [], 'Softmax "the_Softmax": is supported for vectors alone, found 2x3')
    rejected('bad_clip', [node('Clip', ['x', 'low', 'high'])], [(2,)], [tensor('low', np.array(0, np.float32)), tensor('high', np.array(6, np.float32))],
             'Clip "the_Clip": clips to 0.000000..6.000000')
    rejected('bad_slope', [node('PRelu', ['x', 's'])], [(2,)], [tensor('s', np.array([0.1, 0.2], np.float32))],
             'PRelu "the_PRelu": has a slope for each channel')
    rejected('bad_broadcast', [node('Conv', ['x', 'w'], ['h']), node('Add', ['x', 'h'])], [(2, 3, 3)], [w],
             'Add "the_Add": joins 2x3x3 and 3x2x2; broadcasting is not supported')
    rejected('bad_constant', [node('Relu', ['x'], ['h']), node('Mul', ['h', 'c'])], [(2,)], [tensor('c', np.array([2], np.float32))],
             'Mul "the_Mul": multiplies by a constant, which is no weight of the layer before it')
    rejected('bad_layer_norm', [node('LayerNormalization', ['x', 's'])], [(2, 3)], [tensor('s', random(3))], 'LayerNormalization', 'normalises a part of the sample',
             opset=17)
    rejected('bad_kernel', [node('Conv', ['x', 'w'])], [(2, 1, 3)], [w], 'Conv "the_Conv": the kernel is larger than its padded input 2x1x3')
    rejected('bad_channels', [node('Conv', ['x', 'w'])], [(4, 3, 3)], [w], 'Conv "the_Conv": weight has the extents 3x2x2x2, expected 3x4x2x2')
    rejected('bad_extent', [node('Relu', ['x'])], [('length',)], [], 'input "x": axis 1 has no fixed extent')
    rejected('bad_reshape', [node('Reshape', ['x', 's'])], [(4,)], [tensor('s', np.array([2, 2], np.int64))], 'Reshape "the_Reshape": changes the batch axis to 2')
    rejected('bad_resize', [node('Resize', ['x', '', 's'])], [(1, 3, 3)], [tensor('s', np.array([1, 1, 1.5, 2], np.float32))], 'Resize "the_Resize": scales axis 2 by 1.5')
    rejected('bad_type', [node('MatMul', ['x', 'w'])], [(2,)], [tensor('w', np.ones((2, 2), np.int8))], 'tensor "w" has element type 3')
    rejected('bad_pad', [node('Pad', ['x', 'p'], ['h']), node('Relu', ['h'])], [(1, 3, 3)], [tensor('p', np.array([0, 0, 1, 1, 0, 0, 1, 1], np.int64))],
             'Relu "the_Relu": takes the result of a Pad')
    rejected('bad_weights', [node('MatMul', ['x', 'w'])], [(2,)], [tensor('w', np.array([[1, np.nan]] * 2, np.float32))], 'weight contains a value that is not finite')
    with open(path('bad_file.onnx'), 'wb') as file:
        file.write(open(path('mlp.onnx'), 'rb').read()[:200])
    with open(path('bad_file.error'), 'w') as file:
        file.write('bad_file.onnx: not an ONNX file, or cut short\n')


if __name__ == '__main__':
    os.makedirs(FOLDER, exist_ok=True)
    exported()
    made_by_hand()
    errors()
