"""Makes a small TensorFlow Lite file with labels and pixel normalization, in the form of TFLite Metadata.

    python make_metadata.py OUTPUT

writes OUTPUT/picture.tflite: the metadata's tables in a separate buffer, and the labels in an archive after the model.
"""

import os
import sys
import zipfile
from pathlib import Path

os.environ.setdefault('TF_CPP_MIN_LOG_LEVEL', '3')

import flatbuffers
import tensorflow as tf
from tensorflow.lite.python import schema_py_generated as schema

LABELS = ('daisy', 'dandelion', 'tulip')
NORMALIZATION = 1
AXIS_LABELS = 2


def model():
    """Returns the means of a picture's channels."""
    function = tf.function(lambda x: tf.reduce_mean(x, [1, 2]), input_signature=[tf.TensorSpec([1, 4, 4, 3], name='picture')])
    module = tf.Module()
    module.function = function
    return tf.lite.TFLiteConverter.from_concrete_functions([function.get_concrete_function()], module).convert()


def table(builder, fields):
    """A table with offsets and bytes, by field number."""
    builder.StartObject(max(fields) + 1)
    for number, (kind, value) in fields.items():
        if kind == 'byte':
            builder.PrependByteSlot(number, value, 0)
        else:
            builder.PrependUOffsetTRelativeSlot(number, value, 0)
    return builder.EndObject()


def tables(builder, offsets):
    """A vector of tables."""
    builder.StartVector(4, len(offsets), 4)
    for offset in reversed(offsets):
        builder.PrependUOffsetTRelative(offset)
    return builder.EndVector()


def floats(builder, values):
    """A vector of floats."""
    builder.StartVector(4, len(values), 4)
    for value in reversed(values):
        builder.PrependFloat32(value)
    return builder.EndVector()


def metadata(mean, std):
    """The metadata's tables: one input with its normalization, one output with its file of labels."""
    builder = flatbuffers.Builder(256)
    means, deviations = floats(builder, mean), floats(builder, std)
    options = table(builder, {0: ('offset', means), 1: ('offset', deviations)})
    unit = table(builder, {0: ('byte', NORMALIZATION), 1: ('offset', options)})
    units = tables(builder, [unit])
    inputs = tables(builder, [table(builder, {4: ('offset', units)})])
    name = builder.CreateString('labels.txt')
    files = tables(builder, [table(builder, {0: ('offset', name), 2: ('byte', AXIS_LABELS)})])
    outputs = tables(builder, [table(builder, {6: ('offset', files)})])
    subgraphs = tables(builder, [table(builder, {2: ('offset', inputs), 3: ('offset', outputs)})])
    builder.Finish(table(builder, {3: ('offset', subgraphs)}), file_identifier=b'M001')
    return bytes(builder.Output())


def with_metadata(content, added):
    """The same file with one more buffer."""
    parsed = schema.ModelT.InitFromObj(schema.Model.GetRootAsModel(content, 0))
    buffer = schema.BufferT()
    buffer.data = list(added)
    parsed.buffers.append(buffer)
    entry = schema.MetadataT()
    entry.name, entry.buffer = 'TFLITE_METADATA', len(parsed.buffers) - 1
    parsed.metadata = [*(parsed.metadata or []), entry]
    builder = flatbuffers.Builder(4096)
    builder.Finish(parsed.Pack(builder), file_identifier=b'TFL3')
    return bytes(builder.Output())


def main(output):
    """Writes the file."""
    output.mkdir(parents=True)
    file = output / 'picture.tflite'
    file.write_bytes(with_metadata(model(), metadata([127.5, 120.0, 100.0], [127.5, 60.0, 50.0])))
    with zipfile.ZipFile(file, 'a', zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(zipfile.ZipInfo('other.txt', (2024, 1, 1, 0, 0, 0)), 'not these')
        entry = zipfile.ZipInfo('labels.txt', (2024, 1, 1, 0, 0, 0))
        entry.compress_type = zipfile.ZIP_DEFLATED
        archive.writestr(entry, '\n'.join(LABELS) + '\n')


if __name__ == '__main__':
    if len(sys.argv) != 2:
        sys.exit('usage: python make_metadata.py OUTPUT')
    main(Path(sys.argv[1]))
