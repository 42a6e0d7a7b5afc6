"""Writes torch.json: paths of PyTorch's own optimizers in Float32, for `identify` and docs/reference/conformance.md.

    /usr/bin/python3 tests/testing/recordings/record_torch.py      (Debian: apt-get install python3-torch)

Every optimizer takes 24 steps on one matrix of 2 x 2 weights. The gradient is that of a noisy quadratic.
"""
import json
import pathlib
import random

import torch

STEPS, ROWS, COLUMNS = 24, 2, 2

# (class, its arguments)
OPTIMIZERS = [
    ("SGD", {"lr": 0.1}),
    ("SGD", {"lr": 0.05, "momentum": 0.9}),
    ("SGD", {"lr": 0.05, "momentum": 0.9, "dampening": 0.1}),
    ("SGD", {"lr": 0.05, "momentum": 0.9, "nesterov": True}),
    ("SGD", {"lr": 0.05, "momentum": 0.9, "weight_decay": 0.01}),
    ("Adam", {"lr": 0.01}),
    ("Adam", {"lr": 0.01, "amsgrad": True}),
    ("Adam", {"lr": 0.01, "weight_decay": 0.01}),
    ("AdamW", {"lr": 0.01}),
    ("AdamW", {"lr": 0.01, "maximize": True}),
    ("NAdam", {"lr": 0.01}),
    ("RAdam", {"lr": 0.01}),
    ("Adamax", {"lr": 0.01}),
    ("Adagrad", {"lr": 0.1}),
    ("Adagrad", {"lr": 0.1, "lr_decay": 0.05}),
    ("Adadelta", {}),
    ("RMSprop", {"lr": 0.01}),
    ("RMSprop", {"lr": 0.01, "momentum": 0.9}),
    ("RMSprop", {"lr": 0.01, "centered": True}),
    ("Rprop", {"lr": 0.01}),
    ("ASGD", {"lr": 0.05}),
]


def record(name, arguments, seed):
    rng = random.Random(seed)
    size = ROWS * COLUMNS
    curvature = torch.tensor([rng.uniform(0.3, 3) for _ in range(size)]).reshape(ROWS, COLUMNS)
    x = torch.tensor([rng.gauss(0, 1) for _ in range(size)]).reshape(ROWS, COLUMNS).requires_grad_()
    optimizer = getattr(torch.optim, name)([x], **arguments)
    theta, gradients = [x.detach().flatten().tolist()], []
    for _ in range(STEPS):
        noise = torch.tensor([rng.gauss(0, 0.5) for _ in range(size)]).reshape(ROWS, COLUMNS)
        x.grad = (curvature * x + noise).detach()
        gradients.append(x.grad.flatten().tolist())
        optimizer.step()
        theta.append(x.detach().flatten().tolist())
    words = ", ".join(f"{key}={value}" for key, value in arguments.items())
    call = f"torch.optim.{name}({words})"
    return {"call": call, "shape": [ROWS, COLUMNS], "theta": short(theta), "gradients": short(gradients)}


def short(rows):
    """Nine digits tell every Float32 apart."""
    return [[float(f"{value:.9g}") for value in row] for row in rows]


if __name__ == "__main__":
    cases = [record(name, arguments, seed) for seed, (name, arguments) in enumerate(OPTIMIZERS)]
    lines = ",\n".join(json.dumps(case, separators=(",", ":")) for case in cases)
    version = torch.__version__.split("a")[0]
    file = pathlib.Path(__file__).parent / "torch.json"
    file.write_text(f'{{"library":"PyTorch {version}","cases":[\n{lines}\n]}}\n')
    print(f"PyTorch {torch.__version__}: {len(cases)} paths")
