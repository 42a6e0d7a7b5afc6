"""The cases: for each rule and form, its defaults, random settings and a changing learning rate, on seeded streams.

All numbers are doubles, weights and gradients also exact in a Float32Array, so that every reader starts from the same.
"""
import itertools
import math
import random

from exact import float32
from run import OPTIONS

STEPS = 12


def tidy(x):
    """Three significant digits: what a person would type."""
    return float("%.3g" % x)


def logarithmic(low, high):
    return lambda rng: tidy(math.exp(rng.uniform(math.log(low), math.log(high))))


def uniform(low, high):
    return lambda rng: tidy(rng.uniform(low, high))


def whole(low, high):
    return lambda rng: rng.randint(low, high)


LR = logarithmic(1e-4, 1e-1)
EPS = logarithmic(1e-8, 1e-2)
DECAY = logarithmic(1e-4, 1e-1)
HEAVY = logarithmic(0.1, 10)  # to be seen beside gradients of 1e3
BETAS = {"beta1": uniform(0.7, 0.97), "beta2": uniform(0.93, 0.9995)}
ADAM = {"lr": LR, **BETAS, "eps": EPS}
ADAM_DEFAULTS = {"lr": 1e-3, "beta1": 0.9, "beta2": 0.999, "eps": 1e-8}
BOUND = {**ADAM, "finalLr": logarithmic(1e-3, 1), "gamma": logarithmic(1e-3, 1e-1), "baseLr": LR}
BOUND_DEFAULTS = {**ADAM_DEFAULTS, "finalLr": 0.1, "gamma": 1e-3, "baseLr": 1e-3}
MATRIX = [[2, 3], [3, 2], [4, 4]]
ANY = [[5], [2, 3]]

# rule: (defaults, random settings, shapes, may lr change from step to step)
SIMPLE = {
    "sgd": ({"lr": 0.01}, {"lr": LR}, [[5]], True),
    "momentum": (
        {"lr": 0.01, "mu": 0.9, "dampening": 0.0},
        {"lr": LR, "mu": uniform(0.5, 0.99), "dampening": uniform(0.1, 0.9)},
        [[5]],
        True,
    ),
    "nesterov": ({"lr": 0.01, "mu": 0.9}, {"lr": LR, "mu": uniform(0.5, 0.99)}, [[5]], True),
    "adagrad": (
        {"lr": 0.01, "eps": 1e-8, "initial": 0.0, "lrDecay": 0.0},
        {"lr": LR, "eps": EPS, "initial": logarithmic(1e-6, 1), "lrDecay": uniform(0.01, 0.5)},
        [[5]],
        True,
    ),
    "rprop": (
        {"lr": 0.01, "etaPlus": 1.2, "etaMinus": 0.5, "stepMin": 1e-6, "stepMax": 50.0},
        {
            "lr": uniform(0.03, 0.1),
            "etaPlus": uniform(1.1, 1.5),
            "etaMinus": uniform(0.3, 0.8),
            "stepMin": uniform(0.01, 0.03),
            "stepMax": uniform(0.1, 0.2),
        },
        [[5]],
        False,
    ),
    "rmsprop": (
        {"lr": 0.01, "rho": 0.9, "eps": 1e-8, "mu": 0.0, "initial": 0.0},
        {
            "lr": LR,
            "rho": uniform(0.8, 0.99),
            "eps": EPS,
            "mu": uniform(0.5, 0.95),
            "initial": logarithmic(1e-6, 1),
        },
        [[5]],
        True,
    ),
    "adadelta": (
        {"lr": 1.0, "rho": 0.95, "eps": 1e-6},
        {"lr": uniform(0.1, 1), "rho": uniform(0.8, 0.99), "eps": EPS},
        [[5]],
        True,
    ),
    "adam": (ADAM_DEFAULTS, ADAM, [[5]], True),
    "amsgrad": (ADAM_DEFAULTS, ADAM, [[5]], True),
    "adabound": (BOUND_DEFAULTS, BOUND, [[5]], True),
    "amsbound": (BOUND_DEFAULTS, BOUND, [[5]], True),
    "radam": ({**ADAM_DEFAULTS, "threshold": 4.0}, {**ADAM, "threshold": uniform(4, 6.5)}, [[5]], True),
    "ranger": (
        {"lr": 1e-3, "beta1": 0.95, "beta2": 0.999, "eps": 1e-5, "k": 6, "alpha": 0.5},
        {**ADAM, "k": whole(2, 5), "alpha": uniform(0.2, 0.9)},
        [[2, 3], [5]],
        True,
    ),
    "nadam": (
        {**ADAM_DEFAULTS, "momentumDecay": 0.004},
        {**ADAM, "momentumDecay": uniform(0.001, 1)},
        [[5]],
        True,
    ),
    "adamax": ({**ADAM_DEFAULTS, "lr": 2e-3}, ADAM, [[5]], True),
    "adabelief": ({**ADAM_DEFAULTS, "eps": 1e-16}, {**ADAM, "eps": logarithmic(1e-16, 1e-4)}, [[5]], True),
    "yogi": (
        {"lr": 0.01, "beta1": 0.9, "beta2": 0.999, "eps": 1e-3, "initial": 1e-6},
        {**ADAM, "initial": logarithmic(1e-6, 1e-2)},
        [[5]],
        True,
    ),
    "lion": (
        {"lr": 1e-4, "beta1": 0.9, "beta2": 0.99, "weightDecay": 0.0},
        {"lr": LR, **BETAS, "weightDecay": DECAY},
        [[5]],
        True,
    ),
    "adopt": (
        {"lr": 1e-3, "beta1": 0.9, "beta2": 0.9999, "eps": 1e-6},
        {**ADAM, "eps": logarithmic(1e-6, 1)},
        [[5]],
        True,
    ),
    "asgd": (
        {"lr": 0.01, "lambd": 1e-4, "alpha": 0.75, "t0": 1e6},
        {"lr": LR, "lambd": uniform(0.01, 0.5), "alpha": uniform(0.5, 1), "t0": whole(2, 5)},
        [[5]],
        False,
    ),
    "scheduleFreeSgd": (
        {"lr": 0.01, "beta": 0.9, "weightDecay": 0.0, "warmupSteps": 0},
        {"lr": LR, "beta": uniform(0.6, 0.95), "weightDecay": DECAY, "warmupSteps": whole(2, 8)},
        [[5]],
        True,
    ),
    "scheduleFreeAdamw": (
        {**ADAM_DEFAULTS, "lr": 2.5e-3, "weightDecay": 0.0, "warmupSteps": 0},
        {**ADAM, "weightDecay": DECAY, "warmupSteps": whole(2, 8)},
        [[5]],
        True,
    ),
    "lamb": ({**ADAM_DEFAULTS, "eps": 1e-6, "weightDecay": 0.01}, {**ADAM, "weightDecay": HEAVY}, ANY, True),
    "lars": (
        {"lr": 0.1, "mu": 0.9, "trust": 0.001, "weightDecay": 1e-4},
        {"lr": LR, "mu": uniform(0.5, 0.95), "trust": logarithmic(1e-3, 1), "weightDecay": HEAVY},
        ANY,
        True,
    ),
    "adafactor": (
        {"lr": 0.01, "decay": 0.8, "eps1": 1e-30, "eps2": 1e-3, "clip": 1.0},
        {
            "lr": uniform(0.01, 0.5),
            "decay": uniform(0.5, 0.95),
            "eps1": logarithmic(1e-30, 1e-4),
            "eps2": logarithmic(1e-3, 1),
            "clip": uniform(0.5, 2),
        },
        [[2, 3], [5]],
        True,
    ),
    "muon": (
        {"lr": 1e-3, "mu": 0.95, "weightDecay": 0.1},
        {"lr": LR, "mu": uniform(0.5, 0.99), "weightDecay": DECAY},
        MATRIX,
        True,
    ),
    "prodigy": (
        {"lr": 1.0, "beta1": 0.9, "beta2": 0.999, "eps": 1e-8, "d0": 1e-6, "weightDecay": 0.0},
        {**ADAM, "lr": uniform(0.3, 2), "d0": logarithmic(1e-6, 1e-2), "weightDecay": HEAVY},
        ANY,
        True,
    ),
}


def magnitude(rng):
    """1e-6 .. 1e3, either sign."""
    return rng.choice([-1, 1]) * 10 ** rng.uniform(-6, 3)


def gradients(rng, size):
    """Element by element: wide, with exact zeros, constant, of ordinary size, growing; [STEPS][size]."""
    kinds = [
        lambda: [magnitude(rng) for _ in range(STEPS)],
        lambda: [0.0 if rng.random() < 0.4 or t == 0 else magnitude(rng) for t in range(STEPS)],
        lambda: [magnitude(rng)] * STEPS,
        lambda: [rng.gauss(0, 1) for _ in range(STEPS)],
        lambda: [rng.choice([-1, 1]) * 10 ** (-6 + 9 * (t + rng.random()) / STEPS) for t in range(STEPS)],
    ]
    columns = [[float32(x) for x in kinds[i % len(kinds)]()] for i in range(size)]
    return [list(row) for row in zip(*columns)]


def changing(rng, lr):
    """A learning rate that warms up, holds and falls: one value per update."""
    return [tidy(lr * min(1, t / 3) * rng.choice([1, 1, 0.5, 0.25])) for t in range(1, STEPS + 1)]


def drawn(rng, settings):
    return {name: draw(rng) for name, draw in settings.items()}


def case(kind, rule, hyper, options, shape, inner=None):
    """A case without its answers. Its own name seeds its stream, so adding a case changes no other."""
    within = f" over {inner[0]} {sorted(inner[2].items())}" if inner else ""
    rng = random.Random(f"{rule}{within} {kind} {sorted(options.items())} {shape}")
    size = math.prod(shape)
    made = {"case": kind, "rule": rule, "hyper": hyper(rng), "options": options}
    if inner:
        made["inner"] = {"rule": inner[0], "hyper": drawn(rng, inner[1]), "options": inner[2]}
    made["shape"] = shape
    # Small weights leave the digits of the steps to be seen; Prodigy measures distances that 1 + distance would round away.
    scale = 2.0**-10 if kind == "random 2" or rule == "prodigy" else 1.0
    made["theta0"] = [float32(scale * rng.gauss(0, 1)) for _ in range(size)]
    made["gradients"] = gradients(rng, size)
    return made


def forms(rule):
    names = OPTIONS.get(rule, {})
    return [dict(zip(names, values)) for values in itertools.product(*names.values())]


def scheduled(settings):
    def hyper(rng):
        fixed = drawn(rng, settings)
        return {**fixed, "lr": changing(rng, fixed["lr"])}

    return hyper


def simple_cases():
    for rule, (usual, settings, shapes, schedulable) in SIMPLE.items():
        for shape in shapes:
            yield case("defaults", rule, lambda rng: dict(usual), {}, shape)
            for options in forms(rule):
                for n in (1, 2):
                    yield case(f"random {n}", rule, lambda rng: drawn(rng, settings), options, shape)
                if schedulable:
                    yield case("schedule", rule, scheduled(settings), options, shape)


def decay_cases():
    """AdamW and SGDW: the schedule-only form needs baseLr, the usual one must not."""
    adamw = ({**ADAM_DEFAULTS, "weightDecay": 0.01}, {**ADAM, "weightDecay": DECAY})
    sgdw = (
        {"lr": 0.01, "mu": 0.9, "weightDecay": 1e-4},
        {"lr": LR, "mu": uniform(0.5, 0.95), "weightDecay": DECAY},
    )
    for rule, (usual, settings) in {"adamw": adamw, "sgdw": sgdw}.items():
        yield case("defaults", rule, lambda rng: dict(usual), {}, [5])
        for options in forms(rule):
            more = {"baseLr": LR} if options["decay"] == "scheduleOnly" else {}
            for n in (1, 2):
                yield case(f"random {n}", rule, lambda rng: drawn(rng, {**settings, **more}), options, [5])
            yield case("schedule", rule, scheduled({**settings, **more}), options, [5])


def special_cases():
    """Corners that random settings miss."""
    torch = {"fallback": "momentum", "epsPlacement": "uncorrected"}
    yield case("PyTorch's form", "radam", lambda rng: {**ADAM_DEFAULTS, "threshold": 5.0}, torch, [5])
    never = {**ADAM_DEFAULTS, "beta2": 0.5, "threshold": 4.0}
    yield case("never rectified", "radam", lambda rng: dict(never), {}, [5])
    letter = {**ADAM_DEFAULTS, "eps": 0.0}
    for rule, options in (("amsgrad", {"order": "uncorrected"}), ("radam", {})):
        extra = {"threshold": 4.0} if rule == "radam" else {}
        yield case("paper, eps 0", rule, lambda rng: {**letter, **extra}, options, [5])
    tight = {**BOUND_DEFAULTS, "gamma": 1.0}
    yield case("bounds active", "adabound", lambda rng: dict(tight), {}, [5])


def wrapper_cases():
    sgd = ("sgd", {"lr": LR}, {})
    adam = ("adam", ADAM, {})
    momentum = ("momentum", SIMPLE["momentum"][1], {})
    outside = ("momentum", SIMPLE["momentum"][1], {"lrPlacement": "outside"})
    ahead = {"k": whole(2, 5), "alpha": uniform(0.2, 0.9)}
    for options in forms("lookahead"):
        for inner in (sgd, adam, momentum, outside):
            for n in (1, 2):
                yield case(f"random {n}", "lookahead", lambda rng: drawn(rng, ahead), options, [5], inner)
    plain = {
        "l2": ({"l2": DECAY}, [sgd, adam], [[5]]),
        "decoupledDecay": ({"lr": LR, "weightDecay": DECAY}, [sgd], [[5]]),
        "maximize": ({}, [sgd, adam], [[5]]),
        "clipByValue": ({"limit": logarithmic(0.01, 10)}, [sgd, adam], [[5]]),
        "clipByNorm": ({"maxNorm": logarithmic(0.01, 10)}, [sgd, adam], [[5], [2, 3]]),
        "agc": ({"clip": logarithmic(0.01, 1), "eps": logarithmic(1e-3, 1)}, [sgd, adam], [[5], [2, 3]]),
        "ema": ({"decay": uniform(0.5, 0.99)}, [sgd, adam], [[5]]),
        "swa": ({"start": whole(1, 5), "every": whole(1, 3)}, [sgd, adam], [[5]]),
    }
    for rule, (settings, inners, shapes) in plain.items():
        for inner in inners:
            for shape in shapes:
                for n in (1, 2):
                    made = case(f"random {n}", rule, lambda rng: drawn(rng, settings), {}, shape, inner)
                    if rule == "decoupledDecay":
                        made["hyper"]["lr"] = made["inner"]["hyper"]["lr"]
                    yield made
    for axis in (0, 1):
        for inner in (sgd, adam):
            yield case(f"output axis {axis}", "centralize", lambda rng: {"outputAxis": axis}, {}, [2, 3], inner)


def all_cases():
    yield from simple_cases()
    yield from decay_cases()
    yield from special_cases()
    yield from wrapper_cases()
