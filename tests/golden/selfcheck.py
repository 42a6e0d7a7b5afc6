"""Three checks of the oracle: known values, forms that matter, and how closely ordinary doubles can follow each case."""
from decimal import Decimal

from exact import norm
from run import defaults, run

STREAM = ["0.1", "-0.2", "0.3", "0.3", "-0.05", "0.4", "0.02"]
ADAM = "lr .001 beta1 .9 beta2 .999 eps 1e-8"
HALVING = "mu .9 dampening 0"
# rule | hyperparameters | options | weights after steps 1, 2, 3 and 7, from weight 1 on STREAM
KNOWN = f"""
sgd | lr .1 | | 0.990000000000 1.010000000000 0.980000000000 0.913000000000
momentum | lr .1 mu .9 dampening 0 | | 0.990000000000 1.001000000000 0.980900000000 0.751068490000
momentum | lr halves {HALVING} | | 0.990000000000 1.001000000000 0.980900000000 0.834878490000
momentum | lr halves {HALVING} | lrPlacement outside | 0.990000000000 1.001000000000 0.980900000000 0.865984245000
nesterov | lr .1 mu .9 | | 0.981000000000 1.010900000000 0.962810000000 0.688961641000
nesterov | lr .1 mu .9 | lrPlacement outside | 0.981000000000 1.010900000000 0.962810000000 0.688961641000
momentum | lr .1 mu .9 dampening .5 | firstStep undamped | 0.990000000000 0.991000000000 0.976900000000 0.849449090000
momentum | lr .1 mu .9 dampening .5 | | 0.995000000000 1.000500000000 0.990450000000 0.875534245000
adagrad | lr .1 eps 1e-8 initial 0 lrDecay 0 | | 0.900000010000 0.989442725100 0.909264354669 0.790041876695
adagrad | lr .1 eps 1e-7 initial .1 lrDecay 0 | epsPlacement inside | 0.969848879247 1.021488639983 0.960251409172 0.856852859383
rmsprop | lr .01 rho .9 eps 1e-8 mu 0 initial 0 | | 0.968377233398 0.996948657888 0.971042272118 0.930904007429
rmsprop | lr .01 rho .9 eps 1e-8 mu 0 initial 0 | epsPlacement inside | 0.968377381511 0.996948780928 0.971042402580 0.930904142911
rmsprop | lr .01 rho .9 eps 1e-8 mu 0 initial 1 | epsPlacement inside | 0.998946492572 1.001162023587 0.997680259469 0.989071661007
rmsprop | lr .01 rho .9 eps 1e-8 mu 0 initial 0 | centered yes | 0.966666677778 0.995597542700 0.969291864153 0.925868048088
adadelta | lr 1 rho .95 eps 1e-6 | | 0.995532329484 1.001213696575 0.994373766900 0.980140708128
adadelta | lr 1 rho .9 eps 1e-6 | | 0.996839302294 1.000878491061 0.996010886723 0.985917932572
adam | {ADAM} | | 0.999000000100 0.999366103604 0.999022862539 0.996827176904
adam | {ADAM} | epsPlacement uncorrected | 0.999000003162 0.999366106172 0.999022865381 0.996827180918
adam | {ADAM} | biasCorrection no | 0.996837732340 0.998393520645 0.996694397953 0.983761865818
amsgrad | {ADAM} | order uncorrected | 0.996837732340 0.998393520645 0.996694397953 0.983761865818
amsgrad | {ADAM} | order maxThenCorrect | 0.999000000100 0.999366103604 0.999022862539 0.996827176904
amsgrad | {ADAM} | | 0.999000000100 0.999366103604 0.999022862539 0.996912206772
l2 adam | l2 .01 {ADAM} | | 0.999000000091 0.999308500510 0.998924857375 0.996610838846
adamw | {ADAM} weightDecay .01 | | 0.998990000100 0.999346113704 0.998992879178 0.996757266795
adamw | {ADAM} weightDecay .01 baseLr .001 | decay scheduleOnly | 0.989000000100 0.979476103603 0.969338101502 0.928978778161
adabound | {ADAM} finalLr .1 gamma .001 baseLr .001 | | 0.999000003162 0.999366106172 0.999022865381 0.996827180918
amsbound | {ADAM} finalLr .1 gamma .001 baseLr .001 | | 0.999000003162 0.999366106172 0.999022865381 0.996827180918
radam | {ADAM} threshold 4 | epsPlacement uncorrected | 0.999900000000 0.999957894737 0.999883724995 0.999702072930
radam | {ADAM} threshold 5 | epsPlacement uncorrected | 0.999900000000 0.999957894737 0.999883724995 0.999616096941
radam | {ADAM} threshold 5 | epsPlacement uncorrected fallback skip | 1.000000000000 1.000000000000 1.000000000000 0.999965689120
rprop | lr .01 etaPlus 1.2 etaMinus .5 stepMin 1e-6 stepMax 50 | variant irprop- | 0.990000000000 0.990000000000 0.985000000000 0.972400000000
rprop | lr .01 etaPlus 1.2 etaMinus .5 stepMin 1e-6 stepMax 50 | | 0.990000000000 1.000000000000 0.995000000000 0.988400000000
rprop | lr .01 etaPlus 1.2 etaMinus .5 stepMin 1e-6 stepMax 50 | variant rprop- | 0.990000000000 0.995000000000 0.992500000000 0.989350000000
lookahead sgd | k 3 alpha .5 lr .1 | | 0.990000000000 1.010000000000 0.990000000000 0.955500000000
nadam | {ADAM} momentumDecay .004 | | 0.998943548327 0.999850105763 0.998966539098 0.997030865231
nadam | {ADAM} momentumDecay 1 | | 0.998937212303 0.999818877987 0.998987155030 0.997158410736
nadam | {ADAM} momentumDecay 1 | variant constant | 0.998526315937 0.999422968631 0.998667235864 0.996266592958
"""


def pairs(text):
    words = text.split()
    return dict(zip(words[::2], words[1::2]))


def known_case(rules, hyper, options):
    hyper = pairs(hyper)
    if hyper["lr"] == "halves":
        hyper["lr"] = [".1"] * 3 + [".05"] * 4
    words = {"yes": True, "no": False}
    case = {"hyper": hyper, "options": {k: words.get(v, v) for k, v in pairs(options).items()}}
    case["rule"], *inner = rules.split()
    if inner:
        case["inner"] = {"rule": inner[0], "hyper": hyper, "options": {}}
    return {**case, "shape": [1], "theta0": ["1"], "gradients": [[g] for g in STREAM]}


def table():
    """Every known value, to its 12 decimals."""
    rows = [row.split(" | ") for row in KNOWN.replace("| |", "|  |").strip().splitlines()]
    for rule, hyper, options, wanted in rows:
        path, _ = run(known_case(rule, hyper, options))
        got = " ".join("%.12f" % path[t - 1][0] for t in (1, 2, 3, 7))
        assert got == wanted, f"{rule} {options}: got {got}, known {wanted}"
    print(f"{len(rows)} known trajectories reproduced")


def forms(cases):
    """Every form that is not the default ends more than 1e-6 from where the default would, in one case at least."""
    apart = {}
    for case in cases:
        usual = defaults(case["rule"])
        for name, value in case["options"].items():
            if value != usual[name]:
                other, _ = run({**case, "options": {**case["options"], name: usual[name]}})
                far = max(abs(Decimal(x) - y) for x, y in zip(case["theta"][-1], other[-1]))
                key = case["rule"], name, value
                apart[key] = max(apart.get(key, 0), far)
    for key, far in apart.items():
        assert far > Decimal("1e-6"), f"{key} ends {far} from the default: its cases cannot tell it"
    print(f"{len(apart)} forms end more than 1e-6 from their default")


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
