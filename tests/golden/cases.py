"""The cases: for each rule and variant, its defaults, random settings and a changing learning rate, on seeded streams.

All numbers are doubles, weights and gradients also exact in a Float32Array, so that every reader starts from the same.
"""
import math
import random

from exact import float32

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
        {"lr": 0.01, "mu": 0.9},
        {"lr": LR, "mu": uniform(0.5, 0.99)},
        [[5]],
        True,
    ),
    "nesterov": ({"lr": 0.01, "mu": 0.9}, {"lr": LR, "mu": uniform(0.5, 0.99)}, [[5]], True),
    "adagrad": (
        {"lr": 0.01, "eps": 1e-8, "epsRoot": 0.0, "initial": 0.0},
        {"lr": LR, "eps": EPS, "epsRoot": EPS, "initial": logarithmic(1e-6, 1)},
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
        {"lr": 0.01, "rho": 0.9, "eps": 1e-8, "epsRoot": 0.0, "initial": 0.0},
        {
            "lr": LR,
            "rho": uniform(0.8, 0.99),
            "eps": EPS,
            "epsRoot": EPS,
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
    "adam": ({**ADAM_DEFAULTS, "epsRoot": 0.0}, ADAM, [[5]], True),
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
    "adamax": ({"lr": 2e-3, "beta1": 0.9, "beta2": 0.999}, ADAM, [[5]], True),
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
    "ademamix": (
        {**ADAM_DEFAULTS, "beta3": 0.9999, "alpha": 5.0, "weightDecay": 0.0, "warmupSteps": 0},
        {**ADAM, "beta3": uniform(0.98, 0.9999), "alpha": uniform(1, 10), "weightDecay": DECAY, "warmupSteps": whole(2, 8)},
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


# Settings that a variant has and its rule's default has not.
MOMENTUM = {"lr": LR, "mu": uniform(0.5, 0.99), "dampening": uniform(0.1, 0.9)}
ADAGRAD = {"lr": LR, "eps": EPS, "initial": logarithmic(1e-6, 1), "lrDecay": uniform(0.01, 0.5)}
RMSPROP = {
    "lr": LR,
    "rho": uniform(0.8, 0.99),
    "eps": EPS,
    "mu": uniform(0.5, 0.95),
    "initial": logarithmic(1e-6, 1),
}
ADAMW = {**ADAM, "weightDecay": DECAY}
SGDW = {"lr": LR, "mu": uniform(0.5, 0.95), "weightDecay": DECAY}
SIMPLE["adamw"] = ({**ADAM_DEFAULTS, "weightDecay": 0.01}, ADAMW, [[5]], True)
SIMPLE["sgdw"] = ({"lr": 0.01, "mu": 0.9, "weightDecay": 1e-4}, SGDW, [[5]], True)

# rule and variant: what differs from the rule's defaults (None: the variant has no such number), and its random settings
# where they differ.
VARIANTS = {
    ("momentum", "pytorch"): ({"dampening": 0.0}, MOMENTUM),
    ("nesterov", "pytorch"): ({}, None),
    ("adagrad", "pytorch"): ({"eps": 1e-10, "lrDecay": 0.0, "epsRoot": None}, ADAGRAD),
    ("rprop", "rpropMinus"): ({}, None),
    ("rprop", "irpropMinus"): ({}, None),
    ("rmsprop", "pytorch"): ({"rho": 0.99, "mu": 0.0, "epsRoot": None}, RMSPROP),
    ("rmsprop", "tensorflow"): ({"lr": 1e-3, "mu": 0.0, "eps": 0.0, "epsRoot": 1e-7}, RMSPROP),
    ("rmsprop", "centered"): ({"lr": 1e-4, "rho": 0.95, "mu": 0.9, "eps": 0.0, "epsRoot": 1e-4}, RMSPROP),
    ("rmsprop", "pytorchCentered"): ({"rho": 0.99, "mu": 0.0, "epsRoot": None}, RMSPROP),
    ("adam", "tensorflow"): ({"eps": 1e-7, "epsRoot": None}, None),
    ("adam", "mlx"): ({"epsRoot": None}, None),
    ("adamw", "paper"): ({"baseLr": 1e-3}, {**ADAMW, "baseLr": LR}),
    ("sgdw", "paper"): ({"baseLr": 1e-2}, {**SGDW, "baseLr": LR}),
    ("amsgrad", "pytorch"): ({}, None),
    ("amsgrad", "paper"): ({"eps": 0.0}, None),
    ("adabound", "paper"): ({"eps": None, "gamma": None, "baseLr": None}, None),
    ("amsbound", "paper"): ({"eps": None, "gamma": None, "baseLr": None}, None),
    ("radam", "pytorch"): ({"threshold": 5.0}, None),
    ("radam", "authors"): ({"threshold": 5.0}, None),
    ("ranger", "original"): ({}, None),
    ("nadam", "optax"): ({"momentumDecay": None}, None),
    ("adamax", "pytorch"): ({"eps": 1e-8}, None),
    ("adamax", "keras"): ({"lr": 1e-3, "eps": 1e-7}, None),
    ("yogi", "optax"): ({}, None),
    ("lars", "paper"): ({}, None),
    ("adafactor", "transformers"): ({"lr": 1e-3, "eps2": None}, None),
    ("adopt", "unclipped"): ({}, None),
    ("muon", "momentum"): ({}, None),
    ("muon", "moonlight"): ({}, None),
}


def inside(hyper):
    """Moves eps under the root."""
    return {**hyper, "eps": 0.0, "epsRoot": hyper["eps"]}


# A case's stream is seeded by its words. Cases made when forms had other names keep those words and with them their numbers.
WORDS = {
    ("nesterov", ""): [{"lrPlacement": "inside"}],
    ("nesterov", "pytorch"): [{"lrPlacement": "outside"}],
    ("momentum", "pytorch"): [{"lrPlacement": "outside", "firstStep": "undamped"}],
    ("adagrad", "pytorch"): [{"epsPlacement": "outside"}],
    ("rprop", ""): [{"variant": "rprop+"}],
    ("rprop", "rpropMinus"): [{"variant": "rprop-"}],
    ("rprop", "irpropMinus"): [{"variant": "irprop-"}],
    ("rmsprop", "pytorch"): [{"centered": False, "epsPlacement": "outside", "lrPlacement": "outside"}],
    ("rmsprop", "tensorflow"): [
        {"centered": False, "epsPlacement": "outside", "lrPlacement": "inside"},
        {"centered": False, "epsPlacement": "inside", "lrPlacement": "inside"},
    ],
    ("rmsprop", "centered"): [
        {"centered": True, "epsPlacement": "outside", "lrPlacement": "inside"},
        {"centered": True, "epsPlacement": "inside", "lrPlacement": "inside"},
    ],
    ("rmsprop", "pytorchCentered"): [{"centered": True, "epsPlacement": "outside", "lrPlacement": "outside"}],
    ("adam", ""): [
        {"epsPlacement": "corrected", "biasCorrection": True},
        {"epsPlacement": "insideRoot", "biasCorrection": True},
    ],
    ("adam", "tensorflow"): [{"epsPlacement": "uncorrected", "biasCorrection": True}],
    ("adam", "mlx"): [
        {"epsPlacement": "corrected", "biasCorrection": False},
        {"epsPlacement": "uncorrected", "biasCorrection": False},
    ],
    ("adamw", ""): [{"decay": "timesLr"}],
    ("adamw", "paper"): [{"decay": "scheduleOnly"}],
    ("sgdw", ""): [{"decay": "timesLr"}],
    ("sgdw", "paper"): [{"decay": "scheduleOnly"}],
    ("amsgrad", ""): [{"order": "correctThenMax"}],
    ("amsgrad", "pytorch"): [{"order": "maxThenCorrect"}],
    ("amsgrad", "paper"): [{"order": "uncorrected"}],
    ("adabound", ""): [{"form": "authors"}],
    ("adabound", "paper"): [{"form": "paper"}],
    ("amsbound", ""): [{"form": "authors"}],
    ("amsbound", "paper"): [{"form": "paper"}],
    ("radam", ""): [{"fallback": "momentum", "epsPlacement": "corrected"}],
    ("radam", "pytorch"): [{"fallback": "momentum", "epsPlacement": "uncorrected"}],
    ("radam", "authors"): [{"fallback": "skip", "epsPlacement": "uncorrected"}],
    ("ranger", ""): [{"centralize": True}],
    ("ranger", "original"): [{"centralize": False}],
    ("nadam", ""): [{"variant": "dozat"}],
    ("nadam", "optax"): [{"variant": "constant"}],
    ("adamax", ""): [{"epsPlacement": "none"}],
    ("adamax", "pytorch"): [{"epsPlacement": "insideMax"}],
    ("adamax", "keras"): [{"epsPlacement": "outside"}],
    ("yogi", ""): [{"biasCorrection": False}],
    ("lars", ""): [{"denominator": "combined"}],
    ("lars", "paper"): [{"denominator": "separate"}],
    ("adafactor", ""): [{"lrMode": "relative"}],
    ("adafactor", "transformers"): [{"lrMode": "fixed"}],
    ("adopt", ""): [{"clip": True}],
    ("adopt", "unclipped"): [{"clip": False}],
    ("muon", ""): [{"scale": "original", "nesterov": True}],
    ("muon", "momentum"): [{"scale": "original", "nesterov": False}],
    ("muon", "moonlight"): [{"scale": "moonlight", "nesterov": True}],
    ("lookahead", ""): [{"innerMomentum": "maintain"}],
    ("lookahead", "interpolate"): [{"innerMomentum": "interpolate"}],
    ("lookahead", "reset"): [{"innerMomentum": "reset"}],
}


def words_of(rule, variant):
    return WORDS.get((rule, variant), [{"variant": variant} if variant else {}])


def variants_of(rule):
    return ["", *(variant for name, variant in VARIANTS if name == rule)]


def usual_of(rule, variant):
    """The default hyperparameters of a variant."""
    changes = VARIANTS[rule, variant][0] if variant else {}
    return {name: value for name, value in {**SIMPLE[rule][0], **changes}.items() if value is not None}


def own(rule, variant, hyper):
    """The hyperparameters that the variant has; one place for eps where only one was drawn."""
    usual = usual_of(rule, variant)
    beside = {"epsRoot": 0.0} if "epsRoot" in usual else {}
    return {name: value for name, value in {**beside, **hyper}.items() if name in usual}


def case(kind, rule, hyper, shape, variant="", words=None, inner=None):
    """A case without its answers. Its own name seeds its stream, so adding a case changes no other."""
    words = words_of(rule, variant)[0] if words is None else words
    within = f" over {inner[0]} {sorted(inner[3].items())}" if inner else ""
    rng = random.Random(f"{rule}{within} {kind} {sorted(words.items())} {shape}")
    size = math.prod(shape)
    made = {"case": kind, **named(rule, variant), "hyper": hyper(rng)}
    if inner:
        name, of, settings, _ = inner
        made["inner"] = {**named(name, of), "hyper": drawn(rng, settings)}
    made["shape"] = shape
    # Small weights leave the digits of the steps to be seen; Prodigy measures distances that 1 + distance would round away.
    scale = 2.0**-10 if kind == "random 2" or rule == "prodigy" else 1.0
    made["theta0"] = [float32(scale * rng.gauss(0, 1)) for _ in range(size)]
    made["gradients"] = gradients(rng, size)
    return made


def named(rule, variant):
    return {"rule": rule, "variant": variant} if variant else {"rule": rule}


def scheduled(settings):
    def hyper(rng):
        fixed = drawn(rng, settings)
        return {**fixed, "lr": changing(rng, fixed["lr"])}

    return hyper


def is_inside(words):
    return words.get("epsPlacement") in ("inside", "insideRoot")


def simple_cases():
    for rule, (_, settings, shapes, schedulable) in SIMPLE.items():
        for shape in shapes:
            for variant in variants_of(rule):
                usual = usual_of(rule, variant)
                words = {"variant": variant} if variant else {}
                yield case("defaults", rule, lambda rng: dict(usual), shape, variant, words)
                yield from random_cases(rule, variant, (variant and VARIANTS[rule, variant][1]) or settings, shape, schedulable)


def random_cases(rule, variant, settings, shape, schedulable):
    for words in words_of(rule, variant):

        def adapted(draw):
            move = inside if is_inside(words) else dict
            return lambda rng: own(rule, variant, move(draw(rng)))

        for n in (1, 2):
            yield case(f"random {n}", rule, adapted(lambda rng: drawn(rng, settings)), shape, variant, words)
        if schedulable:
            yield case("schedule", rule, adapted(scheduled(settings)), shape, variant, words)


# One stream for every variant: four weights see the same seven gradients at four scales; the learning rate halves.
STREAM = [0.1, -0.2, 0.3, 0.3, -0.05, 0.4, 0.02]
SCALES = [1, 0.1, -0.01, 3]
APART = {"lr": [0.01] * 3 + [0.005] * 4, "beta2": 0.9, "eps": 1e-3, "mu": 0.9, "dampening": 0.5, "weightDecay": 0.1, "lrDecay": 0.5}


def apart_cases():
    """What tells variants apart: their default settings, except where those would make them equal."""
    for rule in dict.fromkeys(rule for rule, _ in VARIANTS):
        for variant in variants_of(rule):
            usual = usual_of(rule, "")
            made = {**usual_of(rule, variant), **{name: usual[name] for name in usual if name in usual_of(rule, variant)}}
            made = {name: APART.get(name, value) for name, value in made.items()}
            steps = [[float32(s * STREAM[(t + i) % 7]) for i, s in enumerate(SCALES)] for t in range(7)]
            start = {"shape": [2, 2], "theta0": [1.0, -0.5, 0.25, 2.0], "gradients": steps}
            yield {"case": "apart", **named(rule, variant), "hyper": made, **start}


def special_cases():
    """Corners that random settings miss."""
    usual = usual_of("radam", "pytorch")
    yield case("PyTorch's form", "radam", lambda rng: dict(usual), [5], "pytorch")
    never = {**ADAM_DEFAULTS, "beta2": 0.5, "threshold": 4.0}
    yield case("never rectified", "radam", lambda rng: dict(never), [5], words={})
    letter = {**ADAM_DEFAULTS, "eps": 0.0}
    yield case("paper, eps 0", "amsgrad", lambda rng: dict(letter), [5], "paper")
    yield case("paper, eps 0", "radam", lambda rng: {**letter, "threshold": 4.0}, [5], words={})
    tight = {**BOUND_DEFAULTS, "gamma": 1.0}
    yield case("bounds active", "adabound", lambda rng: dict(tight), [5], words={})


def wrapper_cases():
    sgd = ("sgd", "", {"lr": LR}, {})
    adam = ("adam", "", ADAM, {})
    momentum = ("momentum", "", SIMPLE["momentum"][1], {})
    outside = ("momentum", "pytorch", MOMENTUM, {"lrPlacement": "outside"})
    ahead = {"k": whole(2, 5), "alpha": uniform(0.2, 0.9)}
    for variant in ("", "interpolate", "reset"):
        for inner in (sgd, adam, momentum, outside):
            for n in (1, 2):
                yield case(f"random {n}", "lookahead", lambda rng: drawn(rng, ahead), [5], variant, inner=inner)
    averaged = {"decay": uniform(0.5, 0.99)}
    for variant in ("", "pytorch", "timm", "tensorflow"):
        for inner in (sgd, adam):
            for n in (1, 2):
                words = {} if variant == "timm" else {"variant": variant}
                yield case(f"random {n}", "ema", lambda rng: drawn(rng, averaged), [5], variant, words, inner=inner)
    plain = {
        "l2": ({"l2": DECAY}, [sgd, adam], [[5]]),
        "decoupledDecay": ({"lr": LR, "weightDecay": DECAY}, [sgd], [[5]]),
        "maximize": ({}, [sgd, adam], [[5]]),
        "clipByValue": ({"limit": logarithmic(0.01, 10)}, [sgd, adam], [[5]]),
        "clipByNorm": ({"maxNorm": logarithmic(0.01, 10)}, [sgd, adam], [[5], [2, 3]]),
        "agc": ({"clip": logarithmic(0.01, 1), "eps": logarithmic(1e-3, 1)}, [sgd, adam], [[5], [2, 3]]),
        "swa": ({"start": whole(1, 5), "every": whole(1, 3)}, [sgd, adam], [[5]]),
    }
    for rule, (settings, inners, shapes) in plain.items():
        for inner in inners:
            for shape in shapes:
                for n in (1, 2):
                    made = case(f"random {n}", rule, lambda rng: drawn(rng, settings), shape, inner=inner)
                    if rule == "decoupledDecay":
                        made["hyper"]["lr"] = made["inner"]["hyper"]["lr"]
                    yield made
    for axis in (0, 1):
        for inner in (sgd, adam):
            yield case(f"output axis {axis}", "centralize", lambda rng: {"outputAxis": axis}, [2, 3], inner=inner)


def all_cases():
    yield from simple_cases()
    yield from apart_cases()
    yield from special_cases()
    yield from wrapper_cases()
