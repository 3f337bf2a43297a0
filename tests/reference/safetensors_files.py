#!/usr/bin/python3
# Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
"""Reads and writes files in the format safetensors with json and NumPy alone, by the published rules.

    safetensors_files.py              writes the files of data/safetensors/ anew
    safetensors_files.py FILE...      reads files, such as those that the library wrote, and lists their tensors

The tests io/safetensors_file and io/safetensors_bytes read the files, and compare what the library writes with them byte
by byte. Element i of every tensor of floating-point numbers is ((5 i) mod 23 - 11) / 4, which all types represent
exactly; byte i of the others is (37 i) mod 256. data/safetensors/multi_layer.safetensors was written by PyTorch's
save_file and comes from the project burn (LICENSE-burn-MIT).
"""
import json
import math
import pathlib
import struct
import sys

import numpy

FOLDER = pathlib.Path(__file__).resolve().parent / 'data' / 'safetensors'
BITS = {'F32': 32, 'F64': 64, 'F16': 16, 'BF16': 16, 'I64': 64, 'U64': 64, 'I32': 32, 'U32': 32, 'I16': 16, 'U16': 16,
        'I8': 8, 'U8': 8, 'BOOL': 8, 'C64': 64, 'F8_E5M2': 8, 'F8_E4M3': 8, 'F8_E8M0': 8, 'F8_E4M3FNUZ': 8,
        'F8_E5M2FNUZ': 8, 'F6_E2M3': 6, 'F6_E3M2': 6, 'F4': 4}
FLOATS = {'F32': '<f4', 'F64': '<f8', 'F16': '<f2'}


def data(dtype, shape):
    """The bytes of a tensor."""
    count = math.prod(shape)
    values = (numpy.arange(count) * 5 % 23 - 11) / 4
    if dtype in FLOATS:
        return values.astype(FLOATS[dtype]).tobytes()
    if dtype == 'BF16':
        return (values.astype('<f4').view('<u4') >> 16).astype('<u2').tobytes()
    size, rest = divmod(count * BITS[dtype], 8)
    assert rest == 0
    return bytes(i * 37 % 256 for i in range(size))


def header(text):
    text = text.encode()
    return struct.pack('<Q', len(text)) + text


def compact(value, **options):
    return json.dumps(value, separators=(',', ':'), **options)


def write(name, tensors, metadata=None, text=None):
    """`tensors` is [(name, dtype, shape)] in the order of their data; `text` makes the header of the entries."""
    entries = {} if metadata is None else {'__metadata__': metadata}
    content = b''
    for key, dtype, shape in tensors:
        piece = data(dtype, shape)
        entries[key] = {'dtype': dtype, 'shape': list(shape), 'data_offsets': [len(content), len(content) + len(piece)]}
        content += piece
    if text is None:
        text = compact(entries, ensure_ascii=False)
        text += ' ' * (-len(text.encode()) % 8)
    else:
        text = text(entries)
    (FOLDER / f'{name}.safetensors').write_bytes(header(text) + content)


def loose(entries):
    """Everything that JSON permits: other orders, white space, escapes where none are needed."""
    metadata = entries.pop('__metadata__')
    entries = {key: dict(reversed(value.items())) for key, value in reversed(entries.items())}
    return json.dumps(entries | {'__metadata__': metadata}, indent='\t', ensure_ascii=True).replace(
        ',\n', '\r\n , ').replace('dtype', '\\u0064typ\\u0065') + ' ' * 5


def read(path):
    """{name: (dtype, shape, bytes)} and the metadata, or an assertion."""
    def distinct(pairs):
        assert len(dict(pairs)) == len(pairs), 'a key occurs twice'
        return dict(pairs)

    content = path.read_bytes()
    size, = struct.unpack_from('<Q', content)
    text, content = content[8:8 + size], content[8 + size:]
    assert len(text) == size <= 100_000_000 and text.startswith(b'{')
    entries = json.loads(text.decode(), object_pairs_hook=distinct)
    metadata = entries.pop('__metadata__', {})
    assert all(isinstance(value, str) for value in metadata.values())
    result, position = {}, 0
    for key, entry in sorted(entries.items(), key=lambda item: item[1]['data_offsets']):
        assert entry.keys() == {'dtype', 'shape', 'data_offsets'}
        begin, end = entry['data_offsets']
        assert begin == position and (end - begin) * 8 == math.prod(entry['shape']) * BITS[entry['dtype']], key
        result[key] = entry['dtype'], entry['shape'], content[begin:end]
        position = end
    assert position == len(content)
    return result, metadata


def main():
    every_type = [(f'{dtype}.8', dtype, (8,)) for dtype in BITS] + [(f'{dtype}.2x4', dtype, (2, 4)) for dtype in BITS]
    shapes = [(), (5,), (3, 0, 2), (2, 3, 4), (1, 2, 1, 1, 3, 1, 1, 2)]
    write('types', every_type)
    write('shapes', [('x'.join(map(str, shape)), 'F32', shape) for shape in shapes])
    names = ['', 'plain', 'quo"te', 'back\\slash', 'line\n\r\t\b\f', '\x01\x1f\x7f', 'é日', '𝄞🙂', 'a/b', '__metadata']
    names = [(name, 'F16', (i,)) for i, name in enumerate(names)]
    metadata = {'format': 'pt', 'é"\\\n': '🙂\t\0end', '': ''}
    write('names', names, metadata)
    write('loose', names, metadata, loose)
    write('empty', [])
    write('metadata', [], {'format': 'pt'})
    for path in FOLDER.glob('*.safetensors'):
        read(path)


if len(sys.argv) == 1:
    main()
for argument in sys.argv[1:]:
    tensors, texts = read(pathlib.Path(argument))
    for key, value in texts.items():
        print(f'{argument}: {key!r} = {value!r}')
    for key, (dtype, shape, content) in tensors.items():
        print(f'{argument}: {key!r}: {dtype} {shape}, {len(content)} bytes')
