"""Run emitted NumPy functions on golden cases; stdin and stdout as in pytorch.py."""

import copy
import importlib
import inspect
import json
import sys

import numpy as np

given = json.load(sys.stdin)
sys.path.insert(0, given["folder"])
np.seterr(all="raise", under="ignore")


def at(hyper, t):
    return {key: value[t] if isinstance(value, list) else value for key, value in hyper.items()}


def called(function, hyper, *arguments):
    """Pass on those hyperparameters that the function takes."""
    names = inspect.signature(function).parameters
    return function(*arguments, **{key: value for key, value in hyper.items() if key in names})


def run(one):
    case = one["case"]
    module = importlib.import_module(one["module"])
    step, init = getattr(module, one["function"]), getattr(module, one["function"] + "_init")
    theta = np.array(case["theta0"], dtype=np.float64).reshape(case["shape"])
    state = called(init, at(one["hyper"], 0), theta)
    path = {"theta": [], "average": []}
    for t, gradient in enumerate(case["gradients"]):
        g = np.array(gradient, dtype=np.float64).reshape(case["shape"])
        before = copy.deepcopy((theta, g, state))
        after = step(theta, g, state, **at(one["hyper"], t))
        for then, now in zip((*before[:2], *before[2].values()), (theta, g, *state.values())):
            assert np.array_equal(then, now), "an argument was changed"
        theta, state = after
        path["theta"].append(theta.flatten().tolist())
        if one["average"]:
            average = getattr(module, one["function"] + "_average")
            path["average"].append(called(average, at(one["hyper"], t), theta, state).flatten().tolist())
    path["state"] = {name: np.ravel(value).tolist() for name, value in state.items()}
    return path


json.dump({"version": np.__version__, "cases": [run(one) for one in given["cases"]]}, sys.stdout)
