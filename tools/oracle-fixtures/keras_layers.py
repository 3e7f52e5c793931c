"""Small models of one or two layers each, for the tests that read Keras files."""

import keras
import numpy as np
from keras import layers, ops


def sequential(shape, *stack, dtype='float32'):
    return keras.Sequential([keras.Input(shape, name='x', dtype=dtype), *stack])


def functional(shape, build):
    x = keras.Input(shape, name='x')
    return keras.Model(x, build(x))


def activations(names):
    return functional((6,), lambda x: layers.Concatenate()([layers.Activation(name)(x) for name in names]))


def shared():
    a, b = keras.Input((4,), name='a'), keras.Input((4,), name='b')
    dense = layers.Dense(3, activation='tanh')
    left, right = dense(a), dense(b)
    return keras.Model([a, b], [layers.Subtract()([left, right]), layers.Dense(2)(left)])


def nested():
    inner_x = keras.Input((5,), name='inner_x')
    inner = keras.Model(inner_x, layers.Dense(4, activation='relu')(layers.BatchNormalization()(inner_x)), name='inner')
    inner.trainable = False
    x = keras.Input((5,), name='x')
    stack = keras.Sequential([layers.Dense(3), layers.BatchNormalization(), layers.Dense(2)], name='stack')
    return keras.Model(x, stack(inner(x)))


def partly_frozen():
    inner = keras.Sequential([keras.Input((5,)), layers.Dense(4), layers.BatchNormalization(), layers.Dense(4)], name='inner')
    inner.layers[0].trainable = False
    return keras.Sequential([keras.Input((5,), name='x'), inner, layers.Dense(2)])


def teachable():
    """A Sequential in a Sequential, as Teachable Machine exports."""
    inner = keras.Sequential([keras.Input((8, 8, 3)), layers.Conv2D(4, 3), layers.BatchNormalization(), layers.GlobalAveragePooling2D()])
    head = keras.Sequential([keras.Input((4,)), layers.Dense(3, activation='softmax', use_bias=False)])
    return keras.Sequential([keras.Input((8, 8, 3), name='x'), inner, head])


def dict_ends():
    inputs = {'b': keras.Input((3,), name='b'), 'a': keras.Input((3,), name='a')}
    return keras.Model(inputs, {'sum': layers.Add()([inputs['a'], inputs['b']]), 'scaled': layers.Dense(2)(inputs['b'])})


def encoder_decoder():
    x = keras.Input((4, 3), name='x')
    _, h, c = layers.LSTM(5, return_state=True)(x)
    y = layers.LSTM(5, return_sequences=True)(x, initial_state=[h, c])
    return keras.Model(x, y)


def masked(*stack):
    return keras.Sequential([keras.Input((6,), name='x', dtype='int32'), layers.Embedding(9, 4, mask_zero=True), *stack])


def masked_functional():
    """Keras writes the computation of the masks explicitly, and passes them to the layers that use them."""
    x = keras.Input((5,), name='x', dtype='int32')
    y = layers.Bidirectional(layers.LSTM(3, return_sequences=True))(layers.Embedding(9, 3, mask_zero=True)(x))
    return keras.Model(x, layers.GlobalAveragePooling1D()(y))


def comparisons():
    x, y = keras.Input((4,), name='a'), keras.Input((4,), name='b')
    is_less = ops.logical_not(ops.greater_equal(x, y))
    chosen = ops.where(is_less, ops.cumsum(x, axis=1), ops.sign(y))
    all_small = ops.all(ops.less(x, 0.9), axis=-1, keepdims=True)
    return keras.Model([x, y], ops.where(all_small, chosen, ops.log1p(ops.absolute(ops.ceil(y)))))


def attention(layer, **call):
    q, v = keras.Input((4, 6), name='q'), keras.Input((5, 6), name='v')
    return keras.Model([q, v], layer([q, v], **call))


def multi_head(**call):
    x = keras.Input((4, 6), name='x')
    v = keras.Input((5, 8), name='v')
    y = layers.MultiHeadAttention(2, 3, value_dim=5)(x, v)
    return keras.Model([x, v], layers.MultiHeadAttention(2, 4, use_bias=False)(y, y, **call))


def merging():
    a, b = keras.Input((3, 4), name='a'), keras.Input((3, 4), name='b')
    kinds = (layers.Add, layers.Subtract, layers.Multiply, layers.Average, layers.Maximum, layers.Minimum)
    merged = [kind()([a, b]) for kind in kinds]
    return keras.Model([a, b], [layers.Concatenate(axis=1)(merged), layers.Dot(axes=2)([a, b]), layers.Dot(axes=(1, 1), normalize=True)([a, b])])


def dot_vectors():
    a, b = keras.Input((4,), name='a'), keras.Input((4,), name='b')
    return keras.Model([a, b], layers.Dot(axes=1, normalize=True)([a, b]))


def operations():
    x = keras.Input((4, 6), name='x')
    y = (x * 2.0 + 1.0 - 0.5) / 4.0
    y = ops.concatenate([y[:, 1:3], ops.abs(y)[:, :2], ops.tanh(-y)[:, -1:]], axis=1)
    z = ops.mean(y, axis=1, keepdims=True) + ops.max(y, axis=-1, keepdims=True)[:, :1]
    flat = ops.reshape(ops.transpose(y, (0, 2, 1)), (-1, 30))
    return keras.Model(x, [z, flat, x[:, 0], ops.softmax(ops.matmul(x, ops.transpose(x, (0, 2, 1)))), ops.sqrt(ops.square(1.0 - x))])


def same_inputs(dtype):
    return sequential((4,), layers.Rescaling(1 / 255, offset=-0.5), layers.Dense(2), dtype=dtype)


def normalization(invert=False, given=False):
    if given:
        return sequential((3,), layers.Normalization(mean=[1.0, 2.0, 3.0], variance=[4.0, 0.25, 1.0], invert=invert))
    layer = layers.Normalization(axis=-1, invert=invert)
    layer.adapt(np.arange(30, dtype=np.float32).reshape(10, 3) ** 1.5)
    return sequential((3,), layer)


def policy():
    return sequential((4,), layers.Dense(3, dtype='mixed_float16'), layers.Dense(2, dtype='float32'))


MODELS = {
    'dense': lambda: sequential((4,), layers.Dense(5, activation='relu'), layers.Dense(3, activation='softmax', use_bias=False)),
    'dense_sequence': lambda: sequential((3, 4), layers.Dense(5), layers.Dense(2, activation='silu')),
    'dense_open': lambda: sequential((None, 4), layers.Dense(5), layers.GlobalAveragePooling1D()),
    'activations': lambda: activations(('linear', 'relu', 'relu6', 'leaky_relu', 'elu', 'selu', 'celu', 'softplus', 'softsign', 'tanh')),
    'activations_too': lambda: activations(('sigmoid', 'exponential', 'softmax', 'log_softmax', 'gelu', 'silu', 'swish', 'mish', 'hard_sigmoid')),
    'activations_rare': lambda: activations(('hard_silu', 'hard_tanh', 'hard_shrink', 'soft_shrink', 'tanh_shrink', 'log_sigmoid', 'squareplus', 'sparse_sigmoid', 'glu')),
    'activation_layers': lambda: functional((3, 6), lambda x: layers.Concatenate()([layers.ReLU(max_value=0.5, negative_slope=0.1, threshold=0.2)(x), layers.ReLU(6.0)(x), layers.LeakyReLU(0.4)(x), layers.PReLU(shared_axes=[1])(x), layers.ELU(0.7)(x), layers.Softmax(axis=1)(x)])),
    'activation_is_layer': lambda: sequential((4,), layers.Dense(3, activation=layers.LeakyReLU(0.2))),
    'conv1d': lambda: sequential((12, 3), layers.Conv1D(4, 3, strides=2, padding='same', activation='relu'), layers.Conv1D(3, 2, padding='causal', dilation_rate=2)),
    'conv2d': lambda: sequential((9, 8, 3), layers.Conv2D(4, (3, 2), strides=2, padding='same'), layers.Conv2D(4, 2, dilation_rate=2, use_bias=False, activation='gelu')),
    'conv2d_groups': lambda: sequential((6, 6, 4), layers.Conv2D(8, 3, groups=2), layers.Conv2D(8, 2, groups=8)),
    'conv2d_same_size': lambda: sequential((8, 8, 3), layers.Conv2D(3, 5, strides=(2, 2), padding='valid')),
    'conv3d': lambda: sequential((4, 5, 6, 2), layers.Conv3D(3, 2, padding='same'), layers.MaxPooling3D(2), layers.GlobalAveragePooling3D()),
    'depthwise': lambda: sequential((7, 7, 3), layers.DepthwiseConv2D(3, depth_multiplier=2, padding='same'), layers.DepthwiseConv2D(2, strides=2)),
    'depthwise1d': lambda: sequential((9, 3), layers.DepthwiseConv1D(3, strides=2, depth_multiplier=2, padding='same')),
    'separable': lambda: sequential((7, 7, 3), layers.SeparableConv2D(5, 3, padding='same', activation='relu'), layers.SeparableConv2D(2, 2, strides=2, depth_multiplier=2)),
    'separable1d': lambda: sequential((9, 3), layers.SeparableConv1D(5, 3, padding='same')),
    'transposed': lambda: sequential((4, 5, 3), layers.Conv2DTranspose(4, 3, strides=2, padding='same'), layers.Conv2DTranspose(2, 3, strides=2), layers.Conv2DTranspose(2, 1, strides=2)),
    'transposed1d': lambda: sequential((5, 3), layers.Conv1DTranspose(4, 3, strides=2, padding='same'), layers.Conv1DTranspose(2, 2)),
    'transposed_open': lambda: sequential((None, None, 2), layers.Conv2DTranspose(2, 3, strides=2, padding='same')),
    'pooling': lambda: functional((7, 6, 2), lambda x: layers.Concatenate()([layers.Flatten()(layers.MaxPooling2D((2, 3), strides=2, padding='same')(x)), layers.Flatten()(layers.AveragePooling2D(2, padding='same')(x)), layers.GlobalMaxPooling2D()(x), layers.GlobalAveragePooling2D()(x)])),
    'pooling1d': lambda: functional((7, 3), lambda x: layers.Concatenate()([layers.Flatten()(layers.MaxPooling1D(2)(x)), layers.Flatten()(layers.AveragePooling1D(3, strides=1, padding='same')(x)), layers.GlobalMaxPooling1D()(x)])),
    'pooling_keepdims': lambda: sequential((4, 4, 2), layers.GlobalAveragePooling2D(keepdims=True)),
    'batch_norm': lambda: sequential((4, 4, 3), layers.Conv2D(4, 3, use_bias=False), layers.BatchNormalization(), layers.ReLU(), layers.BatchNormalization(scale=False, epsilon=1e-5), layers.BatchNormalization(center=False)),
    'batch_norm_axis': lambda: sequential((3, 4), layers.BatchNormalization(axis=1)),
    'layer_norm': lambda: sequential((3, 4), layers.LayerNormalization(), layers.LayerNormalization(axis=[1, 2], epsilon=1e-6)),
    'layer_norm_plain': lambda: sequential((3, 4), layers.LayerNormalization(scale=False), layers.LayerNormalization(center=False)),
    'other_norms': lambda: sequential((3, 4), layers.GroupNormalization(2), layers.UnitNormalization(), layers.RMSNormalization()),
    'shaping': lambda: sequential((4, 6), layers.Reshape((3, -1)), layers.Permute((2, 1)), layers.Flatten(), layers.RepeatVector(2)),
    'cropping': lambda: sequential((6, 7, 2), layers.ZeroPadding2D(((1, 0), (2, 1))), layers.Cropping2D(((1, 2), (0, 1))), layers.UpSampling2D(2)),
    'cropping1d': lambda: sequential((6, 2), layers.ZeroPadding1D((2, 1)), layers.Cropping1D((1, 2)), layers.UpSampling1D(3)),
    'cropping_open': lambda: sequential((None, 2), layers.ZeroPadding1D(1), layers.Cropping1D((2, 1))),
    'upsampling': lambda: sequential((3, 4, 2), layers.UpSampling2D((2, 3), interpolation='bilinear'), layers.UpSampling2D((2, 1))),
    'shaping3d': lambda: sequential((3, 4, 4, 1), layers.ZeroPadding3D(1), layers.Cropping3D(((1, 0), (0, 1), (1, 1))), layers.UpSampling3D((2, 1, 2))),
    'merging': merging,
    'dot_vectors': dot_vectors,
    'dropouts': lambda: sequential((4, 4, 3), layers.RandomFlip(), layers.RandomRotation(0.1), layers.GaussianNoise(0.1), layers.SpatialDropout2D(0.3), layers.Dropout(0.5), layers.Conv2D(2, 2), layers.ActivityRegularization()),
    'rescaling': lambda: sequential((4, 4, 3), layers.Rescaling(1 / 127.5, offset=-1), layers.Rescaling([1.0, 2.0, 3.0])),
    'uint8': lambda: sequential((5, 5, 3), layers.Rescaling(1 / 255), layers.Resizing(3, 4), layers.Conv2D(2, 2), dtype='uint8'),
    'resizing': lambda: functional((5, 6, 2), lambda x: layers.Concatenate()([layers.Resizing(4, 9)(x), layers.Resizing(4, 9, interpolation='nearest')(x)])),
    'center_crop': lambda: sequential((6, 7, 2), layers.CenterCrop(3, 4)),
    'normalization': normalization,
    'normalization_given': lambda: normalization(given=True),
    'normalization_inverted': lambda: normalization(invert=True),
    'embedding': lambda: sequential((5,), layers.Embedding(9, 3), layers.Flatten(), layers.Dense(2), dtype='int32'),
    'embedding_floats': lambda: sequential((5,), layers.Embedding(9, 3), layers.GlobalMaxPooling1D()),
    'masked_mean': lambda: masked(layers.Dense(3), layers.GlobalAveragePooling1D()),
    'masked_lstm': lambda: masked(layers.LSTM(3, return_sequences=True), layers.GRU(2)),
    'masked_bidirectional': lambda: masked(layers.Bidirectional(layers.LSTM(3, return_sequences=True)), layers.Bidirectional(layers.GRU(2))),
    'masked_dropped': lambda: masked(layers.Flatten(), layers.Dense(2)),
    'masked_functional': masked_functional,
    'masking_functional': lambda: functional((4, 2), lambda x: layers.GRU(3)(layers.Masking(0.5)(x))),
    'comparisons': comparisons,
    'masking': lambda: sequential((4, 2), layers.Masking(0.5), layers.LSTM(3)),
    'lstm': lambda: sequential((4, 3), layers.LSTM(5, return_sequences=True), layers.LSTM(3, activation='relu', go_backwards=True, use_bias=False)),
    'gru': lambda: sequential((4, 3), layers.GRU(5, return_sequences=True, go_backwards=True), layers.GRU(3, use_bias=False)),
    'gru_before': lambda: sequential((4, 3), layers.GRU(5, reset_after=False, return_sequences=True), layers.GRU(2, reset_after=False, use_bias=False)),
    'simple_rnn': lambda: sequential((4, 3), layers.SimpleRNN(5, return_sequences=True), layers.SimpleRNN(2, activation='relu', go_backwards=True)),
    'bidirectional': lambda: sequential((4, 3), layers.Bidirectional(layers.LSTM(3, return_sequences=True)), layers.Bidirectional(layers.GRU(2), merge_mode='sum')),
    'bidirectional_own': lambda: sequential((4, 3), layers.Bidirectional(layers.LSTM(3), backward_layer=layers.LSTM(3, activation='relu', go_backwards=True), merge_mode='ave')),
    'encoder_decoder': encoder_decoder,
    'time_distributed': lambda: sequential((3, 6, 6, 2), layers.TimeDistributed(layers.Conv2D(3, 3)), layers.TimeDistributed(layers.Flatten()), layers.LSTM(2)),
    'time_distributed_dense': lambda: sequential((None, 4), layers.TimeDistributed(layers.Dense(3, activation='relu'))),
    'multi_head': multi_head,
    'multi_head_causal': lambda: multi_head(use_causal_mask=True),
    'attention': lambda: attention(layers.Attention(use_scale=True)),
    'attention_concat': lambda: attention(layers.Attention(score_mode='concat', use_scale=True)),
    'additive_attention': lambda: attention(layers.AdditiveAttention()),
    'einsum_dense': lambda: sequential((3, 4), layers.EinsumDense('abc,cde->abde', output_shape=(None, 2, 5), bias_axes='de')),
    'shared': shared,
    'nested': nested,
    'partly_frozen': partly_frozen,
    'teachable': teachable,
    'dict_ends': dict_ends,
    'operations': operations,
    'int32_input': lambda: same_inputs('int32'),
    'policy': policy,
}
