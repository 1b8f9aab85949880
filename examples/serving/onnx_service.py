"""Classifies uploaded photos with the exported network."""

import numpy as np
import onnxruntime as ort

session = ort.InferenceSession("productnet.onnx")
CATEGORIES = [line.strip() for line in open("categories.txt", encoding="utf-8")]


def classify(photo):
    """The category of a photo: an array (96, 96, 3) of bytes."""
    photos = photo.transpose(2, 0, 1)[np.newaxis] / 255.0
    scores = session.run(None, {"photos": photos})
    return CATEGORIES[int(np.argmax(scores))]
