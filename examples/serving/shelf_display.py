"""Runs on the displays: ranks the products of one shelf for the customer in front of it."""

import numpy as np
import tensorflow as tf


def make_ranker(path="recommender.tflite"):
    interpreter = tf.lite.Interpreter(model_path=path)
    user, product = interpreter.get_input_details()
    (score,) = interpreter.get_output_details()

    def rank(user_id, shelf):
        scores = {}
        for product_id in shelf:
            interpreter.set_tensor(user["index"], np.int32([[user_id]]))
            interpreter.set_tensor(product["index"], np.int32([[product_id]]))
            interpreter.invoke()
            scores[product_id] = interpreter.get_tensor(score["index"]).item()
        return sorted(shelf, key=scores.get, reverse=True)

    return rank
