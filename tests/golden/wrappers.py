"""Rules made from rules: each takes the inner case {rule, variant, hyper} and changes gradient, weights or both."""
from exact import clip, norm

WRAPPERS = {}


def wrapper(rule):
    WRAPPERS[rule.__name__] = rule
    return rule


@wrapper
def lookahead(theta, g, state, t, h, variant, shape, inner):
    """Zhang et al. 2019, Algorithm 1, with its three treatments of the inner momentum."""
    slow = state.setdefault("slow", theta)
    fast = inner(theta, g, state.setdefault("inner", {}), t)
    if t % h["k"] != 0:
        return fast
    state["slow"] = [p + h["alpha"] * (x - p) for p, x in zip(slow, fast)]
    for cell in state["inner"].get("cells", []):
        for name in [n for n in ("m", "u") if n in cell]:
            if variant == "interpolate":
                cell[name] = h["alpha"] * cell[name] + (1 - h["alpha"]) * cell.get("cached " + name, 0)
                cell["cached " + name] = cell[name]
            elif variant == "reset":
                cell[name] = 0 * cell[name]
    return state["slow"]


@wrapper
def centralize(theta, g, state, t, h, variant, shape, inner):
    """Yong et al. 2020, eq. 1: each output unit's gradient loses its mean; vectors are left alone."""
    return inner(theta, centralized(g, shape, h["outputAxis"]), state, t)


def units(shape, axis):
    """The flat indices that belong to each output unit of a matrix."""
    rows, columns = shape
    if axis == 0:
        return [[i * columns + j for j in range(columns)] for i in range(rows)]
    return [[i * columns + j for i in range(rows)] for j in range(columns)]


def centralized(g, shape, axis=0):
    if len(shape) < 2:
        return g
    out = list(g)
    for unit in units(shape, axis):
        mean = sum(g[i] for i in unit) / len(unit)
        for i in unit:
            out[i] = g[i] - mean
    return out


@wrapper
def maximize(theta, g, state, t, h, variant, shape, inner):
    return inner(theta, [-gi for gi in g], state, t)


@wrapper
def l2(theta, g, state, t, h, variant, shape, inner):
    return inner(theta, [gi + h["l2"] * x for x, gi in zip(theta, g)], state, t)


@wrapper
def decoupledDecay(theta, g, state, t, h, variant, shape, inner):
    """Loshchilov & Hutter 2019 as commonly built: theta loses lr * weightDecay * theta beside the inner step."""
    return [y - h["lr"] * h["weightDecay"] * x for x, y in zip(theta, inner(theta, g, state, t))]


@wrapper
def clipByValue(theta, g, state, t, h, variant, shape, inner):
    return inner(theta, [clip(gi, -h["limit"], h["limit"]) for gi in g], state, t)


@wrapper
def clipByNorm(theta, g, state, t, h, variant, shape, inner):
    """Pascanu et al. 2013, Algorithm 1, exactly: no epsilon beside the norm."""
    size = norm(g)
    return inner(theta, [h["maxNorm"] / size * gi for gi in g] if size > h["maxNorm"] else g, state, t)


@wrapper
def agc(theta, g, state, t, h, variant, shape, inner):
    """Brock et al. 2021, eq. 3: per output unit (axis 0) of a matrix; a vector is one unit."""
    out = list(g)
    for unit in units(shape, 0) if len(shape) == 2 else [range(len(g))]:
        size = norm([g[i] for i in unit])
        most = h["clip"] * max(norm([theta[i] for i in unit]), h["eps"])
        if size > most:
            for i in unit:
                out[i] = most / size * g[i]
    return inner(theta, out, state, t)


@wrapper
def ema(theta, g, state, t, h, variant, shape, inner):
    """Kingma & Ba 2015, section 3: a sum that starts at 0, divided by its weights. Variants start at theta and never divide."""
    after = inner(theta, g, state.setdefault("inner", {}), t)
    d = h["decay"]
    if variant == "":
        kept = state.get("sum", [0 * x for x in theta])
        state["sum"] = [d * w + (1 - d) * x for w, x in zip(kept, after)]
        state["average"] = [w / (1 - d**t) for w in state["sum"]]
        return after
    if variant == "tensorflow":
        d = min(d, (d * 0 + 1 + t) / (10 + t))
    kept = state.get("average", after if variant == "pytorch" else theta)
    state["average"] = [d * w + (1 - d) * x for w, x in zip(kept, after)]
    return after


@wrapper
def swa(theta, g, state, t, h, variant, shape, inner):
    """Izmailov et al. 2018, Algorithm 1: the plain mean after updates start, start + every, ...; the weights before"""
    after = inner(theta, g, state.setdefault("inner", {}), t)
    if t < h["start"]:
        state["average"] = after
        return after
    kept = state.get("average", after)
    if (t - h["start"]) % h["every"] == 0:
        state["taken"] = state.get("taken", 0) + 1
        state["average"] = [w + (x - w) / state["taken"] for w, x in zip(kept, after)]
    return after
