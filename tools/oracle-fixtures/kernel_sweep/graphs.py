"""Ops that only make sense together."""

import numpy as np
import tensorflow as tf

from .values import draw, floats, ints, ramp

raw = tf.raw_ops


def graphs(sweep):
    """Weights in two shapes, lists of tensors, functions, and strings."""
    tied_weights(sweep)
    tensor_lists(sweep)
    tensor_arrays(sweep)
    functions(sweep)
    strings(sweep)
    drawn(sweep)


def tied_weights(sweep):
    """The same weights as matrices of two shapes, and as two filters."""

    def products(x, y, weights):
        turned = raw.Reshape(tensor=weights, shape=[6, 4])
        return [raw.MatMul(a=x, b=weights), raw.MatMul(a=y, b=turned), raw.MatMul(a=x, b=weights)]

    sweep.graph('MatMul with weights of two shapes', [draw((2, 4), 1), draw((2, 6), 2), draw((4, 6), 3)], products)

    def convolutions(x, weights):
        turned = raw.Reshape(tensor=weights, shape=[1, 4, 2, 3])
        options = {'strides': [1, 1, 1, 1], 'padding': 'SAME'}
        return [raw.Conv2D(input=x, filter=weights, **options), raw.Conv2D(input=x, filter=turned, **options)]

    sweep.graph('Conv2D with weights of two shapes', [draw((1, 4, 4, 2), 1), draw((2, 2, 2, 3), 3)], convolutions)


def tensor_lists(sweep):
    """The lists in which a loop of TensorFlow 2 collects its steps."""

    def steps(x, y):
        made = raw.TensorListReserve(element_shape=[2], num_elements=3, element_dtype=tf.float32)
        made = raw.TensorListSetItem(input_handle=made, index=0, item=x)
        made = raw.TensorListSetItem(input_handle=made, index=2, item=y)
        made = raw.TensorListSetItem(input_handle=made, index=1, item=x)
        stacked = raw.TensorListStack(input_handle=made, element_shape=[2], element_dtype=tf.float32, num_elements=3)
        gathered = raw.TensorListGather(input_handle=made, indices=[2, 0], element_shape=[2], element_dtype=tf.float32)
        one = raw.TensorListGetItem(input_handle=made, index=2, element_shape=[2], element_dtype=tf.float32)
        return [stacked, gathered, one, raw.TensorListLength(input_handle=made)]

    sweep.graph('TensorListReserve', [floats(1, 2), floats(3, 4)], steps)

    def rows(x, added):
        made = raw.TensorListFromTensor(tensor=x, element_shape=[2])
        made = raw.TensorListPushBack(input_handle=made, tensor=added)
        stacked = raw.TensorListStack(input_handle=made, element_shape=[2], element_dtype=x.dtype)
        return [stacked, raw.TensorListLength(input_handle=made)]

    sweep.graph('TensorListFromTensor', [ramp((3, 2)), floats(7, 8)], rows)
    sweep.graph('TensorListFromTensor of int32', [ints(1, 2, 3, 4, shape=(2, 2)), ints(5, 6)], rows)

    def scattered(x):
        made = raw.TensorListScatterV2(tensor=x, indices=[2, 0], element_shape=[2], num_elements=-1)
        return [raw.TensorListGetItem(input_handle=made, index=0, element_shape=[2], element_dtype=x.dtype)]

    sweep.graph('TensorListScatterV2', [ramp((2, 2))], scattered)


def tensor_arrays(sweep):
    """The arrays in which a loop of TensorFlow 1 collects its steps."""

    def steps(x, y):
        handle, flow = raw.TensorArrayV3(size=2, dtype=tf.float32)
        flow = raw.TensorArrayWriteV3(handle=handle, index=0, value=x, flow_in=flow)
        flow = raw.TensorArrayWriteV3(handle=handle, index=1, value=y, flow_in=flow)
        read = raw.TensorArrayReadV3(handle=handle, index=1, flow_in=flow, dtype=tf.float32)
        return [read]

    sweep.graph('TensorArrayV3', [floats(1, 2), floats(3, 4)], steps)

    def rows(x):
        handle, flow = raw.TensorArrayV3(size=3, dtype=tf.float32)
        flow = raw.TensorArrayScatterV3(handle=handle, indices=[2, 0, 1], value=x, flow_in=flow)
        gathered = raw.TensorArrayGatherV3(handle=handle, indices=[0, 2], flow_in=flow, dtype=tf.float32, element_shape=[2])
        return [gathered, raw.TensorArraySizeV3(handle=handle, flow_in=flow)]

    sweep.graph('TensorArrayScatterV3', [ramp((3, 2))], rows)


def functions(sweep):
    """Branches and loops of TensorFlow 2; their functions refer to outputs by name."""

    def chosen(condition, x, y):
        def largest():
            values, indices = raw.TopKV2(input=x, k=2)
            return [values, indices]

        def distinct():
            found, indices = raw.Unique(x=y)
            return [found, indices]

        return tf.cond(condition, largest, distinct)

    for condition in (True, False):
        inputs = [np.bool_(condition), floats(3, 1, 7, 5), floats(2, 2, 9)]
        sweep.graph('StatelessIf', inputs, chosen)

    def looped(x, steps):
        def body(at, total, places):
            halves = raw.Split(axis=0, value=total, num_split=2)
            _, indices = raw.TopKV2(input=total, k=4)
            return at + 1, tf.concat([halves[1] * 2.0, halves[0]], 0), places + indices

        start = tf.constant([0, 0, 0, 0])
        _, total, places = tf.while_loop(lambda at, *_: at < steps, body, [tf.constant(0), x, start])
        return [total, places]

    for steps in (0, 1, 3):
        sweep.graph('StatelessWhile', [floats(3, 1, 7, 5), np.int32(steps)], looped)

    def collected(x):
        def body(at, last, steps):
            return at + 1, last * x, steps.write(at, last)

        steps = tf.TensorArray(tf.float32, size=3, element_shape=[2])
        _, last, steps = tf.while_loop(lambda at, *_: at < 3, body, [tf.constant(0), x, steps])
        return [last, steps.stack()]

    sweep.graph('StatelessWhile that collects its steps', [floats(3, -2)], collected)


def strings(sweep):
    """Strings: a caller cannot send them, but a model can hold them."""

    def hashed(offset):
        texts = tf.constant(['', 'a', 'Tensor', 'ü', 'a longer text than sixteen bytes'])
        return [raw.StringToHashBucketFast(input=texts, num_buckets=1000) + tf.cast(offset, tf.int64)]

    sweep.graph('StringToHashBucketFast', [ints(0)], hashed)

    def split(offset):
        texts, delimiter = tf.constant(['a b  c', '', ' d']), tf.constant(' ')
        answers = []
        for skip_empty in (True, False):
            indices, values, shape = raw.StringSplit(input=texts, delimiter=delimiter, skip_empty=skip_empty)
            answers += [indices, raw.StringToHashBucketFast(input=values, num_buckets=1000), shape]
        return [*answers, offset]

    sweep.graph('StringSplit', [ints(0)], split)

    def ngrams(offset):
        texts, splits = tf.constant(['a', 'b', 'c', 'd', 'e']), tf.constant([0, 3, 4, 5])
        answers = []
        for pad_width, short in ((0, False), (1, False), (0, True)):
            grams, at = raw.StringNGrams(
                data=texts,
                data_splits=splits,
                separator='-',
                ngram_widths=[2, 3],
                left_pad='l',
                right_pad='r',
                pad_width=pad_width,
                preserve_short_sequences=short,
            )
            answers += [raw.StringToHashBucketFast(input=grams, num_buckets=1000), at]
        return [*answers, offset]

    sweep.graph('StringNGrams', [ints(0)], ngrams)


def drawn(sweep):
    """Random draws with only one possible result."""
    logits = floats(0, -1000, -1000, -1000, 0, -1000, shape=(2, 3))
    sweep.op('Multinomial', [logits, np.int32(4)], seed=7)
