"""Update rules that look at a whole parameter: norms, rows and columns. Row-major lists with a shape."""
from elementwise import moments
from exact import like, norm, power, sqrt

RULES = {}


def tensorwise(rule):
    RULES[rule.__name__] = rule
    return rule


def rms(xs):
    return sqrt(sum(x * x for x in xs) / len(xs))


def each(theta, state):
    return state.setdefault("cells", [{} for _ in theta])


@tensorwise
def lamb(theta, g, state, t, h, variant, shape):
    """You et al. 2020, Algorithm 2, with the identity for phi; the ratio is 1 where a norm is 0."""
    r = []
    for x, gi, s in zip(theta, g, each(theta, state)):
        m, v = moments(gi, s, h)
        c1, c2 = 1 - h["beta1"] ** t, 1 - h["beta2"] ** t
        r.append(m / c1 / (sqrt(v / c2) + h["eps"]) + h["weightDecay"] * x)
    weights, updates = norm(theta), norm(r)
    trust = weights / updates if weights > 0 and updates > 0 else 1
    return [x - h["lr"] * trust * ri for x, ri in zip(theta, r)]


@tensorwise
def lars(theta, g, state, t, h, variant, shape):
    """You et al. 2017, Algorithm 1 is "paper"; the default divides by the norm of gradient plus decay, as optax does."""
    decayed = [gi + h["weightDecay"] * x for x, gi in zip(theta, g)]
    weights, below = norm(theta), norm(decayed)
    if variant == "paper":
        below = norm(g) + h["weightDecay"] * weights
    trust = h["trust"] * weights / below if weights > 0 and below > 0 else 1
    u = state.setdefault("u", [0 for _ in theta])
    state["u"] = [h["mu"] * ui + h["lr"] * trust * d for ui, d in zip(u, decayed)]
    return [x - ui for x, ui in zip(theta, state["u"])]


@tensorwise
def adafactor(theta, g, state, t, h, variant, shape):
    """Shazeer & Stern 2018, Algorithm 4 (matrices) and 5 (vectors), without momentum; "transformers" has a fixed rate."""
    one = like(theta[0], 1)
    beta2 = 1 - 1 / power(one * t, h["decay"])
    squares = [gi * gi + h["eps1"] for gi in g]
    if len(shape) == 2:
        rows, columns = shape
        row = [sum(squares[i * columns : (i + 1) * columns]) for i in range(rows)]
        column = [sum(squares[j::columns]) for j in range(columns)]
        state["R"] = [beta2 * a + (1 - beta2) * b for a, b in zip(state.get("R", [0] * rows), row)]
        state["C"] = [beta2 * a + (1 - beta2) * b for a, b in zip(state.get("C", [0] * columns), column)]
        v = [a * b / sum(state["R"]) for a in state["R"] for b in state["C"]]
    else:
        state["V"] = [beta2 * a + (1 - beta2) * b for a, b in zip(state.get("V", [0] * len(g)), squares)]
        v = state["V"]
    update = [gi / sqrt(vi) for gi, vi in zip(g, v)]
    shrink = max(one, rms(update) / h["clip"])
    rate = h["lr"]
    if variant == "":
        rate = max(h["eps2"], rms(theta)) * min(h["lr"], 1 / sqrt(one * t))
    return [x - rate * u / shrink for x, u in zip(theta, update)]


def product(a, b):
    return [[sum(x * y for x, y in zip(row, column)) for column in zip(*b)] for row in a]


def transpose(a):
    return [list(row) for row in zip(*a)]


def newton_schulz(x):
    """Five steps of X <- a X + (b A + c A^2) X with A = X X^T, on the short side."""
    size = norm([v for row in x for v in row])
    if size == 0:
        return x
    a, b, c = (like(size, text) for text in ("3.4445", "-4.7750", "2.0315"))
    tall = len(x) > len(x[0])
    x = [[v / size for v in row] for row in (transpose(x) if tall else x)]
    for _ in range(5):
        gram = product(x, transpose(x))
        square = product(gram, gram)
        mix = [[b * p + c * q for p, q in zip(*rows)] for rows in zip(gram, square)]
        x = [[a * p + q for p, q in zip(*rows)] for rows in zip(x, product(mix, x))]
    return transpose(x) if tall else x


@tensorwise
def muon(theta, g, state, t, h, variant, shape):
    """Jordan et al. 2024; "momentum" has no Nesterov step; "moonlight" is the scale of Liu et al. 2025."""
    rows, columns = shape
    state["u"] = [h["mu"] * u + gi for u, gi in zip(state.get("u", [0] * len(g)), g)]
    heading = [gi + h["mu"] * u for gi, u in zip(g, state["u"])] if variant != "momentum" else state["u"]
    matrix = newton_schulz([heading[i * columns : (i + 1) * columns] for i in range(rows)])
    one = like(theta[0], 1)
    if variant == "moonlight":
        scale = like(one, "0.2") * sqrt(one * max(rows, columns))
    else:
        scale = sqrt(max(one, one * rows / columns))
    orthogonal = [v for row in matrix for v in row]
    return [x - h["lr"] * h["weightDecay"] * x - h["lr"] * scale * v for x, v in zip(theta, orthogonal)]


@tensorwise
def prodigy(theta, g, state, t, h, variant, shape):
    """Mishchenko & Defazio 2023, Algorithm 4 (Adam version), plus decoupled decay at the same rate lr d."""
    start = state.setdefault("start", theta)
    d = state.get("d", h["d0"])
    keep = sqrt(h["beta2"])
    gain = (1 - keep) * h["lr"] * d * d
    state["r"] = keep * state.get("r", 0) + gain * sum(gi * (x0 - x) for gi, x0, x in zip(g, start, theta))
    state["s"] = [keep * a + gain * gi for a, gi in zip(state.get("s", [0] * len(g)), g)]
    after = []
    for x, gi, s in zip(theta, g, each(theta, state)):
        m, v = moments(d * gi, s, h)
        after.append(x - h["lr"] * d * (m / (sqrt(v) + d * h["eps"]) + h["weightDecay"] * x))
    size = sum(abs(a) for a in state["s"])
    state["d"] = max(d, state["r"] / size) if size > 0 else d
    return after
