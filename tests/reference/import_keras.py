#!/usr/bin/env python3
# Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt

"""Writes import/*.h5 and import/*.keras, and what they compute.

    python3 tests/reference/import_keras.py      needs PyTorch and python3-h5py

Debian has no TensorFlow. So the files are written here in the structure that Keras documents: HDF5 of Keras 2 and 3 with
model_config and model_weights, and the zip archive of Keras 3. What they compute follows the definitions of Keras's layers, with
channels last and TensorFlow's padding, on PyTorch's operations. NAME.txt and NAME.error are as in import_onnx.py; inputs and
outputs in NAME.txt have their channels first.
"""

import io
import json
import os
import zipfile

import h5py
import numpy as np
import torch
from torch.nn import functional as F

FOLDER = os.path.join(os.path.dirname(os.path.abspath(__file__)), 'import')
rng = np.random.default_rng(5)


def random(*shape):
    return (rng.standard_normal(shape) * 0.5).astype(np.float32)


class Layer:
    """A layer's class, configuration, weights in the order of Keras, and its function of tensors with channels last."""

    def __init__(self, type, function, weights=(), activation=None, sources=None, **config):
        self.type, self.weights, self.sources = type, list(weights), sources
        self.config = dict(config, name=config.get('name'))
        if activation is not None:
            self.config['activation'] = activation
        self.function = function

    def __call__(self, *x):
        y = self.function(*x)
        return ACTIVATIONS[self.config.get('activation', 'linear')](y)


ACTIVATIONS = {
    'linear': lambda x: x, 'relu': torch.relu, 'tanh': torch.tanh, 'sigmoid': torch.sigmoid, 'elu': F.elu, 'selu': F.selu, 'gelu': F.gelu,
    'silu': F.silu, 'swish': F.silu, 'softplus': F.softplus, 'softmax': lambda x: torch.softmax(x, -1), 'log_softmax': lambda x: torch.log_softmax(x, -1),
    'hard_sigmoid': F.hardsigmoid, 'hard_silu': F.hardswish, 'mish': F.mish, 'leaky_relu': lambda x: F.leaky_relu(x, 0.2)}


def t(array):
    return torch.tensor(array.astype(np.float64))


def first(x):
    return x.movedim(-1, 1)


def last(x):
    return x.movedim(1, -1)


def same_padding(extents, kernel, stride, dilation):
    """TensorFlow's: (before, after) for each axis."""
    result = []
    for n, k, s, d in zip(extents, kernel, stride, dilation):
        total = max((-(-n // s) - 1) * s + (k - 1) * d + 1 - n, 0)
        result.append((total // 2, total - total // 2))
    return result


def padded(x, kernel, stride, dilation, padding, value=0.0):
    """x has its channels first."""
    if padding == 'valid':
        return x
    if padding == 'causal':
        return F.pad(x, ((kernel[0] - 1) * dilation[0], 0), value=value)
    pads = same_padding(x.shape[2:], kernel, stride, dilation)
    return F.pad(x, [n for pair in reversed(pads) for n in pair], value=value)


def with_bias(use_bias, names):
    return names + (['bias'] if use_bias else [])


def dense(inputs, units, use_bias=True, **config):
    w, b = random(inputs, units), random(units)
    return Layer('Dense', lambda x: x @ t(w) + (t(b) if use_bias else 0), [('kernel', w), ('bias', b)][:1 + use_bias], units=units, use_bias=use_bias, **config)


def conv(rank, inputs, filters, kernel, strides=1, padding='valid', dilation_rate=1, groups=1, use_bias=True, **config):
    kernel, strides, dilation_rate = ([v] * rank if isinstance(v, int) else list(v) for v in (kernel, strides, dilation_rate))
    w, b = random(*kernel, inputs // groups, filters), random(filters)

    def function(x):
        weight = t(w).permute(rank + 1, rank, *range(rank))
        return last((F.conv1d if rank == 1 else F.conv2d)(padded(first(x), kernel, strides, dilation_rate, padding), weight, t(b) if use_bias else None,
                                                          strides, 0, dilation_rate, groups))
    return Layer('Conv%dD' % rank, function, [('kernel', w), ('bias', b)][:1 + use_bias], filters=filters, kernel_size=kernel, strides=strides,
                 padding=padding, dilation_rate=dilation_rate, groups=groups, use_bias=use_bias, data_format='channels_last', **config)


def depthwise_function(w, kernel, strides, padding):
    def function(x):
        inputs = x.shape[-1]
        weight = t(w).permute(2, 3, 0, 1).reshape(-1, 1, *kernel)
        return last(F.conv2d(padded(first(x), kernel, strides, [1, 1], padding), weight, None, strides, groups=inputs))
    return function


def depthwise(inputs, multiplier, kernel, strides=(1, 1), padding='valid', **config):
    w, b = random(*kernel, inputs, multiplier), random(inputs * multiplier)
    return Layer('DepthwiseConv2D', lambda x: depthwise_function(w, kernel, strides, padding)(x) + t(b), [('depthwise_kernel', w), ('bias', b)],
                 kernel_size=list(kernel), strides=list(strides), padding=padding, depth_multiplier=multiplier, use_bias=True, **config)


def separable(inputs, filters, multiplier, kernel, padding='valid', **config):
    w, p, b = random(*kernel, inputs, multiplier), random(1, 1, inputs * multiplier, filters), random(filters)
    return Layer('SeparableConv2D', lambda x: depthwise_function(w, kernel, (1, 1), padding)(x) @ t(p)[0, 0] + t(b),
                 [('depthwise_kernel', w), ('pointwise_kernel', p), ('bias', b)], filters=filters, kernel_size=list(kernel), strides=[1, 1], padding=padding,
                 depth_multiplier=multiplier, use_bias=True, **config)


def transposed(inputs, filters, kernel, strides, padding='valid', use_bias=True, **config):
    """The gradient of the convolution with this kernel, by definition."""
    w, b = random(*kernel, filters, inputs), random(filters)

    def function(x):
        x = first(x)
        size = [n * s if padding == 'same' else (n - 1) * s + max(k, s) for n, k, s in zip(x.shape[2:], kernel, strides)]
        image = torch.zeros(x.shape[0], filters, *size, dtype=torch.float64, requires_grad=True)
        with torch.enable_grad():
            y = F.conv2d(padded(image, kernel, strides, [1, 1], padding), t(w).permute(3, 2, 0, 1), None, strides)
            gradient, = torch.autograd.grad(y, image, x)
        return last(gradient) + (t(b) if use_bias else 0)
    return Layer('Conv2DTranspose', function, [('kernel', w), ('bias', b)][:1 + use_bias], filters=filters, kernel_size=list(kernel), strides=list(strides),
                 padding=padding, output_padding=None, dilation_rate=[1, 1], use_bias=use_bias, data_format='channels_last', **config)


def batch_norm(channels, scale=True, center=True, epsilon=1e-3, **config):
    g, b, m, v = random(channels) + 1, random(channels), random(channels), rng.random(channels).astype(np.float32) + 0.5
    weights = ([('gamma', g)] if scale else []) + ([('beta', b)] if center else []) + [('moving_mean', m), ('moving_variance', v)]
    return Layer('BatchNormalization', lambda x: (x - t(m)) / torch.sqrt(t(v) + epsilon) * (t(g) if scale else 1) + (t(b) if center else 0), weights,
                 axis=config.pop('axis', -1), scale=scale, center=center, epsilon=epsilon, **config)


def layer_norm(size, epsilon=1e-3, **config):
    g, b = random(size) + 1, random(size)
    return Layer('LayerNormalization', lambda x: F.layer_norm(x, (size,), t(g), t(b), epsilon), [('gamma', g), ('beta', b)], axis=[-1], scale=True, center=True,
                 epsilon=epsilon, **config)


def max_pool(rank, size, strides=None, padding='valid', **config):
    size, s = [size] * rank, [strides or size] * rank

    def function(x):
        x = padded(first(x), size, s, [1] * rank, padding, -1e30)
        return last((F.max_pool1d if rank == 1 else F.max_pool2d)(x, size, s))
    return Layer('MaxPooling%dD' % rank, function, pool_size=size, strides=s if strides else None, padding=padding, **config)


def average_pool(rank, size, **config):
    return Layer('AveragePooling%dD' % rank, lambda x: last((F.avg_pool1d if rank == 1 else F.avg_pool2d)(first(x), size)), pool_size=[size] * rank,
                 strides=[size] * rank, padding='valid', **config)


def flatten(**config):
    return Layer('Flatten', lambda x: x.flatten(1), data_format='channels_last', **config)


def reshape(*shape, **config):
    return Layer('Reshape', lambda x: x.reshape(x.shape[0], *shape), target_shape=list(shape), **config)


def activation(name, **config):
    return Layer('Activation', lambda x: x, activation=name, **config)


def upsample(rank, *size, **config):
    def function(x):
        for axis, factor in enumerate(size):
            x = x.repeat_interleave(factor, axis + 1)
        return x
    return Layer('UpSampling%dD' % rank, function, size=list(size) if rank == 2 else size[0], **config)


def zero_padding(pads, **config):
    (top, bottom), (left, right) = pads
    return Layer('ZeroPadding2D', lambda x: F.pad(x, (0, 0, left, right, top, bottom)), padding=[list(p) for p in pads], **config)


def simple(type, function, **config):
    return Layer(type, function, **config)


GLOBAL_AVERAGE = lambda x: x.flatten(1, -2).mean(1)


# Files.

def snake(name):
    import re
    name = re.sub(r'\W+', '', name)
    name = re.sub('(.)([A-Z][a-z]+)', r'\1_\2', name)
    return re.sub('([a-z])([A-Z])', r'\1_\2', name).lower()


def named(layers):
    counts = {}
    for layer in layers:
        type = snake(layer.type)
        counts[type] = counts.get(type, 0) + 1
        if layer.config['name'] is None:
            layer.config['name'] = type if counts[type] == 1 else '%s_%d' % (type, counts[type] - 1)


def input_layer(name, shape, version):
    return {'class_name': 'InputLayer', 'name': name, 'inbound_nodes': [],
            'config': {'name': name, 'batch_shape' if version == 3 else 'batch_input_shape': [None, *shape], 'dtype': 'float32'}}


def call(sources, version):
    if version == 2:
        return [[[source, 0, 0, {}] for source in sources]]
    tensors = [{'class_name': '__keras_tensor__', 'config': {'shape': [None], 'dtype': 'float32', 'keras_history': [s, 0, 0]}} for s in sources]
    return [{'args': tensors if len(tensors) == 1 else [tensors], 'kwargs': {}}]


def configuration(name, inputs, layers, outputs, version, with_input_layer):
    if outputs is None:
        entries = [{'class_name': layer.type, 'config': dict(layer.config)} for layer in layers]
        (input_name, shape), = inputs.items()
        if with_input_layer:
            entries.insert(0, input_layer(input_name, shape, version))
        else:
            entries[0]['config']['batch_input_shape'] = [None, *shape]
        return {'class_name': 'Sequential', 'config': {'name': name, 'layers': entries}}
    entries = [input_layer(n, shape, version) for n, shape in inputs.items()]
    entries += [{'class_name': layer.type, 'name': layer.config['name'], 'config': layer.config, 'inbound_nodes': call(layer.sources, version)} for layer in layers]
    ends = lambda names: [[n, 0, 0] for n in names]
    return {'class_name': 'Functional', 'config': {'name': name, 'layers': entries, 'input_layers': ends(inputs),
                                                   'output_layers': ends(outputs) if len(outputs) > 1 or version == 2 else ends(outputs)[0]}}


def write_h5(path, config, layers, version):
    with h5py.File(path, 'w') as file:
        file.attrs['keras_version'] = '2.13.1' if version == 2 else '3.6.0'
        file.attrs['backend'] = 'tensorflow'
        file.attrs['model_config'] = json.dumps(config)
        group = file.create_group('model_weights')
        group.attrs['layer_names'] = [layer.config['name'].encode() for layer in layers]
        for layer in layers:
            name = layer.config['name']
            g = group.create_group(name)
            paths = ['%s/%s%s' % (name, w, ':0' if version == 2 else '') for w, _ in layer.weights]
            g.attrs['weight_names'] = np.array([p.encode() for p in paths], dtype='S') if paths else np.zeros(0)
            for p, (_, array) in zip(paths, layer.weights):
                g.create_dataset(p, data=array)


def write_keras(path, config, layers):
    contents, counts = io.BytesIO(), {}
    with h5py.File(contents, 'w') as file:
        for layer in layers:
            type = snake(layer.type)
            name = type if type not in counts else '%s_%d' % (type, counts[type])
            counts[type] = counts.get(type, 0) + 1
            group = file.create_group('layers/%s/vars' % name)
            group.attrs['name'] = layer.config['name']
            for i, (_, array) in enumerate(layer.weights):
                group.create_dataset(str(i), data=array)
    with zipfile.ZipFile(path, 'w', zipfile.ZIP_DEFLATED) as archive:
        for name, data in (('metadata.json', json.dumps({'keras_version': '3.6.0', 'date_saved': ''})), ('config.json', json.dumps(config)),
                           ('model.weights.h5', contents.getvalue())):
            archive.writestr(zipfile.ZipInfo(name), data, zipfile.ZIP_DEFLATED)


def write(name, format, inputs, layers, outputs=None, version=2, error=None, with_input_layer=True):
    """inputs: shapes by name, channels last. Without outputs, the model is a Sequential."""
    named(layers)
    path = os.path.join(FOLDER, name)
    config = configuration(name, inputs, layers, outputs, version, with_input_layer)
    if format == 'h5':
        write_h5(path + '.h5', config, layers, version)
    else:
        write_keras(path + '.keras', config, layers)
    if error is not None:
        with open(path + '.error', 'w') as file:
            file.write(error + '\n')
        return
    with open(path + '.txt', 'w') as file:
        for _ in range(2):
            x = {n: torch.tensor(rng.standard_normal((1, *shape))) for n, shape in inputs.items()}
            values = dict(x)
            previous = next(iter(inputs))
            with torch.no_grad():
                for layer in layers:
                    values[layer.config['name']] = layer(*(values[s] for s in layer.sources or [previous]))
                    previous = layer.config['name']
            for letter, tensors in (('x', list(x.values())), ('y', [values[o] for o in outputs or [previous]])):
                numbers = np.concatenate([first(v).numpy().ravel() for v in tensors])
                file.write(letter + ''.join(' %.12g' % number for number in numbers) + '\n')


def models():
    write('keras_mlp', 'h5', {'input_1': (4,)}, [dense(4, 6, activation='relu'), simple('Dropout', lambda x: x, rate=0.5), dense(6, 3, activation='softmax')])
    write('keras_without_input', 'h5', {'input': (3,)}, [dense(3, 5, activation='tanh'), dense(5, 2, use_bias=False)], with_input_layer=False)
    layers = []
    for name in ('relu', 'tanh', 'sigmoid', 'elu', 'selu', 'gelu', 'silu', 'softplus', 'hard_sigmoid', 'leaky_relu', 'hard_silu', 'mish', 'log_softmax'):
        layers += [dense(4, 4), activation(name)]
    layers += [dense(4, 4, activation='swish'), simple('LeakyReLU', lambda x: F.leaky_relu(x, 0.3), negative_slope=0.3), dense(4, 4),
               simple('ELU', lambda x: F.elu(x, 0.5), alpha=0.5), layer_norm(4), simple('ReLU', torch.relu, max_value=None, negative_slope=0.0, threshold=0.0),
               batch_norm(4, scale=False), simple('Softmax', lambda x: torch.softmax(x, -1), axis=-1)]
    write('keras_activations', 'keras', {'input_layer': (4,)}, layers, version=3)
    write('keras_cnn', 'h5', {'image': (9, 8, 2)}, [
        conv(2, 2, 4, 3, padding='same', activation='relu'), batch_norm(4, axis=[3]), max_pool(2, 2), conv(2, 4, 3, (2, 3), use_bias=False, activation='tanh'),
        batch_norm(3, center=False, epsilon=1e-5), flatten(), dense(3 * 3 * 2, 5, activation='relu'), dense(5, 3, activation='softmax')])
    write('keras_strided', 'keras', {'image': (8, 7, 2)}, [
        conv(2, 2, 3, 3, strides=2, padding='same', activation='relu'), conv(2, 3, 4, 2, padding='same'), conv(2, 4, 4, 3, dilation_rate=2, padding='same', groups=2),
        simple('GlobalAveragePooling2D', GLOBAL_AVERAGE, keepdims=False), dense(4, 2)], version=3)
    write('keras_depthwise', 'h5', {'image': (6, 6, 3)}, [
        depthwise(3, 2, (3, 3), strides=(2, 2), padding='same', activation='relu'), separable(6, 4, 1, (2, 2), activation='relu'), batch_norm(4), flatten(),
        batch_norm(16), activation('relu'), dense(16, 2)], version=3)
    write('keras_decoder', 'h5', {'code': (3,)}, [
        dense(3, 2 * 3 * 4, activation='relu'), batch_norm(24), reshape(2, 3, 4), transposed(4, 3, (3, 3), (2, 2), padding='same', activation='relu'),
        transposed(3, 2, (2, 3), (2, 1)), upsample(2, 2, 1), transposed(2, 1, (1, 1), (2, 2), use_bias=False, activation='sigmoid')])
    write('keras_sequence', 'keras', {'steps': (12, 3)}, [
        conv(1, 3, 4, 3, padding='causal', dilation_rate=2, activation='relu'), max_pool(1, 2), conv(1, 4, 5, 2, strides=2, padding='same'), average_pool(1, 3),
        upsample(1, 3), dense(5, 4, activation='tanh'), simple('GlobalAveragePooling1D', GLOBAL_AVERAGE), dense(4, 2)], version=3)
    write('keras_padded', 'h5', {'image': (7, 7, 1)}, [zero_padding(((0, 1), (2, 1))), conv(2, 1, 2, 3, strides=2), max_pool(2, 2, 1, padding='same'),
                                                    simple('GlobalMaxPooling2D', lambda x: x.amax((1, 2)))])
    def prelu(extents, slope):
        return Layer('PReLU', lambda x: F.prelu(x, t(np.array([slope]))), [('alpha', np.full(extents, slope, np.float32))], shared_axes=[1])
    write('keras_pools', 'h5', {'image': (7, 6, 2)}, [
        conv(2, 2, 4, 2), prelu((1, 5, 4), 0.125), average_pool(2, 2), conv(2, 4, 3, 1), simple('GlobalAveragePooling2D', lambda x: x.mean((1, 2), keepdim=True), keepdims=True),
        conv(2, 3, 2, 1), flatten()])
    write('keras_padded_sequence', 'keras', {'steps': (5, 2)}, [
        Layer('ZeroPadding1D', lambda x: F.pad(x, (0, 0, 2, 1)), padding=[2, 1]), conv(1, 2, 3, 3, activation='relu'), conv(1, 3, 3, 1),
        simple('GlobalMaxPooling1D', lambda x: x.amax(1))], version=3)
    a = lambda type, function, *sources, **config: Layer(type, function, sources=list(sources), **config)

    def joined(version):
        def of(layer, *sources):
            layer.sources = list(sources)
            return layer
        return [
            of(conv(2, 1, 2, 3, name='eye', activation='relu'), 'image'), of(flatten(name='flat'), 'eye'), of(dense(3, 4, name='hint', activation='relu'), 'meta'),
            a('Concatenate', lambda x, y: torch.cat([x, y], -1), 'flat', 'hint', axis=-1, name='both'), of(dense(22, 4, name='left'), 'both'),
            of(batch_norm(22, name='norm'), 'both'), of(dense(22, 4, name='right'), 'norm'), a('Add', lambda x, y: x + y, 'left', 'right', name='sum'),
            a('Subtract', lambda x, y: x - y, 'sum', 'hint', name='difference'), a('Multiply', lambda x, y: x * y, 'difference', 'hint', name='product'),
            a('Maximum', torch.maximum, 'product', 'left', name='largest'), a('Average', lambda x, y: (x + y) / 2, 'largest', 'right', name='mean'),
            of(dense(4, 3, name='digit', activation='softmax'), 'mean'), of(dense(4, 1, name='slant'), 'mean')]
    for version, format in ((2, 'h5'), (3, 'h5'), (3, 'keras')):
        write('keras_joined_%d_%s' % (version, format), format, {'image': (5, 5, 1), 'meta': (3,)}, joined(version), ['digit', 'slant'], version)
    skip = [conv(2, 2, 2, 3, padding='same', name='a'), conv(2, 2, 3, 1, name='b'), conv(2, 5, 2, 2, name='c')]
    skip[0].sources, skip[1].sources, skip[2].sources = ['image'], ['image'], ['all']
    skip[2:2] = [a('Add', lambda x, y: x + y, 'image', 'a', name='sum'), a('Concatenate', lambda x, y: torch.cat([x, y], -1), 'sum', 'b', axis=3, name='all')]
    write('keras_images', 'keras', {'image': (4, 5, 2)}, skip, ['c'], 3)


def errors():
    bad = lambda name, layers, error, shape=(6, 6, 2), **options: write(name, 'h5', {'x': shape}, layers, error=error, **options)
    bad('bad_keras_layer', [simple('LSTM', None, units=3, name='memory')], 'bad_keras_layer.h5: LSTM "memory": the layer is not supported', shape=(4, 2))
    bad('bad_keras_pool', [max_pool(2, 3, 2, padding='same')], 'MaxPooling2D "max_pooling2d": pads 0, 0 before and 1, 1 after')
    bad('bad_keras_activation', [dense(6, 2, activation='exponential')], 'Dense "dense": the activation exponential is not supported', shape=(6,))
    bad('bad_keras_hard_sigmoid', [dense(6, 2, activation='hard_sigmoid')], 'Dense "dense": the activation hard_sigmoid of Keras 2', shape=(6,))
    bad('bad_keras_kernel', [dense(5, 2)], 'Dense "dense": its kernel takes 5 values, found 6', shape=(6,))
    bad('bad_keras_output', [conv(2, 2, 3, 3), flatten()], 'the output "flatten" is a flattened image')
    bad('bad_keras_layer_norm', [layer_norm(2)], 'LayerNormalization "layer_normalization": normalises each pixel of 2x6x6')
    bad('bad_keras_extent', [conv(1, 2, 2, 2)], 'InputLayer "x": axis 1 of the input has no fixed extent', shape=(None, 2))
    missing = dense(6, 2)
    missing.weights = missing.weights[:1]
    bad('bad_keras_weights', [missing], 'Dense "dense": has 1 weights in the file, expected 2', shape=(6,))
    shared = dense(3, 3, name='shared', use_bias=False)
    shared.sources = ['x']
    write('bad_keras_shared', 'keras', {'x': (3,)}, [shared], ['shared'], 3, error='Dense "shared": is used 2 times; shared layers are not supported')
    path = os.path.join(FOLDER, 'bad_keras_shared.keras')
    with zipfile.ZipFile(path) as archive:
        members = {n: archive.read(n) for n in archive.namelist()}
    config = json.loads(members['config.json'])
    config['config']['layers'][1]['inbound_nodes'] *= 2
    members['config.json'] = json.dumps(config)
    with zipfile.ZipFile(path, 'w') as archive:
        for n, data in members.items():
            archive.writestr(zipfile.ZipInfo(n), data)
    for name, contents, error in (('bad_keras_archive.keras', b'PK\x03\x04 not an archive', 'bad_keras_archive.keras: is not a zip archive'),
                                  ('bad_keras_file.h5', b'not HDF5', 'bad_keras_file.h5: is not an HDF5 file')):
        with open(os.path.join(FOLDER, name), 'wb') as file:
            file.write(contents)
        with open(os.path.join(FOLDER, name.split('.')[0] + '.error'), 'w') as file:
            file.write(error + '\n')


if __name__ == '__main__':
    models()
    errors()
