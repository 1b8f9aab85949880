"""Trains the two-tower recommender on yesterday's clicks."""

import keras
import tensorflow as tf

USERS, PRODUCTS, WIDTH = 200_000, 30_000, 64


def tower(size, name):
    ids = keras.Input((1,), dtype="int32", name=name)
    x = keras.layers.Flatten()(keras.layers.Embedding(size, WIDTH)(ids))
    return ids, keras.layers.Dense(WIDTH, activation="tanh")(x)


def recommender():
    user, user_vector = tower(USERS, "user")
    product, product_vector = tower(PRODUCTS, "product")
    score = keras.layers.Dot(axes=1)([user_vector, product_vector])
    return keras.Model([user, product], keras.layers.Activation("sigmoid")(score))


def train(clicks: tf.data.Dataset, version=1):
    model = recommender()
    model.compile(
        optimizer=keras.optimizers.Adam(lr=1e-3),
        loss="binary_crossentropy",
        metrics=["AUC"],
    )
    model.fit(
        clicks,
        epochs=10,
        workers=4,
        use_multiprocessing=True,
        callbacks=[
            keras.callbacks.EarlyStopping(patience=2),
            keras.callbacks.ModelCheckpoint("checkpoints/best", save_best_only=True),
            keras.callbacks.TensorBoard("runs"),
        ],
    )
    model.save_weights("weights/latest")
    model.save("recommender.h5")
    model.save(f"exported/recommender/{version}", save_format="tf")
    return model
