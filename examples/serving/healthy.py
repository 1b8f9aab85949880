"""Health checks: does each model load, and does it answer?"""

from pathlib import Path

import numpy as np
import onnxruntime as ort
import torch

from vision.model import Residual


def onnx_answers(path: Path) -> bool:
    """Whether the exported classifier gives finite scores for a grey photo."""
    session = ort.InferenceSession(path, providers=["CPUExecutionProvider"])
    photo = np.full((1, 3, 96, 96), 0.5, dtype=np.float32)
    (scores,) = session.run(["categories"], {"photos": photo})
    return bool(np.isfinite(scores).all())


def weights_load(path: Path) -> bool:
    """Whether the weights of a block fit it, and the block keeps the shape of its input."""
    block = Residual(channels=32)
    block.load_state_dict(torch.load(path, map_location="cpu", weights_only=True))
    block.eval()
    with torch.inference_mode():
        features = torch.zeros(1, 32, 24, 24)
        return block(features).shape == features.shape
