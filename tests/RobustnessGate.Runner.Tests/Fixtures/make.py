"""Makes the small fixtures beside it: arrays that real numpy wrote and checkpoints that real PyTorch wrote.

Usage: python3 make.py (numpy 1.24, torch 1.13)
Input values and labels follow one formula, so that the tests need no copy of them: see `values` and `labels`.
"""
import os
import zipfile

import numpy as np
import torch

os.chdir(os.path.dirname(os.path.abspath(__file__)))

N, SHAPE = 6, (1, 2, 3)


def values(dtype):
    """Flat element i is (37 i mod 256), as a byte or divided by 255."""
    flat = (np.arange(N * int(np.prod(SHAPE))) * 37) % 256
    array = flat.reshape((N,) + SHAPE)
    return array.astype(dtype) if np.dtype(dtype).kind in "ui" else (array.astype(np.float32) / np.float32(255)).astype(dtype)


labels = np.arange(N) % 3

np.savez_compressed("numpy-uint8-deflated.npz", x=values("u1"), y=labels.astype("u1"))
np.savez("numpy-float32-stored.npz", x=values("<f4"), y=labels.astype("<i8"))
np.savez("numpy-float32-fortran.npz", x=np.asfortranarray(values("<f4")), y=labels.astype("<i4").reshape(N, 1))
np.savez("numpy-float64-big-endian.npz", x=values(">f8"), y=labels.astype(">i2"))
np.savez("numpy-float16-fortran-big-endian.npz", x=np.asfortranarray(values(">f2")), y=labels.astype(">u8"))
np.savez("numpy-bool.npz", x=values("u1") > 127, y=labels.astype("i1"))
np.savez("numpy-other-names.npz", images=values("u1"), labels=labels)
np.savez("numpy-one-hot.npz", x=values("u1"), y=np.eye(3, dtype="i8")[labels])
np.savez("numpy-float-labels.npz", x=values("u1"), y=labels.astype("f4"))
np.savez("numpy-objects.npz", x=np.array([{}] * N, dtype=object), y=labels)
np.save("numpy-single.npy", values("u1"))


class TinyNet(torch.nn.Module):
    """The class TinyNet of the tests, in Python."""

    def __init__(self):
        super().__init__()
        self.fc1 = torch.nn.Linear(6, 4)
        self.norm = torch.nn.BatchNorm1d(4)
        self.fc2 = torch.nn.Linear(4, 3)

    def forward(self, x):
        return self.fc2(torch.relu(self.norm(self.fc1(x.flatten(1)))))


def leb128(number):
    out = bytearray()
    while True:
        byte, number = number & 0x7F, number >> 7
        out.append(byte | (0x80 if number else 0))
        if not number:
            return bytes(out)


TYPES = {torch.int64: 4, torch.float32: 6}


def save_dat(state, path):
    """TorchSharp's weights file."""
    with open(path, "wb") as file:
        file.write(leb128(len(state)))
        for name, tensor in state.items():
            file.write(leb128(len(name)) + name.encode())
            file.write(leb128(TYPES[tensor.dtype]) + leb128(tensor.dim()))
            file.write(b"".join(leb128(size) for size in tensor.shape))
            file.write(tensor.numpy().tobytes())


torch.manual_seed(0)
net = TinyNet().eval()
x = torch.arange(12, dtype=torch.float32).reshape(2, 1, 2, 3) / 12
print("TinyNet of arange(12).reshape(2, 1, 2, 3) / 12:", net(x).flatten().tolist())
torch.jit.script(net).save("tiny.pt")
torch.save(net.state_dict(), "tiny-state-dict.pth")
torch.save(net.state_dict(), "tiny-state-dict-legacy.pth", _use_new_zipfile_serialization=False)
torch.save(net, "tiny-whole-module.pth")
save_dat(net.state_dict(), "tiny.dat")


def rewrite(source, target, change):
    """A copy of a TorchScript archive with each entry's bytes changed."""
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w") as new:
        for entry in old.infolist():
            new.writestr(zipfile.ZipInfo(entry.filename), change(entry.filename, old.read(entry)))


class DropoutNet(torch.nn.Module):
    """Layers that are one thing in training and another in evaluation."""

    def __init__(self):
        super().__init__()
        self.conv = torch.nn.Conv2d(1, 2, 2)
        self.norm = torch.nn.BatchNorm2d(2)
        self.drop = torch.nn.Dropout2d(0.25)
        self.norms = torch.nn.ModuleList([torch.nn.BatchNorm1d(4), torch.nn.BatchNorm1d(4, track_running_stats=False)])
        self.fc = torch.nn.Linear(4, 3)

    def forward(self, x):
        y = self.drop(torch.relu(self.norm(self.conv(x)))).flatten(1)
        for norm in self.norms:
            y = norm(y)
        return self.fc(torch.nn.functional.dropout(y, 0.5, self.training))


def save_small(module, path):
    """Without what is there for debuggers only, the larger half."""
    module.save(path + ".whole")
    with zipfile.ZipFile(path + ".whole") as whole, zipfile.ZipFile(path, "w") as small:
        for entry in whole.infolist():
            if not entry.filename.endswith(".debug_pkl"):
                small.writestr(zipfile.ZipInfo(entry.filename), whole.read(entry))
    os.remove(path + ".whole")


net = DropoutNet()
save_small(torch.jit.script(net.eval()), "dropout-scripted.pt")
save_small(torch.jit.trace(net.eval(), x), "dropout-traced.pt")
save_small(torch.jit.trace(net.train(), x, check_trace=False), "dropout-traced-training.pt")
save_small(torch.jit.freeze(torch.jit.script(net.eval())), "dropout-frozen.pt")


# What a file of a later PyTorch looks like to an older libtorch: an operator, and a file format, that it does not know.
rewrite("tiny.pt", "tiny-newer-operator.pt", lambda name, content: content.replace(b"torch.relu", b"torch.relu_of_2030"))
rewrite("tiny.pt", "tiny-newer-format.pt", lambda name, content: b"999\n" if name.endswith("/version") else content)
