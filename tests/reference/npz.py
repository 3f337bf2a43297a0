# Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
"""Writes the files of data/npz/ with NumPy and Python's zipfile: python3 tests/reference/npz.py

The tests npy, npz_file and npz_bytes in tests/io/ read them, and compare what the library writes with them byte by byte.
Element i of every array, counted in C order, is ((5 i) mod 23 - 11) / 4, which all types represent exactly.
"""
import io
import itertools
import pathlib
import zipfile

import numpy

folder = pathlib.Path(__file__).parent / 'data' / 'npz'
shapes = [(), (5,), (3, 0, 2), (2, 3, 4), (1, 2, 1, 1, 3, 1, 1, 2)]


def array(shape, dtype='<f4', order='C'):
    count = int(numpy.prod(shape, dtype=int))
    values = (numpy.arange(count) * 5 % 23 - 11) / 4
    return numpy.asarray(values.reshape(shape).astype(dtype), order=order)


def every_array():
    """All element types, byte orders, memory orders and shapes, by names such as >f8F2x3x4."""
    return {dtype + order + 'x'.join(map(str, shape)): array(shape, dtype, order)
            for dtype, order, shape in itertools.product(['<f2', '>f2', '<f4', '>f4', '<f8', '>f8'], 'CF', shapes)}


class Pipe(io.RawIOBase):
    """A file that cannot seek: zipfile writes sizes after the data."""
    def __init__(self):
        self.bytes = b''

    def writable(self):
        return True

    def write(self, data):
        self.bytes += bytes(data)
        return len(data)


def npy(values, version=None):
    file = io.BytesIO()
    numpy.lib.format.write_array(file, values, version)
    return file.getvalue()


def main():
    folder.mkdir(exist_ok=True)
    numpy.savez(folder / 'arrays.npz', **every_array())
    numpy.savez_compressed(folder / 'arrays_compressed.npz', **every_array())
    numpy.savez_compressed(folder / 'zeros_compressed.npz', zeros=numpy.zeros((300, 1000)), other=array((3, 4)))
    numpy.savez(folder / 'empty.npz')

    # What no network has: other element types, in an archive with a comment.
    others = {'integers': numpy.arange(6).reshape(2, 3), 'bool': numpy.array([True, False]),
              'complex': numpy.ones(2, 'c8'), 'text': numpy.array(['abc', 'd']), 'bytes': numpy.array([b'abc']),
              'record': numpy.zeros(2, [('a', '<f4'), ('b', '<i8', (2,))]), 'object': numpy.array([None, {}]),
              'long': numpy.ones(1, 'g'), 'date': numpy.array(['2020-01-01'], 'M8[D]')}
    numpy.savez(folder / 'other_types.npz', **others)
    with zipfile.ZipFile(folder / 'other_types.npz', 'a') as archive:
        archive.comment = b'PK\x05\x06 is not the end record'

    for name, write in ('streamed', numpy.savez), ('streamed_compressed', numpy.savez_compressed):
        pipe = Pipe()
        write(pipe, **{'first': array((3, 4)), 'second': array((7,), '<f8')})
        (folder / (name + '.npz')).write_bytes(pipe.bytes)

    # The ZIP64 records that NumPy writes for large files.
    limits = zipfile.ZIP64_LIMIT, zipfile.ZIP_FILECOUNT_LIMIT
    zipfile.ZIP64_LIMIT = zipfile.ZIP_FILECOUNT_LIMIT = 0
    numpy.savez(folder / 'zip64.npz', first=array((3, 4)), second=array((7,), '<f8'))
    numpy.savez_compressed(folder / 'zip64_compressed.npz', first=array((3, 4)), second=array((7,), '<f8'))
    zipfile.ZIP64_LIMIT, zipfile.ZIP_FILECOUNT_LIMIT = limits

    # The simplest records, which npz_bytes writes, too.
    with zipfile.ZipFile(folder / 'stored.npz', 'w') as archive:
        for name, values in (('0.weight', array((3, 4))), ('0.bias', array((3,), '<f8')), ('scale', array((), '<f2')),
                             ('encoder/größe', array((2, 3), '>f4', 'F'))):
            archive.writestr(zipfile.ZipInfo(name + '.npy'), npy(values))
    with zipfile.ZipFile(folder / 'deflated.npz', 'w') as archive:
        archive.writestr(zipfile.ZipInfo('folder/'), b'')
        archive.writestr(zipfile.ZipInfo('folder/array.npy'), npy(array((3, 4))), zipfile.ZIP_DEFLATED)
    with numpy.load(folder / 'stored.npz') as file:  # and NumPy reads them
        assert (file['encoder/größe'] == array((2, 3))).all() and file['0.bias'].shape == (3,) and len(file) == 4

    # The weights of a network with 3, 2 and 1 units.
    numpy.savez(folder / 'network.npz', **{
        'fc1.weight': numpy.array([[0.5, -1, 1.5], [2, -2.5, 3]], '<f4'), 'fc1.bias': numpy.array([7, 8], '<f2'),
        'fc2.weight': numpy.asfortranarray(numpy.array([[0.25, -0.125]], '>f8')), 'fc2.bias': numpy.array([9], '<f4')})

    (folder / 'version_1.npy').write_bytes(npy(array((3, 4))))
    (folder / 'version_2.npy').write_bytes(npy(array((3, 4), '>f8', 'F'), (2, 0)))
    (folder / 'version_3.npy').write_bytes(npy(array((5,), '<f2'), (3, 0)))


main()
