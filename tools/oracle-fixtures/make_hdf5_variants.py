"""Makes Keras files with HDF5 in forms that Keras does not write, and with Python Keras's answers.

    python make_hdf5_variants.py OUTPUT.zip

writes a zip of `<variant>.h5` and cases.json, as make_keras_fixtures.py does, and bomb.h5, with a chunk that unpacks to far
more than its tensor holds. Seeded.
"""

import json
import os
import sys
import tempfile
import zipfile
import zlib
from pathlib import Path

os.environ.setdefault('CUDA_VISIBLE_DEVICES', '')
os.environ.setdefault('TF_CPP_MIN_LOG_LEVEL', '2')
os.environ.setdefault('TF_ENABLE_ONEDNN_OPTS', '0')

import h5py
import keras
import numpy as np

from make_keras_fixtures import EPOCH, SEED, as_json, draw, draw_weight

# Options for opening a file, and for storing its tensors.
VARIANTS = {
    'plain': ({}, {}),
    'gzip': ({}, {'compression': 'gzip', 'compression_opts': 9}),
    'shuffle': ({}, {'compression': 'gzip', 'shuffle': True}),
    'chunked': ({}, {'chunks': True}),
    'checksums': ({}, {'compression': 'gzip', 'shuffle': True, 'fletcher32': True}),
    'resizable': ({}, {'chunks': True, 'maxshape': True}),
    'ordered': ({'track_order': True}, {}),
    'user_block': ({'userblock_size': 512}, {}),
    'version_1_10': ({'libver': ('v110', 'v110')}, {}),
    'latest': ({'libver': 'latest'}, {}),
    'latest_gzip': ({'libver': 'latest'}, {'compression': 'gzip', 'shuffle': True}),
    'doubles': ({}, {'dtype': '<f8'}),
    'halves': ({}, {'dtype': '<f2'}),
    'highest_first': ({}, {'dtype': '>f4'}),
    'lzf': ({}, {'compression': 'lzf'}),
    'scaled': ({}, {'scaleoffset': 6}),
    'compact': ({}, {'compact': True}),
}
BOMB = 'gzip'  # the variant that becomes the bomb
BOMB_BYTES = 2**25
LARGEST_CHUNK = 5  # along each dimension: the last chunk of most is not full


def model():
    x = keras.Input((6, 6, 3), name='x')
    y = keras.layers.Conv2D(13, 3, activation='relu')(x)
    y = keras.layers.BatchNormalization()(y)
    return keras.Model(x, keras.layers.Dense(7)(keras.layers.GlobalAveragePooling2D()(y)))


def copy_tensor(target, name, tensor, how):
    data = tensor[()]
    how = dict(how)
    dtype = how.pop('dtype', tensor.dtype)
    if data.ndim == 0 or data.dtype.kind != 'f':
        return target.create_dataset(name, data=data)
    if how.pop('compact', False):
        layout = h5py.h5p.create(h5py.h5p.DATASET_CREATE)
        layout.set_layout(h5py.h5d.COMPACT)
        space = h5py.h5s.create_simple(data.shape)
        made = h5py.h5d.create(target.id, name.encode(), h5py.h5t.py_create(dtype), space, layout)
        copied = h5py.Dataset(made)
        copied[...] = data
        return copied
    if how:
        how['chunks'] = tuple(min(size, LARGEST_CHUNK) for size in data.shape)
    if how.pop('maxshape', False):
        how['maxshape'] = tuple(None for _ in data.shape)
    return target.create_dataset(name, data=data.astype(dtype), **how)


def copy(source, target, how):
    for key, value in source.attrs.items():
        target.attrs[key] = value
    for name, each in source.items():
        if isinstance(each, h5py.Dataset):
            copied = copy_tensor(target, name, each, how)
            for key, value in each.attrs.items():
                copied.attrs[key] = value
        else:
            copy(each, target.create_group(name), how)


def make_bomb(path):
    packed = zlib.compress(b'\0' * BOMB_BYTES, 9)

    def visit(_, each):
        if isinstance(each, h5py.Dataset) and each.chunks:
            each.id.write_direct_chunk((0,) * each.ndim, packed)
            return each
        return None

    with h5py.File(path, 'r+') as file:
        file.visititems(visit)


def main(output):
    rng = np.random.default_rng(SEED)
    keras.utils.set_random_seed(SEED)
    original = model()
    for weight in original.weights:
        weight.assign(draw_weight(rng, weight))
    inputs = draw(rng, original.inputs[0])
    cases = []
    with tempfile.TemporaryDirectory() as folder, zipfile.ZipFile(output, 'w') as archive:
        saved = Path(folder, 'saved.h5')
        original.save(saved)
        for name, (opened, how) in VARIANTS.items():
            path = Path(folder, f'{name}.h5')
            with h5py.File(saved) as source, h5py.File(path, 'w', **opened) as target:
                copy(source, target, how)
            answer = keras.models.load_model(path)(inputs, training=False)
            archive.writestr(zipfile.ZipInfo(path.name, EPOCH), path.read_bytes(), zipfile.ZIP_DEFLATED, 9)
            if name == BOMB:
                make_bomb(path)
                archive.writestr(zipfile.ZipInfo('bomb.h5', EPOCH), path.read_bytes(), zipfile.ZIP_DEFLATED, 9)
            cases.append({
                'name': name,
                'forms': ['h5'],
                'inputs': {'x': as_json(inputs)},
                'outputs': {'output_0': as_json(keras.ops.convert_to_numpy(answer))},
            })
        archive.writestr(zipfile.ZipInfo('cases.json', EPOCH), json.dumps(cases), zipfile.ZIP_DEFLATED, 9)


if __name__ == '__main__':
    if len(sys.argv) != 2:
        sys.exit('usage: python make_hdf5_variants.py OUTPUT.zip')
    main(Path(sys.argv[1]))
