"""TorchScript, PyTorch Mobile and TorchServe."""
