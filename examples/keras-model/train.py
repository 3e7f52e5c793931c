"""Trains a small Keras model with a layer of its own, and exports it: python train.py [OUTPUT]

The model says how likely a customer is to leave, from four numbers: months as a customer, orders a month, complaints, and the
hour of the last order. OUTPUT (this folder by default) gets churn/, a SavedModel, and request.json and expected.json: three rows,
and what Keras answers for them. The data is drawn, so the model knows nothing about real customers.
"""

import json
import sys
from pathlib import Path

import keras
import numpy as np

SEED = 7


@keras.saving.register_keras_serializable('churn')
class HourOfDay(keras.layers.Layer):
    """Replaces the last column, an hour from 0 to 24, by its place on a circle: 23 and 1 are two hours apart."""

    def call(self, rows):
        angle = rows[:, -1:] * (2 * np.pi / 24)
        return keras.ops.concatenate([rows[:, :-1], keras.ops.sin(angle), keras.ops.cos(angle)], axis=1)


def draw_customers(rng, count):
    """Rows of the four numbers, and whether each customer left."""
    months = rng.uniform(0, 60, count)
    orders = rng.gamma(2, 2, count)
    complaints = rng.poisson(0.7, count)
    hour = rng.uniform(0, 24, count)
    score = 1.5 * complaints - 0.05 * months - 0.4 * orders + np.cos(hour * 2 * np.pi / 24)
    left = rng.uniform(0, 1, count) < 1 / (1 + np.exp(-score))
    return np.stack([months, orders, complaints, hour], axis=1).astype(np.float32), left.astype(np.float32)


def build_model(rows):
    """A network of two layers, behind the layer of its own and a normalization of what that gives."""
    customer = keras.Input((4,), name='customer')
    placed = HourOfDay(name='hour_of_day')(customer)
    normalization = keras.layers.Normalization(name='normalization')
    normalization.adapt(HourOfDay()(rows))
    hidden = keras.layers.Dense(16, activation='relu', name='hidden')(normalization(placed))
    leaves = keras.layers.Dense(1, activation='sigmoid', name='leaves')(hidden)
    return keras.Model(customer, leaves)


def main(output):
    """Trains, exports, and writes what Keras answers."""
    keras.utils.set_random_seed(SEED)
    rows, left = draw_customers(np.random.default_rng(SEED), 2000)
    model = build_model(rows)
    model.compile(optimizer=keras.optimizers.Adam(0.01), loss='binary_crossentropy', metrics=['accuracy'])
    history = model.fit(rows, left, epochs=10, batch_size=64, validation_split=0.2, verbose=0)
    print(f"accuracy on the customers held out: {history.history['val_accuracy'][-1]:.3f}")

    model.export(str(output / 'churn'))
    asked = np.array([[2, 1, 3, 2], [48, 6, 0, 13], [12, 2, 1, 23]], dtype=np.float32)
    answers = model.predict(asked, verbose=0)
    (output / 'request.json').write_text(json.dumps({'instances': asked.tolist()}) + '\n')
    (output / 'expected.json').write_text(json.dumps({'predictions': answers.tolist()}) + '\n')


if __name__ == '__main__':
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parent)
