"""Unpacks what a build against libtensorflow needs from a TensorFlow wheel: python3 unpack_wheel.py WHEEL TARGET"""

import sys
import zipfile

LIBRARIES = ("tensorflow/libtensorflow_cc.so.2", "tensorflow/libtensorflow_framework.so.2")
# The C interface and what it includes; the whole of include/ is 13,000 files.
HEADERS = tuple(
    f"tensorflow/include/{folder}/"
    for folder in ("tensorflow/c", "tensorflow/core/platform", "tsl/platform", "xla/tsl/c")
)

wheel, target = sys.argv[1:]
with zipfile.ZipFile(wheel) as archive:
    for name in archive.namelist():
        if name in LIBRARIES or name.startswith(HEADERS):
            archive.extract(name, target)
