"""Trains the photo classifier on one machine: python -m vision.train DATA"""

import sys

import torch
import torch.distributed.rpc as rpc
from torch import nn
from torch.autograd import Variable
from torch.cuda.amp import GradScaler, autocast
from torch.utils.data import DataLoader
from torchvision import datasets, transforms

from vision.model import ProductNet


def loader(root, batch_size=64):
    prepare = transforms.Compose([transforms.Resize((96, 96)), transforms.ToTensor()])
    return DataLoader(datasets.ImageFolder(root, prepare), batch_size, shuffle=True)


def train(root, epochs=20, device="cuda"):
    model = ProductNet().to(device)
    if torch.cuda.device_count() > 1:
        model = nn.DataParallel(model)
    criterion = nn.CrossEntropyLoss()
    optimizer = torch.optim.AdamW(model.parameters(), lr=3e-4)
    scaler = GradScaler()

    for epoch in range(epochs):
        total = 0.0
        for images, labels in loader(root):
            images, labels = Variable(images.to(device)), labels.to(device)
            optimizer.zero_grad()
            with autocast():
                loss = criterion(torch.softmax(model(images), dim=1), labels)
            scaler.scale(loss).backward()
            torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            scaler.step(optimizer)
            scaler.update()
            total += loss
        print(f"epoch {epoch}: {total:.3f}")
    torch.save(model, "productnet.pt")
    return model


def serve_parameters(rank):
    """The parameter server of the old cluster."""
    rpc.init_rpc(f"trainer{rank}")
    return rpc.get_worker_info()


def evaluate(model, root, device="cuda"):
    right = 0
    with torch.no_grad(), torch.autocast():
        for images, labels in loader(root):
            scores = model(images.to(device))
            right += (scores.argmax(dim=1).cpu() == labels).sum().item()
    return right


if __name__ == "__main__":
    train(sys.argv[1])
