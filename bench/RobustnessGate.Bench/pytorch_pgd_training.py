"""Times an epoch of adversarial training (PGD-7, Linf 0.1, Adam) of the natural fixture model.

Reads "COPIES BATCH-SIZE" from standard input: how often the 256 pictures are repeated to make the epoch.

usage: pytorch_pgd_training.py - FIXTURES THREADS
"""
import os, sys, time
import numpy as np, torch
from torch.nn.functional import cross_entropy

fixtures, threads = sys.argv[2], int(sys.argv[3])
torch.set_num_threads(threads)
data = np.load(os.path.join(fixtures, 'fashion-256.npz'))
images, labels = torch.tensor(data['x']).float() / 255, torch.tensor(data['y']).long()
epsilon, step_size, steps = 0.1, 0.025, 7


def craft(model, x, y):
    model.eval()
    attacked = (x + torch.empty_like(x).uniform_(-epsilon, epsilon)).clamp(0, 1)
    for _ in range(steps):
        attacked.requires_grad_()
        gradient, = torch.autograd.grad(cross_entropy(model(attacked), y, reduction='sum'), [attacked])
        attacked = attacked.detach() + step_size * gradient.sign()
        attacked = torch.min(torch.max(attacked, x - epsilon), x + epsilon).clamp(0, 1)
    return attacked


for line in sys.stdin:
    copies, batch_size = map(int, line.split())
    inputs, classes = images.repeat(copies, 1, 1, 1), labels.repeat(copies)
    model = torch.jit.load(os.path.join(fixtures, 'fashion-convnet-natural.pt'))
    optimizer = torch.optim.Adam(model.parameters(), lr=0.001)
    start, processor_start = time.perf_counter(), time.process_time()
    for batch in torch.randperm(len(inputs)).split(batch_size):
        x, y = inputs[batch], classes[batch]
        attacked = craft(model, x, y)
        model.train()
        optimizer.zero_grad()
        cross_entropy(model(attacked), y).backward()
        optimizer.step()
    print(time.perf_counter() - start, time.process_time() - processor_start, flush=True)
