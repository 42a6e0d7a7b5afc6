"""Runs one case: {rule, hyper, options, shape, theta0, gradients, inner?} -> weights (and averages) after every step."""
from decimal import Decimal

import elementwise
import tensorwise
from wrappers import WRAPPERS

RULES = {**elementwise.RULES, **tensorwise.RULES}

# Options where publications disagree; the first value is the default.
OPTIONS = {
    "momentum": {"lrPlacement": ["inside", "outside"], "firstStep": ["damped", "undamped"]},
    "nesterov": {"lrPlacement": ["inside", "outside"]},
    "adagrad": {"epsPlacement": ["outside", "inside"]},
    "rprop": {"variant": ["rprop+", "rprop-", "irprop-"]},
    "rmsprop": {
        "centered": [False, True],
        "epsPlacement": ["outside", "inside"],
        "lrPlacement": ["outside", "inside"],
    },
    "adam": {"epsPlacement": ["corrected", "uncorrected", "insideRoot"], "biasCorrection": [True, False]},
    "adamw": {"decay": ["timesLr", "scheduleOnly"]},
    "sgdw": {"decay": ["timesLr", "scheduleOnly"]},
    "amsgrad": {"order": ["correctThenMax", "maxThenCorrect", "uncorrected"]},
    "adabound": {"form": ["authors", "paper"]},
    "amsbound": {"form": ["authors", "paper"]},
    "radam": {"fallback": ["momentum", "skip"], "epsPlacement": ["corrected", "uncorrected"]},
    "lookahead": {"innerMomentum": ["maintain", "interpolate", "reset"]},
    "ranger": {"centralize": [True, False]},
    "nadam": {"variant": ["dozat", "constant"]},
    "adamax": {"epsPlacement": ["none", "insideMax", "outside"]},
    "yogi": {"biasCorrection": [False, True]},
    "lars": {"denominator": ["combined", "separate"]},
    "adafactor": {"lrMode": ["relative", "fixed"]},
    "adopt": {"clip": [True, False]},
    "muon": {"scale": ["original", "moonlight"], "nesterov": [True, False]},
}


def defaults(rule):
    return {name: values[0] for name, values in OPTIONS.get(rule, {}).items()}


def at(hyper, t, number):
    """The hyperparameters of update t: a list is a schedule, one value per update."""
    return {k: number(v[t - 1] if isinstance(v, list) else v) for k, v in hyper.items()}


def ranger(case):
    """Wright's Ranger: RAdam (rho_t > 5, eps beside the uncorrected root) in Lookahead, gradients centralized."""
    h = case["hyper"]
    adam = {k: h[k] for k in ("lr", "beta1", "beta2", "eps")}
    inner = {"rule": "radam", "hyper": {**adam, "threshold": 5.0}, "options": {"epsPlacement": "uncorrected"}}
    if {**defaults("ranger"), **case["options"]}["centralize"]:
        inner = {"rule": "centralize", "hyper": {"outputAxis": 0}, "options": {}, "inner": inner}
    return {"rule": "lookahead", "hyper": {"k": h["k"], "alpha": h["alpha"]}, "options": {}, "inner": inner}


def build(case, shape, number):
    """The step function (theta, g, state, t) -> theta of a case and everything inside it."""
    if case["rule"] == "ranger":
        case = ranger(case)
    rule = case["rule"]
    options = {**defaults(rule), **case["options"]}
    if rule not in WRAPPERS:
        return lambda theta, g, state, t: RULES[rule](
            theta, g, state, t, at(case["hyper"], t, number), options, shape
        )
    inner = build(case["inner"], shape, number)
    return lambda theta, g, state, t: WRAPPERS[rule](
        theta, g, state, t, at(case["hyper"], t, number), options, shape, inner
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
