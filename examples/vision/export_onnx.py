"""Writes productnet.onnx for the web shop's servers."""

import torch

from vision.model import ProductNet


def load(path="productnet.pt"):
    model = ProductNet()
    model.load_state_dict(torch.load(path))  # noqa: FWP102
    return model


def export(path="productnet.onnx"):
    model = ProductNet()
    model.train()
    photos = torch.randn(1, 3, 96, 96)
    torch.onnx.export(
        model,
        (photos,),
        path,
        input_names=["photos"],
        output_names=["categories"],
        dynamic_axes={"photos": {0: "batch"}, "categories": {0: "batch"}},
        opset_version=13,
    )


def export_for_kiosk():
    """The kiosk has one camera, so a batch of one is enough (they said)."""
    model = ProductNet()
    photo = torch.randn(1, 3, 96, 96)
    torch.onnx.export(model, photo, "kiosk.onnx")


if __name__ == "__main__":
    export()
