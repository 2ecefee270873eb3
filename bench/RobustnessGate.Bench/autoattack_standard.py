"""Runs AutoAttack's version "standard" on the fixture models, once for each "MODEL NORM EPSILON" read from standard input.

Answers: robust accuracy, forward passes, backward passes (both counted in examples), seconds, processor seconds.

usage: autoattack_standard.py FOLDER-OF-AUTO-ATTACK FIXTURES THREADS
"""
import contextlib, os, sys, time, warnings
import numpy as np, torch

warnings.filterwarnings('ignore')
sys.path.insert(0, sys.argv[1])
from autoattack import AutoAttack


class Counted(torch.nn.Module):
    """Counts the examples passed forward, and those passed back from the answer to the input."""
    def __init__(self, model):
        super().__init__()
        self.model, self.forwards, self.backwards = model, 0, 0

    def forward(self, x):
        self.forwards += len(x)
        y = self.model(x)
        if y.requires_grad:
            y.register_hook(lambda _: self.count_backward(len(x)))
        return y

    def count_backward(self, examples):
        self.backwards += examples


fixtures, threads = sys.argv[2], int(sys.argv[3])
torch.set_num_threads(threads)
data = np.load(os.path.join(fixtures, 'fashion-256.npz'))
images, labels = torch.tensor(data['x']).float() / 255, torch.tensor(data['y']).long()
for line in sys.stdin:
    name, norm, epsilon = line.split()
    model = Counted(torch.jit.load(os.path.join(fixtures, f'fashion-convnet-{name}.pt'))).eval()
    attack = AutoAttack(model, norm=norm, eps=float(epsilon), seed=0, device='cpu', verbose=False, version='standard')
    start, processor_start = time.perf_counter(), time.process_time()
    with contextlib.redirect_stdout(sys.stderr):
        attacked = attack.run_standard_evaluation(images, labels, bs=256)
    seconds, processor_seconds = time.perf_counter() - start, time.process_time() - processor_start
    with torch.no_grad():
        robust = (model.model(attacked).argmax(1) == labels).float().mean().item()
    print(robust, model.forwards, model.backwards, seconds, processor_seconds, flush=True)
