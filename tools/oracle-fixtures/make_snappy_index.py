"""Makes a SavedModel with a checkpoint index as older TensorFlow wrote it: in blocks compressed by Snappy.

    python make_snappy_index.py FIXTURE OUTPUT

copies FIXTURE of packages/converter to OUTPUT, rewrites its index, and has TensorFlow read the copy and answer with it.
"""

import json
import os
import shutil
import struct
import sys
from pathlib import Path

os.environ.setdefault('CUDA_VISIBLE_DEVICES', '')
os.environ.setdefault('TF_CPP_MIN_LOG_LEVEL', '2')
os.environ.setdefault('TF_ENABLE_ONEDNN_OPTS', '0')

import cramjam
import numpy as np
import tensorflow as tf

from fixture_files import write_expected
from saved_models import run_signature

MAGIC = 0xDB4775248B80FB57
FOOTER_BYTES = 48
SNAPPY = 1
BLOCK_BYTES = 400  # small, so that there are several
RESTART_EVERY = 4
SIGNATURE = 'serving_default'


def read_varint(data, at):
    value = shift = 0
    while True:
        byte = data[at]
        at += 1
        value |= (byte & 0x7F) << shift
        shift += 7
        if byte < 0x80:
            return value, at


def varint(value):
    out = bytearray()
    while value >= 0x80:
        out.append(value & 0x7F | 0x80)
        value >>= 7
    out.append(value)
    return bytes(out)


def read_block(data, offset, size):
    """Entries of an uncompressed block."""
    block = data[offset : offset + size]
    assert data[offset + size] == 0, 'the index is compressed already'
    end = size - 4 - 4 * struct.unpack_from('<I', block, size - 4)[0]
    at, key, entries = 0, b'', []
    while at < end:
        shared, at = read_varint(block, at)
        added, at = read_varint(block, at)
        length, at = read_varint(block, at)
        key = key[:shared] + block[at : at + added]
        at += added
        entries.append((key, block[at : at + length]))
        at += length
    return entries


def read_table(data):
    at = len(data) - FOOTER_BYTES
    for _ in range(2):
        _, at = read_varint(data, at)
    offset, at = read_varint(data, at)
    size, at = read_varint(data, at)
    entries = []
    for _, handle in read_block(data, offset, size):
        block, after = read_varint(handle, 0)
        entries += read_block(data, block, read_varint(handle, after)[0])
    return entries


def make_block(entries):
    out, restarts, last = bytearray(), [], b''
    for at, (key, value) in enumerate(entries):
        shared = len(os.path.commonprefix([last, key]))
        if at % RESTART_EVERY == 0:
            restarts.append(len(out))
            shared = 0
        out += varint(shared) + varint(len(key) - shared) + varint(len(value)) + key[shared:] + value
        last = key
    restarts = restarts or [0]
    return bytes(out) + struct.pack(f'<{len(restarts) + 1}I', *restarts, len(restarts))


def crc32c(data):
    crc = 0xFFFFFFFF
    for byte in data:
        crc ^= byte
        for _ in range(8):
            crc = crc >> 1 ^ (0x82F63B78 if crc & 1 else 0)
    return crc ^ 0xFFFFFFFF


def masked(crc):
    return ((crc >> 15 | crc << 17) + 0xA282EAD8) & 0xFFFFFFFF


def write_table(entries):
    out = bytearray()

    def add(block):
        packed = bytes(cramjam.snappy.compress_raw(block))
        handle = varint(len(out)) + varint(len(packed))
        out.extend(packed + bytes([SNAPPY]) + struct.pack('<I', masked(crc32c(packed + bytes([SNAPPY])))))
        return handle

    index, pending, size = [], [], 0
    for entry in entries:
        pending.append(entry)
        size += len(entry[0]) + len(entry[1])
        if size >= BLOCK_BYTES or entry is entries[-1]:
            index.append((entry[0], add(make_block(pending))))
            pending, size = [], 0
    ends = add(make_block([])) + add(make_block(index))
    out += ends.ljust(FOOTER_BYTES - 8, b'\0') + struct.pack('<Q', MAGIC)
    return bytes(out)


def main(fixture, output):
    shutil.copytree(fixture, output)
    path = output / 'saved_model/variables/variables.index'
    path.write_bytes(write_table(read_table(path.read_bytes())))
    asked = json.loads((fixture / 'expected.json').read_text())['inputs']
    inputs = {
        name: np.array(each['data'], each['dtype']).reshape(each['shape']) for name, each in asked.items()
    }
    loaded = tf.saved_model.load(str(output / 'saved_model'))
    write_expected(output, [run_signature(loaded, SIGNATURE, inputs)])


if __name__ == '__main__':
    if len(sys.argv) != 3:
        sys.exit('usage: python make_snappy_index.py FIXTURE OUTPUT')
    main(Path(sys.argv[1]), Path(sys.argv[2]))
