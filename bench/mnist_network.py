"""Writes a convolutional network for MNIST with random weights as TorchScript: the start of the trainings in docs/performance.md.

python3 mnist_network.py FILE
"""
import sys

import torch
from torch import nn

torch.manual_seed(0)
network = nn.Sequential(
    nn.Conv2d(1, 32, 4, stride=2, padding=1), nn.ReLU(),
    nn.Conv2d(32, 64, 4, stride=2, padding=1), nn.ReLU(),
    nn.Flatten(),
    nn.Linear(64 * 7 * 7, 256), nn.ReLU(),
    nn.Linear(256, 10))
torch.jit.script(network).save(sys.argv[1])
