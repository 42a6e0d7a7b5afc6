"""Writes tests/schedules/torch_schedules.json: learning rates (and momenta) as PyTorch's own schedulers give them.

Run with: python3 tests/golden/torch_schedules.py        (PyTorch 1.13; the version is recorded)

Each case is a schedule in downhill's spelling, the scheduler in PyTorch's, and its values before any step (our t = 1),
after one step (t = 2), and so on.
"""
import json
import pathlib
import warnings

import torch
from torch.optim import SGD
from torch.optim import lr_scheduler as L

warnings.simplefilter("ignore")


def make(lr):
    return SGD([torch.zeros(1, requires_grad=True)], lr=lr, momentum=0.9)


def run(lr, count, make_scheduler, key="lr"):
    optimizer = make(lr)
    scheduler = make_scheduler(optimizer)
    values = []
    for i in range(count):
        values.append(optimizer.param_groups[0][key])
        optimizer.step()
        if i + 1 < count:
            scheduler.step()
    return values


def case(schedule, scheduler, lr, count, key="lr"):
    values = run(lr, count, eval("lambda optimizer: L." + scheduler), key)
    return {"schedule": schedule, "scheduler": scheduler, "lr": lr, "values": values}


def plateau(settings, scheduler, lr, metrics):
    optimizer = make(lr)
    stepper = eval("L." + scheduler, {"L": L, "optimizer": optimizer})
    values = []
    for metric in metrics:
        stepper.step(metric)
        values.append(optimizer.param_groups[0]["lr"])
    return {"settings": {"from": lr, **settings}, "scheduler": scheduler, "metrics": metrics, "values": values}


cycle = "CyclicLR(optimizer, 0.1, 0.5, step_size_up=4, step_size_down=6, "
one = "OneCycleLR(optimizer, max_lr=0.1, total_steps=50"
fall = [1.0, 0.9, 0.8, 0.8, 0.8, 0.8, 0.8, 0.79995, 0.7, 0.71, 0.72, 0.73, 0.74, 0.75, 0.76, 0.77, 0.78, 0.6, 0.6, 0.6]
rise = [1 - metric for metric in fall]

result = {
    "torch": torch.__version__,
    "schedules": [
        case("stepDecay(0.1, 5, 0.5)", "StepLR(optimizer, 5, gamma=0.5)", 0.1, 23),
        case("multiStep(0.1, [3, 4, 10])", "MultiStepLR(optimizer, [3, 4, 10])", 0.1, 15),
        case("linearDecay(0.05, 8, 0.1)", "LinearLR(optimizer, start_factor=0.5, end_factor=1, total_iters=8)", 0.1, 12),
        case("polynomial(0.1, 10, 0, 2)", "PolynomialLR(optimizer, total_iters=10, power=2)", 0.1, 14),
        case("polynomial(0.1, 10, 0, 0.9)", "PolynomialLR(optimizer, total_iters=10, power=0.9)", 0.1, 14),
        case("cosine(0.1, 20, 0.01)", "CosineAnnealingLR(optimizer, 20, eta_min=0.01)", 0.1, 21),
        case("cosineWarmRestarts(0.1, 7)", "CosineAnnealingWarmRestarts(optimizer, 7)", 0.1, 30),
        case("cosineWarmRestarts(0.1, 3, 2, 0.01)", "CosineAnnealingWarmRestarts(optimizer, 3, 2, eta_min=0.01)", 0.1, 50),
        case("oneCycle(0.1, 50)", one + ")", 0.1, 50),
        case("oneCycle(0.1, 50, 10, 100, 0.33, 2, linear)", one + ", div_factor=10, final_div_factor=100, pct_start=0.33, anneal_strategy='linear')", 0.1, 50),
        case("oneCycle(0.1, 50, 25, 1e4, 0.4, 3)", one + ", pct_start=0.4, three_phase=True)", 0.1, 50),
        case("oneCycleMomentum(0.85, 0.95, 50)", one + ")", 0.1, 50, "momentum"),
        case("oneCycleMomentum(0.8, 0.9, 50, 0.4, 3, linear)", one + ", base_momentum=0.8, max_momentum=0.9, pct_start=0.4, three_phase=True, anneal_strategy='linear')", 0.1, 50, "momentum"),
        case("cyclic(0.1, 0.5, 4, 6)", cycle + "mode='triangular')", 0.1, 35),
        case("cyclic(0.1, 0.5, 4, 6, triangular2)", cycle + "mode='triangular2')", 0.1, 35),
        case("cyclic(0.1, 0.5, 4, 6, expRange, 0.97)", cycle + "mode='exp_range', gamma=0.97)", 0.1, 35),
    ],
    "exponential": case("exponential(0.1, 8)", f"ExponentialLR(optimizer, {2.718281828459045 ** (-1 / 8)!r})", 0.1, 30),
    "plateau": [
        plateau({"patience": 2}, "ReduceLROnPlateau(optimizer, patience=2)", 0.1, fall),
        plateau({"patience": 0, "factor": 0.5}, "ReduceLROnPlateau(optimizer, patience=0, factor=0.5)", 0.1, fall),
        plateau({"patience": 1, "cooldown": 2, "factor": 0.5}, "ReduceLROnPlateau(optimizer, patience=1, cooldown=2, factor=0.5)", 0.1, fall),
        plateau({"patience": 1, "floor": 0.03, "factor": 0.5}, "ReduceLROnPlateau(optimizer, patience=1, min_lr=0.03, factor=0.5)", 0.1, fall),
        plateau({"patience": 1, "mode": "max", "factor": 0.5}, "ReduceLROnPlateau(optimizer, 'max', patience=1, factor=0.5)", 0.1, rise),
        plateau({"patience": 1, "threshold": 0.11, "thresholdMode": "absolute", "factor": 0.5}, "ReduceLROnPlateau(optimizer, patience=1, factor=0.5, threshold=0.11, threshold_mode='abs')", 0.1, fall),
        plateau({"patience": 1, "threshold": 0.11}, "ReduceLROnPlateau(optimizer, patience=1, threshold=0.11)", 0.1, fall),
        plateau({"patience": 1, "threshold": 0.11, "mode": "max"}, "ReduceLROnPlateau(optimizer, 'max', patience=1, threshold=0.11)", 0.1, rise),
    ],
}
target = pathlib.Path(__file__).parent.parent / "schedules" / "torch_schedules.json"
target.write_text(json.dumps(result, indent=1) + "\n")
