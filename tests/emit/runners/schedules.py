"""Evaluate emitted schedules.

stdin: { folder, modules, steps }
stdout: for each module, the values at t = 1 … steps, and those that its PyTorch scheduler sets, if it has one
"""

import importlib
import json
import sys

import jax_or_numpy  # noqa: F401

given = json.load(sys.stdin)
sys.path.insert(0, given["folder"])
steps = given["steps"]


def scheduled(module):
    import torch

    parameter = torch.zeros(1, requires_grad=True)
    parameter.grad = torch.zeros(1)
    optimizer = module.Sgd([parameter], lr=0.5)
    scheduler = module.Schedule(optimizer)
    values = []
    for _ in range(steps):
        values.append(optimizer.param_groups[0]["lr"])
        optimizer.step()
        scheduler.step()
    return values


def run(name):
    module = importlib.import_module(name)
    values = [float(module.schedule(t)) for t in range(1, steps + 1)]
    return [values, scheduled(module) if hasattr(module, "Schedule") else values]


json.dump([run(name) for name in given["modules"]], sys.stdout)
