"""The first click model, from 2017. Nobody dares to touch it."""

import tensorflow as tf
from tensorflow.contrib import layers

flags = tf.app.flags
flags.DEFINE_integer("batch_size", 128, "Examples per step.")
flags.DEFINE_string("log_dir", "/tmp/clicks", "Where checkpoints go.")
FLAGS = flags.FLAGS


def click_model(features, labels):
    hidden = layers.fully_connected(features, 64)
    hidden = tf.layers.dropout(hidden, 0.4, training=True)
    logits = tf.layers.dense(hidden, 1)
    click = tf.sigmoid(logits)
    cross_entropy = -labels * tf.log(click) - (1 - labels) * tf.log1p(-click)
    return click, tf.reduce_mean(cross_entropy)


def main(_):
    features = tf.placeholder(tf.float32, [None, 20])
    labels = tf.placeholder(tf.float32, [None, 1])
    _, loss = click_model(features, labels)
    step = tf.train.AdamOptimizer(1e-3).minimize(loss)
    with tf.Session() as session:
        session.run(tf.global_variables_initializer())
        session.run(step, {features: [[0.0] * 20], labels: [[1.0]]})


def as_estimator(model_fn):
    config = tf.estimator.RunConfig(model_dir=FLAGS.log_dir)
    return tf.estimator.Estimator(model_fn, config=config)


@tf.function(experimental_compile=True)
def score(weights, features):
    return tf.sigmoid(tf.linalg.matvec(features, weights))


if __name__ == "__main__":
    tf.app.run()
