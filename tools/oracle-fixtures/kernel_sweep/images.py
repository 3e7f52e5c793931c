"""Images: resized, cropped, projected, and the boxes in them."""

import numpy as np
import tensorflow as tf

from .values import INF, NAN, count, draw, floats, ints, ramp


def images(sweep):
    """Every op on images and boxes."""
    for op in ('ResizeBilinear', 'ResizeNearestNeighbor'):
        resize(sweep, op)
    crop_and_resize(sweep)
    transform(sweep)
    non_max_suppression(sweep)


def resize(sweep, op):
    """Larger, smaller and to one pixel, with each way to align the pixels."""
    for shape, size in (
        ((1, 2, 3, 2), (4, 6)),
        ((1, 2, 3, 1), (5, 7)),
        ((2, 5, 5, 1), (3, 2)),
        ((1, 4, 4, 1), (1, 1)),
        ((1, 1, 1, 3), (3, 2)),
        ((1, 3, 4, 1), (3, 4)),
        ((1, 3, 3, 1), (1, 5)),
        ((1, 7, 5, 1), (4, 3)),
        ((1, 10, 10, 1), (7, 13)),
        ((0, 2, 2, 1), (3, 3)),
    ):
        for align_corners, half_pixel_centers in ((False, False), (True, False), (False, True)):
            sweep.op(
                op,
                [draw(shape, 1), np.array(size, np.int32)],
                why=f'{shape} to {size}',
                align_corners=align_corners,
                half_pixel_centers=half_pixel_centers,
            )
    sweep.op(op, [count((1, 2, 3, 1)), ints(4, 5)], why='int32', half_pixel_centers=True)
    sweep.op(op, [ints(16777217, 3, shape=(1, 1, 2, 1)), ints(1, 2)], why='int32 beyond 2^24')


def crop_and_resize(sweep):
    """Boxes inside, outside, flipped, and of the same size as the crop."""
    image = draw((2, 5, 5, 2), 1)
    boxes = floats(
        *(0.1, 0.2, 0.9, 0.7),
        *(0.25, 0.25, 0.75, 0.75),
        *(0.9, 0.8, 0.1, 0.2),
        *(-0.5, -0.2, 1.3, 1.5),
        *(0.5, 0.5, 0.5, 0.5),
        *(0, 0, 1, 1),
        *(0, 0.25, 0.5, 0.75),
        shape=(7, 4),
    )
    for method in ('bilinear', 'nearest'):
        for size in ((3, 3), (2, 4), (1, 1), (5, 5)):
            sweep.op(
                'CropAndResize',
                [image, boxes, ints(0, 1, 0, 1, 0, 1, 0), np.array(size, np.int32)],
                why=f'to {size}',
                method=method,
                extrapolation_value=-1.5,
            )
        sweep.op('CropAndResize', [image, boxes[:2], ints(2, 0), ints(2, 2)], why='image 2 of 2', method=method)
        sweep.op('CropAndResize', [image, boxes[:2], ints(-1, 0), ints(2, 2)], why='image -1', method=method)
        sweep.op('CropAndResize', [image, floats(shape=(0, 4)), ints(shape=(0,)), ints(2, 2)], why='no boxes', method=method)
        sweep.op('CropAndResize', [count((1, 4, 4, 1)), boxes[:2], ints(0, 0), ints(3, 3)], why='int32', method=method)


def transform(sweep):
    """Projections, with each way to fill the outside."""
    image = draw((2, 4, 5, 2), 1)
    moved = floats(1, 0, 1.5, 0, 1, -0.75, 0, 0, shape=(1, 8))
    turned = floats(0.8, -0.6, 1, 0.6, 0.8, -1, 0, 0, 1.1, 0, -2, 0, 0.9, 3, 0.01, 0.02, shape=(2, 8))
    far = floats(1, 0, -9.25, 0, 1, 11.5, 0, 0, shape=(1, 8))
    for interpolation in ('NEAREST', 'BILINEAR'):
        for fill_mode in ('CONSTANT', 'REFLECT', 'WRAP', 'NEAREST'):
            for name, transforms in (('moved', moved), ('turned', turned), ('far', far)):
                sweep.op(
                    'ImageProjectiveTransformV3',
                    [image, transforms, ints(4, 5), np.float32(0.5)],
                    why=f'{name}, {fill_mode}',
                    interpolation=interpolation,
                    fill_mode=fill_mode,
                )
        sweep.op(
            'ImageProjectiveTransformV3',
            [count((1, 4, 4, 1)), moved, ints(3, 6), np.float32(7)],
            why='int32',
            interpolation=interpolation,
            fill_mode='CONSTANT',
        )


def non_max_suppression(sweep):
    """Overlapping boxes, equal scores, scores at the threshold, and no boxes."""
    boxes = floats(
        *(0, 0, 1, 1),
        *(0, 0.1, 1, 1.1),
        *(0, -0.1, 1, 0.9),
        *(0, 10, 1, 11),
        *(0, 10.1, 1, 11.1),
        *(0, 100, 1, 101),
        shape=(6, 4),
    )
    scores = floats(0.9, 0.75, 0.6, 0.95, 0.5, 0.3)
    #: The second covers exactly half of the first.
    halves = floats(0, 0, 1, 1, 0, 0, 1, 0.5, 0, 0, 1, 1, shape=(3, 4))
    cases = (
        ('boxes', boxes, scores, 3, 0.5, 0.0),
        ('a score threshold', boxes, scores, 6, 0.5, 0.55),
        ('a threshold of 0', boxes, scores, 6, 0.0, 0.0),
        ('a threshold of 1', halves, floats(0.9, 0.8, 0.7), 3, 1.0, 0.0),
        ('a threshold that is met', halves, floats(0.9, 0.8, 0.7), 3, 0.5, 0.0),
        ('equal scores', boxes, floats(*[0.5] * 6), 6, 0.5, 0.0),
        ('a score that is the threshold', boxes, scores, 6, 0.5, 0.6),
        ('turned boxes', boxes[:, [2, 3, 0, 1]], scores, 6, 0.5, 0.0),
        ('boxes without area', floats(0, 0, 0, 0, 0, 0, 0, 0, shape=(2, 4)), floats(0.5, 0.4), 2, 0.5, 0.0),
        ('no boxes', floats(shape=(0, 4)), floats(shape=(0,)), 3, 0.5, 0.0),
        ('none wanted', boxes, scores, 0, 0.5, 0.0),
        ('negative scores', boxes, scores - 1, 6, 0.5, -10.0),
        ('a score of -Infinity', boxes, floats(0.9, -INF, 0.6, 0.95, 0.5, 0.3), 6, 0.5, -INF),
    )
    for why, given, of, most, iou, threshold in cases:
        count_, iou_, threshold_ = np.int32(most), np.float32(iou), np.float32(threshold)
        if threshold == 0.0:
            sweep.op('NonMaxSuppressionV2', [given, of, count_, iou_], why=why)
        sweep.op('NonMaxSuppressionV3', [given, of, count_, iou_, threshold_], why=why)
        for pad in (False, True):
            sweep.op('NonMaxSuppressionV4', [given, of, count_, iou_, threshold_], why=why, pad_to_max_output_size=pad)
        for sigma in (0.0, 0.5):
            sweep.op('NonMaxSuppressionV5', [given, of, count_, iou_, threshold_, np.float32(sigma)], why=f'{why}, sigma {sigma}', first=2)
