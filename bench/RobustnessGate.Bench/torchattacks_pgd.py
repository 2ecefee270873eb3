"""Times torchattacks' PGD-40 on the fixture models, one run for each name read from standard input.

Answers: seconds, processor seconds.

usage: torchattacks_pgd.py FOLDER-OF-TORCHATTACKS FIXTURES THREADS
"""
import os, sys, time
import numpy as np, torch

sys.path.insert(0, sys.argv[1])
import torchattacks

fixtures, threads = sys.argv[2], int(sys.argv[3])
torch.set_num_threads(threads)
data = np.load(os.path.join(fixtures, 'fashion-256.npz'))
images, labels = torch.tensor(data['x']).float() / 255, torch.tensor(data['y']).long()
models = {}
for line in sys.stdin:
    name = line.strip()
    if name not in models:
        models[name] = torch.jit.load(os.path.join(fixtures, f'fashion-convnet-{name}.pt')).eval()
    attack = torchattacks.PGD(models[name], eps=0.1, alpha=0.01, steps=40, random_start=True)
    start, processor_start = time.perf_counter(), time.process_time()
    attacked = attack(images, labels)
    with torch.no_grad():
        robust = (models[name](attacked).argmax(1) == labels).float().mean()
    print(time.perf_counter() - start, time.process_time() - processor_start, flush=True)
