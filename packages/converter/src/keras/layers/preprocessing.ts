import type { Value } from '../../graph/graph-node.ts';
import { addFloatScalar } from '../../graph/make-constant.ts';
import { addVector, asFloat, binary, reduce } from './arithmetic.ts';
import type { LayerContext, LayerKind, LayerKinds } from './layer-kind.ts';
import { resize } from './reshaping.ts';
import { rankOf, shapeOf, sliceAxis } from './shaping.ts';

/** Layers that do something only in training. */
const NOTHING = `ActivityRegularization AlphaDropout AugMix CutMix Dropout GaussianDropout GaussianNoise
  Identity MixUp RandAugment RandomApply RandomBrightness RandomColorDegeneration RandomColorJitter RandomContrast
  RandomElasticTransform RandomErasing RandomFlip RandomGaussianBlur RandomGrayscale RandomHeight RandomHue RandomInvert
  RandomPerspective RandomPosterization RandomRotation RandomSaturation RandomSharpness RandomShear RandomTranslation
  RandomWidth RandomZoom SpatialDropout1D SpatialDropout2D SpatialDropout3D`.split(/\s+/);

const TEXT =
  `CategoryEncoding Discretization FeatureSpace HashedCrossing Hashing IntegerLookup MelSpectrogram STFTSpectrogram
  StringLookup TextVectorization`.split(/\s+/);

const REFUSAL =
  'it works on text, categories or sound, which only native TensorFlow can do (or leave the layer out and send its output)';

export const PREPROCESSING_LAYERS: LayerKinds = {
  ...Object.fromEntries(NOTHING.map((name): [string, LayerKind] => [name, { build: ({ input }) => input }])),
  ...Object.fromEntries(
    TEXT.map((name): [string, LayerKind] => [name, { refusal: REFUSAL, build: ({ input }) => input }]),
  ),
  Rescaling: {
    build: ({ graph, config, input }) => {
      const x = asFloat(graph, input);
      const factor = (key: string, missing: number): Value => {
        const value = config.raw(key) ?? missing;
        if (Array.isArray(value)) return addVector(graph, Float32Array.from(value.map(Number)));
        return addFloatScalar(graph, config.float(key, missing));
      };
      return binary(graph, 'AddV2', binary(graph, 'Mul', x, factor('scale', 1)), factor('offset', 0));
    },
  },
  Resizing: { build: resizing },
  CenterCrop: { build: centerCrop },
  Masking: {
    mask: 'used',
    build: ({ graph, config, input, setMask }) => {
      const x = asFloat(graph, input);
      const value = addFloatScalar(graph, config.float('mask_value', 0));
      const { shape } = x;
      const differs = graph.add(
        'NotEqual',
        [x, value],
        { T: { type: 'float32' } },
        { outputs: [{ dtype: 'bool', shape }] },
      );
      const counts = reduce(graph, 'Max', asFloat(graph, differs), [rankOf(x) - 1]);
      const kept = binary(
        graph,
        'Mul',
        x,
        reduce(graph, 'Max', asFloat(graph, differs), [rankOf(x) - 1], true),
      );
      setMask(kept, counts);
      return kept;
    },
  },
};

function resizing({ graph, config, input, refuse }: LayerContext): Value {
  if (rankOf(input) !== 4) throw refuse('its input is one image, not a batch');
  if (config.raw('data_format') === 'channels_first') throw refuse('its channels come first');
  for (const key of ['crop_to_aspect_ratio', 'pad_to_aspect_ratio', 'antialias']) {
    if (config.flag(key, false)) throw refuse(`it has ${key}`);
  }
  const interpolation = config.text('interpolation', 'bilinear');
  if (interpolation !== 'bilinear' && interpolation !== 'nearest')
    throw refuse(`its interpolation is '${interpolation}'`);
  return resize(graph, asFloat(graph, input), [config.int('height'), config.int('width')], interpolation);
}

function centerCrop({ graph, config, input, refuse }: LayerContext): Value {
  const [, height = -1, width = -1] = shapeOf(input);
  const [wantedHeight, wantedWidth] = [config.int('height'), config.int('width')];
  if (rankOf(input) !== 4 || config.raw('data_format') === 'channels_first')
    throw refuse('its channels come first, or its input is one image');
  if (height < wantedHeight || width < wantedWidth)
    throw refuse('its images have an open size, or are smaller than the crop');
  const top = Math.floor((height - wantedHeight) / 2);
  const left = Math.floor((width - wantedWidth) / 2);
  const rows = sliceAxis(graph, asFloat(graph, input), 1, top, top + wantedHeight);
  return sliceAxis(graph, rows, 2, left, left + wantedWidth);
}
