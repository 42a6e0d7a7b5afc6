"""Run emitted optax transformations on golden cases; stdin and stdout as in pytorch.py.

Each update is compiled by jax.jit where there is JAX, unless a hyperparameter changes from step to step.
"""

import importlib
import json
import sys

import numpy as np

from jax_or_numpy import jax, optax

given = json.load(sys.stdin)
sys.path.insert(0, given["folder"])
jnp = jax.numpy


def run(one):
    case, hyper = one["case"], one["hyper"]
    lists = {key: value for key, value in hyper.items() if isinstance(value, list)}
    make = getattr(importlib.import_module(one["module"]), one["function"])
    params = [jnp.asarray(np.array(case["theta0"]).reshape(case["shape"]))]
    state = make(**{key: value[0] if key in lists else value for key, value in hyper.items()}).init(params)
    path = {"theta": [], "average": []}
    fixed = None if lists else make(**hyper)
    update = fixed and (jax.jit(fixed.update) if hasattr(jax, "jit") else fixed.update)
    for t, gradient in enumerate(case["gradients"]):
        g = [jnp.asarray(np.array(gradient).reshape(case["shape"]))]
        now = {key: value[t] if key in lists else value for key, value in hyper.items()}
        updates, state = (update or make(**now).update)(g, state, params)
        params = optax.apply_updates(params, updates)
        path["theta"].append(np.asarray(params[0]).flatten().tolist())
        if one["average"]:
            # The buffer with the averaged weights has the same name in the state.
            path["average"].append(np.asarray(getattr(state, one["averageField"])[0]).flatten().tolist())
    path["state"] = {name: [float(np.sum(np.asarray(getattr(state, name))))] for name in state._fields}
    return path


version = getattr(jax, "__version__", f"numpy {np.__version__} in place of jax.numpy")
json.dump({"version": version, "cases": [run(one) for one in given["cases"]]}, sys.stdout)
