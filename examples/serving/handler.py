"""TorchServe handler of the photo classifier."""

import torch
from ts.torch_handler.image_classifier import ImageClassifier


class ProductHandler(ImageClassifier):
    topk = 3

    def initialize(self, context):
        super().initialize(context)
        weights = torch.load("productnet.pt", weights_only=False)
        self.model.load_state_dict(weights)
        self.model.eval()

    def inference(self, data, *args, **kwargs):
        with torch.no_grad():
            return self.model(data.to(self.device))
