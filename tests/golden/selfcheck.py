"""Three checks of the oracle: known values, forms that matter, and how closely ordinary doubles can follow each case."""
from decimal import Decimal

from exact import norm
from run import run

STREAM = ["0.1", "-0.2", "0.3", "0.3", "-0.05", "0.4", "0.02"]
ADAM = "lr .001 beta1 .9 beta2 .999 eps 1e-8"
HALVING = "mu .9"
# rule | hyperparameters | variant | weights after steps 1, 2, 3 and 7, from weight 1 on STREAM
KNOWN = f"""
sgd | lr .1 | | 0.990000000000 1.010000000000 0.980000000000 0.913000000000
momentum | lr .1 mu .9 | | 0.990000000000 1.001000000000 0.980900000000 0.751068490000
momentum | lr halves {HALVING} | | 0.990000000000 1.001000000000 0.980900000000 0.834878490000
momentum | lr halves {HALVING} dampening 0 | pytorch | 0.990000000000 1.001000000000 0.980900000000 0.865984245000
nesterov | lr .1 mu .9 | | 0.981000000000 1.010900000000 0.962810000000 0.688961641000
nesterov | lr .1 mu .9 | pytorch | 0.981000000000 1.010900000000 0.962810000000 0.688961641000
momentum | lr .1 mu .9 dampening .5 | pytorch | 0.990000000000 0.991000000000 0.976900000000 0.849449090000
adagrad | lr .1 eps 1e-8 initial 0 | | 0.900000010000 0.989442725100 0.909264354669 0.790041876695
adagrad | lr .1 eps 0 epsRoot 1e-7 initial .1 | | 0.969848879247 1.021488639983 0.960251409172 0.856852859383
rmsprop | lr .01 rho .9 eps 1e-8 initial 0 | | 0.968377233398 0.996948657888 0.971042272118 0.930904007429
rmsprop | lr .01 rho .9 eps 0 epsRoot 1e-8 mu 0 initial 0 | tensorflow | 0.968377381511 0.996948780928 0.971042402580 0.930904142911
rmsprop | lr .01 rho .9 eps 0 epsRoot 1e-8 mu 0 initial 1 | tensorflow | 0.998946492572 1.001162023587 0.997680259469 0.989071661007
rmsprop | lr .01 rho .9 eps 1e-8 mu 0 initial 0 | pytorchCentered | 0.966666677778 0.995597542700 0.969291864153 0.925868048088
adadelta | lr 1 rho .95 eps 1e-6 | | 0.995532329484 1.001213696575 0.994373766900 0.980140708128
adadelta | lr 1 rho .9 eps 1e-6 | | 0.996839302294 1.000878491061 0.996010886723 0.985917932572
adam | {ADAM} | | 0.999000000100 0.999366103604 0.999022862539 0.996827176904
adam | {ADAM} | tensorflow | 0.999000003162 0.999366106172 0.999022865381 0.996827180918
adam | {ADAM} | mlx | 0.996837732340 0.998393520645 0.996694397953 0.983761865818
amsgrad | {ADAM} | paper | 0.996837732340 0.998393520645 0.996694397953 0.983761865818
amsgrad | {ADAM} | pytorch | 0.999000000100 0.999366103604 0.999022862539 0.996827176904
amsgrad | {ADAM} | | 0.999000000100 0.999366103604 0.999022862539 0.996912206772
l2 adam | l2 .01 {ADAM} | | 0.999000000091 0.999308500510 0.998924857375 0.996610838846
adamw | {ADAM} weightDecay .01 | | 0.998990000100 0.999346113704 0.998992879178 0.996757266795
adamw | {ADAM} weightDecay .01 baseLr .001 | paper | 0.989000000100 0.979476103603 0.969338101502 0.928978778161
adabound | {ADAM} finalLr .1 gamma .001 baseLr .001 | | 0.999000003162 0.999366106172 0.999022865381 0.996827180918
amsbound | {ADAM} finalLr .1 gamma .001 baseLr .001 | | 0.999000003162 0.999366106172 0.999022865381 0.996827180918
radam | {ADAM} threshold 4 | pytorch | 0.999900000000 0.999957894737 0.999883724995 0.999702072930
radam | {ADAM} threshold 5 | pytorch | 0.999900000000 0.999957894737 0.999883724995 0.999616096941
radam | {ADAM} threshold 5 | authors | 1.000000000000 1.000000000000 1.000000000000 0.999965689120
rprop | lr .01 etaPlus 1.2 etaMinus .5 stepMin 1e-6 stepMax 50 | irpropMinus | 0.990000000000 0.990000000000 0.985000000000 0.972400000000
rprop | lr .01 etaPlus 1.2 etaMinus .5 stepMin 1e-6 stepMax 50 | | 0.990000000000 1.000000000000 0.995000000000 0.988400000000
rprop | lr .01 etaPlus 1.2 etaMinus .5 stepMin 1e-6 stepMax 50 | rpropMinus | 0.990000000000 0.995000000000 0.992500000000 0.989350000000
lookahead sgd | k 3 alpha .5 lr .1 | | 0.990000000000 1.010000000000 0.990000000000 0.955500000000
nadam | {ADAM} momentumDecay .004 | | 0.998943548327 0.999850105763 0.998966539098 0.997030865231
nadam | {ADAM} momentumDecay 1 | | 0.998937212303 0.999818877987 0.998987155030 0.997158410736
nadam | {ADAM} | optax | 0.998526315937 0.999422968631 0.998667235864 0.996266592958
"""


def pairs(text):
    words = text.split()
    return dict(zip(words[::2], words[1::2]))


def known_case(rules, hyper, variant):
    hyper = pairs(hyper)
    if hyper["lr"] == "halves":
        hyper["lr"] = [".1"] * 3 + [".05"] * 4
    rule, *inner = rules.split()
    case = {"rule": rule, "variant": variant.strip(), "hyper": hyper}
    if inner:
        case["inner"] = {"rule": inner[0], "hyper": hyper}
    return {**case, "shape": [1], "theta0": ["1"], "gradients": [[g] for g in STREAM]}


def table():
    """Every known value, to its 12 decimals."""
    rows = [row.split(" | ") for row in KNOWN.replace("| |", "|  |").strip().splitlines()]
    for rule, hyper, variant, wanted in rows:
        path, _ = run(known_case(rule, hyper, variant))
        got = " ".join("%.12f" % path[t - 1][0] for t in (1, 2, 3, 7))
        assert got == wanted, f"{rule} {variant}: got {got}, known {wanted}"
    print(f"{len(rows)} known trajectories reproduced")


def variants(cases):
    """Every variant ends more than 1e-6 from the default in its case "apart"."""
    ends = {(case["rule"], case.get("variant", "")): case["theta"][-1] for case in cases if case["case"] == "apart"}
    for (rule, variant), end in ends.items():
        far = max(abs(Decimal(x) - Decimal(y)) for x, y in zip(end, ends[rule, ""]))
        assert not variant or far > Decimal("1e-6"), f"{rule} {variant} ends {far} from the default"
    print(f"{len(ends)} rules and variants end more than 1e-6 from their default")


def stray(case, path, other, roundings=2):
    """The largest |other - path| beyond the rounding of the stored weights, relative to the distance travelled.

    Distance: the sum of the lengths of all steps so far, of the whole parameter. Storing a weight of size |x| costs
    up to 2^-53 |x| at each of t steps, and `roundings` of those are forgiven per step; the rest is charged to the rule.
    """
    before = [Decimal(x) for x in case["theta0"]]
    whole, worst = Decimal(0), Decimal(0)
    reach = [abs(x) for x in before]
    for t, (exact, trial) in enumerate(zip(path, other), 1):
        exact = [Decimal(x) for x in exact]
        whole += norm([a - b for a, b in zip(exact, before)])
        reach = [max(r, abs(x)) for r, x in zip(reach, exact)]
        for x, y, r in zip(exact, trial, reach):
            excess = abs(Decimal(y) - x) - roundings * t * Decimal(2) ** -53 * r
            if excess > 0:
                worst = max(worst, excess / whole)
        before = exact
    return worst


def conditioning(cases):
    """The same formulas in ordinary doubles: how far each rule's cases stray. A test may ask for 1e-12."""
    worst = {}
    for case in cases:
        path, kept = run(case, float)
        far = stray(case, case["theta"], path)
        if kept:
            far = max(far, stray(case, case["average"], kept))
        worst[case["rule"]] = max(worst.get(case["rule"], 0), far)
    for rule, far in sorted(worst.items(), key=lambda item: -item[1]):
        print(f"  doubles stray by at most {far:.1e} of the distance travelled: {rule}")
        assert far < Decimal("1e-12"), rule
