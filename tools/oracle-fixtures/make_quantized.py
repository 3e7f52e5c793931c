"""Makes the fixtures for packages/optimizer's quantizers: the same weights as TensorFlow.js's converter writes them.

    python make_quantized.py OUTPUT

writes OUTPUT/<float32, float16, uint16 or uint8>/ with `weights_manifest.json` and the bytes. Seeded.
"""

import sys
from pathlib import Path

import numpy as np

import fixture_tfjs

SEED = 20260
PRECISIONS = ('float16', 'uint16', 'uint8')


def draw_weights(rng):
    """Weights by name: usual ones of networks, and ones at the limits of the arithmetic."""
    normal = rng.normal(0, 0.1, (3, 3, 8, 16))
    return {
        'normal': normal,
        'positive': rng.uniform(0.5, 2, (64,)),
        'negative': -rng.uniform(0.5, 2, (64,)),
        'zero_at_one_end': np.maximum(normal[..., 0], 0),
        'uneven': np.concatenate([rng.normal(0, 1e-3, 200), [7.5, -0.02]]),
        'constant': np.full((5,), 0.3),
        'constant_negative': np.full((5,), -0.3),
        'zeros': np.zeros((2, 3)),
        'scalar': np.array(1e-3),
        'two_values': np.array([-1.0, 1.0]),
        'one_step': np.arange(-128, 128),
        'halves': np.arange(0, 255.5, 0.5),
        'around_zero': np.array([-1e-7, 0, 1e-7, 3e-8]),
        'large': rng.normal(0, 1e4, (50,)).clip(-65000, 65000),
        'half_float_ties': 1 + np.arange(0, 9) / 2**11,
        'integers': np.arange(7, dtype=np.int32),
        'flags': np.array([True, False, True]),
    }


def entries(rng):
    """The weights in the converter's form: floats are float32, other types stay unchanged."""
    return [
        {'name': name, 'data': values.astype(np.float32) if values.dtype == np.float64 or name == 'one_step' else values}
        for name, values in draw_weights(rng).items()
    ]


def main(output):
    """Writes the weights in every precision."""
    fixture_tfjs.import_converter()
    from tensorflowjs import write_weights

    for precision in ('float32', *PRECISIONS):
        directory = output / precision
        directory.mkdir(parents=True)
        chosen = {precision: True} if precision in PRECISIONS else None
        group = entries(np.random.default_rng(SEED))
        write_weights.write_weights([group], str(directory), quantization_dtype_map=chosen)


if __name__ == '__main__':
    if len(sys.argv) != 2:
        sys.exit('usage: python make_quantized.py OUTPUT')
    main(Path(sys.argv[1]))
