"""Runs one case: {rule, variant?, hyper, shape, theta0, gradients, inner?} -> weights (and averages) after every step."""
from decimal import Decimal

import elementwise
import tensorwise
from wrappers import WRAPPERS

RULES = {**elementwise.RULES, **tensorwise.RULES}


def at(hyper, t, number):
    """The hyperparameters of update t: a list is a schedule, one value per update."""
    return {k: number(v[t - 1] if isinstance(v, list) else v) for k, v in hyper.items()}


def ranger(case):
    """Wright's Ranger: RAdam (rho_t > 5, eps beside the uncorrected root) in Lookahead, gradients centralized except in "original"."""
    h = case["hyper"]
    adam = {k: h[k] for k in ("lr", "beta1", "beta2", "eps")}
    inner = {"rule": "radam", "variant": "pytorch", "hyper": {**adam, "threshold": 5.0}}
    if "variant" not in case:
        inner = {"rule": "centralize", "hyper": {"outputAxis": 0}, "inner": inner}
    return {"rule": "lookahead", "hyper": {"k": h["k"], "alpha": h["alpha"]}, "inner": inner}


def build(case, shape, number):
    """The step function (theta, g, state, t) -> theta of a case and everything inside it."""
    if case["rule"] == "ranger":
        case = ranger(case)
    rule = case["rule"]
    variant = case.get("variant", "")
    if rule not in WRAPPERS:
        return lambda theta, g, state, t: RULES[rule](
            theta, g, state, t, at(case["hyper"], t, number), variant, shape
        )
    inner = build(case["inner"], shape, number)
    return lambda theta, g, state, t: WRAPPERS[rule](
        theta, g, state, t, at(case["hyper"], t, number), variant, shape, inner
    )


def averages(state):
    """The weights to use instead of the trained ones, where a rule keeps such."""
    if "average" in state:
        return state["average"]
    cells = state.get("cells", [])
    return [cell["average"] for cell in cells] if cells and "average" in cells[0] else None


def run(case, number=Decimal):
    """(weights, averages or None) after every step. number=float gives ordinary double-precision arithmetic."""
    step = build(case, case["shape"], number)
    theta, state, path, kept = [number(x) for x in case["theta0"]], {}, [], []
    for t, g in enumerate(case["gradients"], 1):
        theta = step(theta, [number(x) for x in g], state, t)
        path.append(theta)
        kept.append(averages(state))
    return path, None if kept[-1] is None else kept
