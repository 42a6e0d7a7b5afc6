"""Writes torch.json: the same kind of cases, answered by PyTorch in Float64, and compares them with the decimal oracle.

    /usr/bin/python3 tests/golden/torch_oracle.py      (Debian: apt-get install python3-torch)

Each case names PyTorch's constructor and is filed under this project's rule and variant that claim the same trajectory.
"""
import importlib
import inspect
import json

import torch

from cases import ADAGRAD, ADAM, ADAMW, DECAY, LR, MOMENTUM, RMSPROP, SIMPLE, case, drawn, scheduled, uniform
from oracle import HERE
from run import run
from selfcheck import stray

torch.set_default_dtype(torch.float64)  # otherwise NAdam and ASGD keep their scalars in Float32
TOLERANCE = 1e-12


def adam_like(**more):
    """PyTorch's constructor arguments from this project's hyperparameters."""

    def arguments(h):
        named = {k: h[v] for k, v in more.items()}
        return {"betas": (h["beta1"], h["beta2"]), "eps": h["eps"], **named}

    return arguments


def plain(**names):
    """Arguments by PyTorch's name: a hyperparameter's name, or a constant."""
    return lambda h: {k: h[v] if isinstance(v, str) else v for k, v in names.items()}


FREE = {"lr": LR, "mu": uniform(0.5, 0.99)}
RADAM = {**ADAM, "threshold": lambda rng: 5.0}
ROOT = {**RMSPROP, "initial": lambda rng: 0.0}
NADAM = {**ADAM, "momentumDecay": uniform(0.001, 1)}
FLAT = {"lrPlacement": "outside", "epsPlacement": "outside", "centered": False}
HINDERED = {"fallback": "momentum", "epsPlacement": "uncorrected"}

# (PyTorch class, its arguments from the hyperparameters, rule, variant, hyperparameters, further fixed arguments, words).
# Words seed the stream, as in cases.py.
PAIRS = [
    ("SGD", plain(), "sgd", "", {"lr": LR}, {}, {}),
    (
        "SGD",
        plain(momentum="mu", dampening="dampening"),
        "momentum",
        "pytorch",
        MOMENTUM,
        {},
        {"lrPlacement": "outside", "firstStep": "undamped"},
    ),
    ("SGD", plain(momentum="mu"), "nesterov", "pytorch", FREE, {"nesterov": True}, {"lrPlacement": "outside"}),
    (
        "Adagrad",
        plain(eps="eps", initial_accumulator_value="initial", lr_decay="lrDecay"),
        "adagrad",
        "pytorch",
        ADAGRAD,
        {},
        {"epsPlacement": "outside"},
    ),
    (
        "Rprop",
        lambda h: {"etas": (h["etaMinus"], h["etaPlus"]), "step_sizes": (h["stepMin"], h["stepMax"])},
        "rprop",
        "irpropMinus",
        SIMPLE["rprop"][1],
        {},
        {"variant": "irprop-"},
    ),
    ("RMSprop", plain(alpha="rho", eps="eps", momentum="mu"), "rmsprop", "pytorch", ROOT, {}, FLAT),
    (
        "RMSprop",
        plain(alpha="rho", eps="eps", momentum="mu"),
        "rmsprop",
        "pytorchCentered",
        ROOT,
        {"centered": True},
        {**FLAT, "centered": True},
    ),
    ("Adadelta", plain(rho="rho", eps="eps"), "adadelta", "", SIMPLE["adadelta"][1], {}, {}),
    ("Adam", adam_like(), "adam", "", ADAM, {}, {"epsPlacement": "corrected", "biasCorrection": True}),
    ("Adam", adam_like(), "amsgrad", "pytorch", ADAM, {"amsgrad": True}, {"order": "maxThenCorrect"}),
    ("AdamW", adam_like(weight_decay="weightDecay"), "adamw", "", ADAMW, {}, {"decay": "timesLr"}),
    ("Adamax", adam_like(), "adamax", "pytorch", ADAM, {}, {"epsPlacement": "insideMax"}),
    ("NAdam", adam_like(momentum_decay="momentumDecay"), "nadam", "", NADAM, {}, {"variant": "dozat"}),
    ("RAdam", adam_like(), "radam", "pytorch", RADAM, {}, HINDERED),
    ("ASGD", plain(lambd="lambd", alpha="alpha", t0="t0"), "asgd", "", SIMPLE["asgd"][1], {}, {}),
]
# weight_decay of the rules without a W is L2; maximize negates the gradient before it.
WRAPPED = [
    ("SGD", plain(), "sgd", "", {"lr": LR}, {}),
    ("Adam", adam_like(), "adam", "", ADAM, {}),
    ("Adagrad", PAIRS[3][1], "adagrad", "pytorch", ADAGRAD, {}),
    ("RMSprop", PAIRS[5][1], "rmsprop", "pytorch", ROOT, {}),
    ("RAdam", adam_like(), "radam", "pytorch", RADAM, HINDERED),
]
NADAM_AS_IN_2_0 = ("mu_product * mu * mu_next", "mu_product * mu_next")


def without_nadam_defect():
    """PyTorch 1.13's NAdam multiplies mu_t into the product twice; 2.0 corrected that line. This corrects it here."""
    module = importlib.import_module("torch.optim.nadam")
    source = inspect.getsource(module._single_tensor_nadam)
    assert NADAM_AS_IN_2_0[0] in source, "this PyTorch has no such defect: drop the correction"
    exec(source.replace(*NADAM_AS_IN_2_0), module.__dict__)


def answer(made, name, arguments):
    """The case with PyTorch's weights after every step."""
    core = made
    while "inner" in core:
        core = core["inner"]
    rates = core["hyper"]["lr"]
    x = torch.tensor(made["theta0"], requires_grad=True)
    first = rates[0] if isinstance(rates, list) else rates
    optimizer = getattr(torch.optim, name)([x], lr=first, **arguments)
    path, kept = [], []
    for t, g in enumerate(made["gradients"]):
        if isinstance(rates, list):
            optimizer.param_groups[0]["lr"] = rates[t]
        x.grad = torch.tensor(g)
        optimizer.step()
        path.append([repr(v) for v in x.tolist()])
        if name == "ASGD":
            kept.append([repr(v) for v in optimizer.state[x]["ax"].tolist()])
    words = ", ".join(f"{k}={v}" for k, v in arguments.items())
    done = {"torch": f"{name}({words})", **made, "theta": path}
    return {**done, "average": kept} if kept else done


def answers():
    for name, arguments, rule, variant, settings, fixed, words in PAIRS:
        hypers = {"torch 1": lambda rng: drawn(rng, settings), "torch 2": lambda rng: drawn(rng, settings)}
        if name not in ("Rprop", "ASGD"):
            hypers["torch schedule"] = scheduled(settings)
        for kind, hyper in hypers.items():
            made = case(kind, rule, hyper, [5], variant, words)
            yield answer(made, name, {**arguments(made["hyper"]), **fixed})
    for name, arguments, *inner in WRAPPED:
        made = case("torch", "l2", lambda rng: drawn(rng, {"l2": DECAY}), [5], inner=inner)
        given = {**arguments(made["inner"]["hyper"]), "weight_decay": made["hyper"]["l2"]}
        yield answer(made, name, given)
        if name == "RAdam":
            continue  # has no maximize in 1.13
        within = {k: made[k] for k in ("rule", "hyper", "inner")}
        upward = {**made, "case": "torch maximize", "rule": "maximize", "hyper": {}, "inner": within}
        yield answer(upward, name, {**given, "maximize": True})


def compare(found):
    """How far PyTorch and the decimal oracle are apart, by PyTorch class: beyond the storing of weights, and in all."""
    worst = {}
    for made in found:
        path, kept = run(made)
        name = made["torch"].split("(")[0]
        for roundings in (2, 0):
            far = stray(made, path, made["theta"], roundings)
            if kept:
                far = max(far, stray(made, kept, made["average"], roundings))
            worst[name, roundings] = max(worst.get((name, roundings), 0), far)
    return worst


if __name__ == "__main__":
    released = [a for a in answers() if a["rule"] == "nadam"]
    apart = compare(released)["NAdam", 2]
    assert apart > 1e-6, "NAdam of this PyTorch agrees: its note in README.md is out of date"
    without_nadam_defect()
    found = list(answers())
    lines = ",\n".join(json.dumps(made, separators=(",", ":")) for made in found)
    (HERE / "torch.json").write_text(f'{{"version":"{torch.__version__}","cases":[\n{lines}\n]}}\n')
    print(f"PyTorch {torch.__version__}: {len(found)} cases; its NAdam as released is off by {apart:.1e}")
    worst = compare(found)
    for name in dict.fromkeys(name for name, _ in worst):
        beyond, in_all = worst[name, 2], worst[name, 0]
        print(f"  {name}: apart by {in_all:.1e} of the distance, {beyond:.1e} without the rounding of stored weights")
        assert beyond < TOLERANCE, name
