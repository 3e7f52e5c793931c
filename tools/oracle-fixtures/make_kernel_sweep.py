"""Makes the fixtures for the kernels of the engine `wasm`: graphs of one op, with TensorFlow's answers.

    python make_kernel_sweep.py OUTPUT

writes OUTPUT/<family>.json, one case per line. Seeded: the same versions write the same bytes again.
"""

import os
import sys
from pathlib import Path

os.environ.setdefault('CUDA_VISIBLE_DEVICES', '')
os.environ.setdefault('TF_CPP_MIN_LOG_LEVEL', '2')
os.environ.setdefault('TF_ENABLE_ONEDNN_OPTS', '0')  # with it, the order of float additions depends on the CPU

from kernel_sweep.binary import binary
from kernel_sweep.case import Sweep
from kernel_sweep.elementwise import unary
from kernel_sweep.graphs import graphs
from kernel_sweep.images import images
from kernel_sweep.indexing import indexing
from kernel_sweep.layers import layers
from kernel_sweep.matrices import matrices
from kernel_sweep.movement import movement
from kernel_sweep.reductions import reductions
from kernel_sweep.spatial import spatial

FAMILIES = {
    'unary': unary,
    'binary': binary,
    'reductions': reductions,
    'movement': movement,
    'indexing': indexing,
    'spatial': spatial,
    'matrices': matrices,
    'images': images,
    'graphs': graphs,
    'layers': layers,
}


def main(output, families):
    """Writes each family, or the named ones."""
    output.mkdir(parents=True, exist_ok=True)
    for name in families or FAMILIES:
        sweep = Sweep()
        FAMILIES[name](sweep)
        sweep.write(output / f'{name}.json')
        print(f'{name}: {len(sweep.lines)} cases', file=sys.stderr)


if __name__ == '__main__':
    if len(sys.argv) < 2:
        sys.exit('usage: python make_kernel_sweep.py OUTPUT [FAMILY …]')
    main(Path(sys.argv[1]), sys.argv[2:])
