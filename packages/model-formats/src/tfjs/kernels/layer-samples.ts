/** A layer's configuration and input shapes, enough to see its kernels. */
export interface LayerSample {
  config?: Record<string, unknown>;
  inputs?: number[][];
}

const vector = [[1, 4]];
const sequence = [[1, 4, 3]];
const image = [[1, 6, 6, 2]];
const volume = [[1, 4, 4, 4, 2]];
const pair = [
  [1, 4],
  [1, 4],
];
const pooled = { config: { pool_size: 2, padding: 'same' } };
/** The default initializer runs many kernels that a trained model does not need. */
const cell = { units: 2, recurrent_initializer: 'zeros' };
const recurrent = (type: string): LayerSample[] => [
  { config: cell, inputs: sequence },
  { config: { ...cell, return_sequences: true, go_backwards: true }, inputs: sequence },
  { config: { cell: { class_name: `${type}Cell`, config: cell } }, inputs: sequence },
];
const convolution = (rank: number, inputs: number[][]): LayerSample[] => {
  const channelsFirst = inputs.map(([batch = 1, ...rest]) => [batch, rest.at(-1) ?? 1, ...rest.slice(0, -1)]);
  return [
    { config: { filters: 2, kernel_size: Array.from({ length: rank }, () => 2), padding: 'same' }, inputs },
    {
      config: {
        filters: 2,
        kernel_size: Array.from({ length: rank }, () => 2),
        data_format: 'channels_first',
      },
      inputs: channelsFirst,
    },
  ];
};

/**
 * Every layer of TensorFlow.js, except the wrappers, which run their own kernels and those of the wrapped layer, and except
 * Resizing and RandomWidth, which cannot run in a model: they mistake the list of their inputs for an image.
 */
export const LAYER_SAMPLES: Readonly<Record<string, LayerSample[]>> = {
  Activation: [{ config: { activation: 'linear' } }],
  Add: [{ inputs: pair }],
  AlphaDropout: [{ config: { rate: 0.5 } }],
  Average: [{ inputs: pair }],
  AveragePooling1D: [{ config: { pool_size: 2 }, inputs: sequence }],
  AveragePooling2D: [{ ...pooled, inputs: image }],
  AveragePooling3D: [{ ...pooled, inputs: volume }],
  BatchNormalization: [
    { inputs: vector },
    { inputs: sequence },
    { inputs: image },
    { config: { axis: 1 }, inputs: image },
  ],
  CategoryEncoding: [{ config: { num_tokens: 4, output_mode: 'multi_hot' }, inputs: vector }],
  CenterCrop: [{ config: { height: 4, width: 4 }, inputs: image }],
  Concatenate: [{ inputs: pair }],
  Conv1D: convolution(1, sequence),
  Conv2D: convolution(2, image),
  Conv2DTranspose: convolution(2, image),
  Conv3D: [{ config: { filters: 2, kernel_size: [2, 2, 2] }, inputs: volume }],
  Conv3DTranspose: [{ config: { filters: 2, kernel_size: [2, 2, 2] }, inputs: volume }],
  ConvLSTM2D: [
    {
      config: { filters: 2, kernel_size: [2, 2], recurrent_initializer: 'zeros' },
      inputs: [[1, 3, 6, 6, 2]],
    },
  ],
  Cropping2D: [
    {
      config: {
        cropping: [
          [1, 1],
          [1, 1],
        ],
      },
      inputs: image,
    },
  ],
  Dense: [{ config: { units: 2 } }, { config: { units: 2, use_bias: false }, inputs: sequence }],
  DepthwiseConv2D: [{ config: { kernel_size: [2, 2] }, inputs: image }],
  Dot: [{ config: { axes: 1 }, inputs: pair }],
  Dropout: [{ config: { rate: 0.5 } }],
  ELU: [{}],
  Embedding: [{ config: { input_dim: 5, output_dim: 3 } }],
  Flatten: [{ inputs: image }, { config: { data_format: 'channels_first' }, inputs: image }],
  GRU: recurrent('GRU'),
  GaussianDropout: [{ config: { rate: 0.5 } }],
  GaussianNoise: [{ config: { stddev: 1 } }],
  GlobalAveragePooling1D: [{ inputs: sequence }],
  GlobalAveragePooling2D: [{ inputs: image }],
  GlobalMaxPooling1D: [{ inputs: sequence }],
  GlobalMaxPooling2D: [{ inputs: image }],
  LSTM: recurrent('LSTM'),
  LayerNormalization: [{ inputs: sequence }],
  LeakyReLU: [{}],
  Masking: [{ inputs: sequence }],
  MaxPooling1D: [{ config: { pool_size: 2 }, inputs: sequence }],
  MaxPooling2D: [{ ...pooled, inputs: image }],
  MaxPooling3D: [{ ...pooled, inputs: volume }],
  Maximum: [{ inputs: pair }],
  Minimum: [{ inputs: pair }],
  Multiply: [{ inputs: pair }],
  PReLU: [{}],
  Permute: [{ config: { dims: [2, 1] }, inputs: sequence }],
  ReLU: [{}, { config: { max_value: 6 } }],
  RepeatVector: [{ config: { n: 2 } }],
  Rescaling: [{ config: { scale: 2 } }],
  Reshape: [{ config: { target_shape: [2, 2] } }],
  SeparableConv2D: [{ config: { filters: 2, kernel_size: [2, 2] }, inputs: image }],
  SimpleRNN: recurrent('SimpleRNN'),
  Softmax: [{}],
  SpatialDropout1D: [{ config: { rate: 0.5 }, inputs: sequence }],
  ThresholdedReLU: [{}],
  UpSampling2D: [
    { config: { size: [2, 2] }, inputs: image },
    { config: { size: [2, 2], interpolation: 'bilinear' }, inputs: image },
  ],
  ZeroPadding2D: [
    {
      config: {
        padding: [
          [1, 1],
          [1, 1],
        ],
      },
      inputs: image,
    },
  ],
};

/** Samples of wrappers, to see their own kernels. */
export const WRAPPER_SAMPLES: Readonly<Record<string, LayerSample[]>> = {
  Bidirectional: ['concat', 'sum', 'mul', 'ave'].map((merge_mode) => ({
    config: { merge_mode, layer: { class_name: 'SimpleRNN', config: { ...cell, return_sequences: true } } },
    inputs: sequence,
  })),
  TimeDistributed: [{ config: { layer: { class_name: 'Dense', config: { units: 2 } } }, inputs: sequence }],
};
