"""Packs the classifier for the scanner app and for the new on-device runtime."""

import torch
from torch.utils.mobile_optimizer import optimize_for_mobile

from vision.model import ProductNet

EXAMPLE = torch.randn(1, 3, 96, 96)


def scanner_app(path="scanner.ptl"):
    model = ProductNet().eval()
    traced = torch.jit.trace(model, EXAMPLE)
    optimize_for_mobile(traced)._save_for_lite_interpreter(path)


def on_device():
    model = ProductNet()
    model.train()
    program = torch.export.export(model, (EXAMPLE,))
    torch.export.save(program, "productnet.pt2")
