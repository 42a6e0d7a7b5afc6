"""Run emitted PyTorch optimizers on golden cases.

stdin: { folder, cases: [{ module, title, hyper: { emitted name: number or list }, average, case }] }
stdout: { cases: [{ theta: [step][element], average, state: { name: [values] } }] }

After half of the steps each run continues in a new optimizer, from a saved state_dict.
"""

import importlib
import io
import json
import sys

import torch

torch.set_num_threads(1)
given = json.load(sys.stdin)
sys.path.insert(0, given["folder"])


def make(module, parameter, hyper):
    first = {key: value if not isinstance(value, list) else value[0] for key, value in hyper.items()}
    return getattr(importlib.import_module(module["module"]), module["title"])([parameter], **first)


def through_file(state):
    """Save and load, as a checkpoint does."""
    file = io.BytesIO()
    torch.save(state, file)
    file.seek(0)
    return torch.load(file)


def run(one):
    case, hyper = one["case"], one["hyper"]
    parameter = torch.tensor(case["theta0"], dtype=torch.float64).reshape(case["shape"])
    parameter.requires_grad_()
    optimizer = make(one, parameter, hyper)
    path = {"theta": [], "average": []}
    for t, gradient in enumerate(case["gradients"]):
        if t == len(case["gradients"]) // 2:
            saved = through_file(optimizer.state_dict())
            optimizer = make(one, parameter, hyper)
            optimizer.load_state_dict(saved)
        for name, values in hyper.items():
            if isinstance(values, list):
                optimizer.param_groups[0][name] = values[t]

        def closure():
            parameter.grad = torch.tensor(gradient, dtype=torch.float64).reshape(case["shape"])
            return torch.tensor(7.0)

        assert optimizer.step(closure).item() == 7.0
        path["theta"].append(parameter.detach().flatten().tolist())
        if one["average"]:
            optimizer.eval()
            path["average"].append(parameter.detach().flatten().tolist())
            optimizer.train()
    state = optimizer.state[parameter]
    path["state"] = {
        name: value.flatten().tolist() if torch.is_tensor(value) else [value] for name, value in state.items()
    }
    return path


json.dump({"version": torch.__version__, "cases": [run(one) for one in given["cases"]]}, sys.stdout)
