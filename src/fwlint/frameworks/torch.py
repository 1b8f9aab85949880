"""PyTorch."""

from fwlint.frameworks.framework import Framework

TORCH = Framework(
    name="torch",
    roots=("torch",),
    aliases=("torch", "nn", "F"),
    model_bases=(
        "torch.nn.Module",
        # Modules too, though of a package that has no table:
        "lightning.LightningModule",
        "lightning.pytorch.LightningModule",
        "pytorch_lightning.LightningModule",
    ),
    entry_method="forward",
)
