"""PyTorch on one thread, speaking the protocol of ../serve.ts."""

import ctypes
import json
import os
import re
import sys
import time

# The BLAS library brings threads of its own, which torch.set_num_threads does not reach.
os.environ["OPENBLAS_NUM_THREADS"] = os.environ["OMP_NUM_THREADS"] = os.environ["MKL_NUM_THREADS"] = "1"

import numpy as np
import torch
from ops import Op
from torch import nn

torch.set_num_threads(1)


class Numbers:
    def __init__(self, folder):
        self.values = np.fromfile(folder + "/numbers.f32", dtype=np.float32)
        self.at = 0

    def take(self, shape):
        length = int(np.prod(shape))
        self.at += length
        return torch.from_numpy(self.values[self.at - length : self.at].reshape(shape).copy())


class Rows(nn.Module):
    def forward(self, x):
        return x.reshape(-1, x.shape[-1])


class Positions(nn.Module):
    def __init__(self, weight):
        super().__init__()
        self.weight = nn.Parameter(weight)

    def forward(self, x):
        return x + self.weight


class Residual(nn.Module):
    def __init__(self, inner):
        super().__init__()
        self.inner = inner

    def forward(self, x):
        return x + self.inner(x)


class Attention(nn.Module):
    def __init__(self, heads, both):
        super().__init__()
        self.heads = heads
        self.all, self.out = both

    def forward(self, x):
        batch, time, features = x.shape
        size = features // self.heads
        q, k, v = self.all(x).reshape(batch, time, 3, self.heads, size).permute(2, 0, 3, 1, 4)
        earlier = torch.ones(time, time, dtype=torch.bool).tril()
        scores = q @ k.transpose(2, 3) * size**-0.5
        weights = torch.softmax(scores.masked_fill(~earlier, -1e9), 3)
        return self.out((weights @ v).permute(0, 2, 1, 3).reshape(batch, time, features))


def weighted(layer, numbers):
    kind, shape = layer["kind"], layer["shape"]
    if kind == "positions":
        return Positions(numbers.take(shape))
    if kind == "embedding":
        return nn.Embedding.from_pretrained(numbers.take(shape), freeze=False)
    padding = layer.get("padding", 0)
    module = nn.Linear(shape[1], shape[0]) if kind == "linear" else nn.Conv2d(shape[1], shape[0], shape[2], padding=padding)
    with torch.no_grad():
        module.weight.copy_(numbers.take(shape))
        module.bias.copy_(numbers.take([shape[0]]))
    return module


plain = {
    "relu": nn.ReLU,
    "tanh": nn.Tanh,
    "gelu": nn.GELU,
    "pool": lambda: nn.MaxPool2d(2),
    "flatten": nn.Flatten,
    "rows": Rows,
}


def build(layers, numbers):
    made = []
    for layer in layers:
        kind = layer["kind"]
        if kind in plain:
            made.append(plain[kind]())
        elif kind == "batchNorm":
            made.append(nn.BatchNorm2d(layer["features"]))
        elif kind == "layerNorm":
            made.append(nn.LayerNorm(layer["features"]))
        elif kind == "residual":
            made.append(Residual(build(layer["layers"], numbers)))
        elif kind == "attention":
            made.append(Attention(layer["heads"], build(layer["layers"], numbers)))
        else:
            made.append(weighted(layer, numbers))
    return nn.Sequential(*made)


class Train:
    def __init__(self, problem, numbers):
        self.inputs = numbers.take(problem["shape"])
        self.model = build(problem["layers"], numbers)
        self.labels = torch.tensor(problem["labels"])
        if problem.get("below"):
            self.inputs = self.inputs.long()
        self.reconstruct = problem.get("reconstruct", False)
        self.optimizer = torch.optim.Adam(self.model.parameters(), lr=1e-3, foreach=True)
        self.last = None

    def run(self, steps):
        for _ in range(steps):
            self.optimizer.zero_grad(set_to_none=True)
            outputs = self.model(self.inputs)
            if self.reconstruct:
                loss = nn.functional.mse_loss(outputs, self.inputs)
            else:
                loss = nn.functional.cross_entropy(outputs, self.labels)
            loss.backward()
            self.optimizer.step()
        self.last = loss

    def loss(self):
        return self.last.item()


class Adam:
    def __init__(self, problem, numbers):
        self.theta = nn.Parameter(numbers.take(problem["shape"]))
        (self.theta * numbers.take(problem["shape"])).sum().backward()
        self.optimizer = torch.optim.Adam([self.theta], lr=1e-3, foreach=True)

    def run(self, steps):
        for _ in range(steps):
            self.optimizer.step()

    def loss(self):
        return self.theta.abs().double().sum().item()


class Gemm:
    def __init__(self, problem, numbers):
        self.a = numbers.take(problem["shape"])
        self.b = numbers.take(problem["shape"])
        self.c = torch.empty_like(self.a)

    def run(self, steps):
        for _ in range(steps):
            torch.mm(self.a, self.b, out=self.c)

    def loss(self):
        return self.c.abs().double().sum().item()


def prepare(folder):
    with open(folder + "/problem.json") as file:
        problem = json.load(file)
    return {"train": Train, "adam": Adam, "gemm": Gemm, "op": Op}[problem["kind"]](problem, Numbers(folder))


def first_losses(trainer):
    losses = []
    for _ in range(5):
        trainer.run(1)
        losses.append(trainer.loss())
    return losses


def blas():
    """The library whose matrix product is used, by its name among what is loaded, with the processor of its kernels."""
    torch.mm(torch.ones(8, 8), torch.ones(8, 8))
    with open("/proc/self/maps") as file:
        loaded = file.read()
    openblas = re.search(r"/\S*openblas\S*\.so\S*", loaded)
    if openblas:
        return "openblas for " + core(openblas[0])
    return next((name for name in ("mkl", "blis", "atlas") if name in loaded), "reference BLAS")


def core(library):
    """An OpenBLAS takes a processor that is newer than itself for Prescott, of 2004, and computes with four lanes.

    Such a library would be no opponent. So this program starts anew with the kernels of the nearest processor.
    """
    get_corename = ctypes.CDLL(library).openblas_get_corename
    get_corename.restype = ctypes.c_char_p
    name = get_corename().decode()
    with open("/proc/cpuinfo") as file:
        features = file.read()
    nearest = "SkylakeX" if "avx512vl" in features else "Haswell"
    if name == "Prescott" and "avx2" in features and "OPENBLAS_CORETYPE" not in os.environ:
        os.execve(sys.executable, [sys.executable, *sys.argv], {**os.environ, "OPENBLAS_CORETYPE": nearest})
    return name


trainer = None
print(json.dumps({"version": torch.__version__ + ", " + blas()}), flush=True)
for line in sys.stdin:
    request, argument = line.split()
    if request == "prepare":
        trainer = prepare(argument)
        reply = {"losses": first_losses(trainer)}
    else:
        start = time.perf_counter()
        trainer.run(int(argument))
        reply = {"seconds": time.perf_counter() - start}
    print(json.dumps(reply), flush=True)
