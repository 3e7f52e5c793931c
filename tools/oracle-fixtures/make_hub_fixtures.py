"""Makes SavedModels in the form of TensorFlow Hub 1 modules: without tags, and without a function that restores
variables.

    python make_hub_fixtures.py OUTPUT

writes OUTPUT/<name>/saved_model and expected.json for each kind of variables in make_tf1_fixtures.py.
"""

import sys
from pathlib import Path

from make_tf1_fixtures import MODELS, make
from tensorflow.core.protobuf import saved_model_pb2


def strip(file):
    model = saved_model_pb2.SavedModel()
    model.ParseFromString(file.read_bytes())
    for graph in model.meta_graphs:
        del graph.meta_info_def.tags[:]
        graph.ClearField('saver_def')
    file.write_bytes(model.SerializeToString(deterministic=True))


def main(output):
    for name in MODELS:
        directory = output / name
        directory.mkdir(parents=True)
        make(name, directory)
        strip(directory / 'saved_model' / 'saved_model.pb')


if __name__ == '__main__':
    if len(sys.argv) != 2:
        sys.exit('usage: python make_hub_fixtures.py OUTPUT')
    main(Path(sys.argv[1]))
