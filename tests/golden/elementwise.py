"""Update rules that treat every weight alone. One function is one paper: weight x, gradient g, update count t = 1, 2, ...

s holds the rule's state of this weight, h the hyperparameters; variant is "" for the default form.
First-moment and momentum buffers are called m or u: those names are what Lookahead may interpolate or reset.
"""
from exact import clip, exp, like, log, power, sign, sqrt

RULES = {}


def elementwise(rule):
    def step(theta, g, state, t, h, variant, shape):
        cells = state.setdefault("cells", [{} for _ in theta])
        return [rule(x, gi, s, t, h, variant) for x, gi, s in zip(theta, g, cells)]

    RULES[rule.__name__] = step
    return rule


def moments(g, s, h):
    """m = b1 m + (1 - b1) g;  v = b2 v + (1 - b2) g^2."""
    s["m"] = h["beta1"] * s.get("m", 0) + (1 - h["beta1"]) * g
    s["v"] = h["beta2"] * s.get("v", 0) + (1 - h["beta2"]) * g * g
    return s["m"], s["v"]


def corrections(t, h):
    return 1 - h["beta1"] ** t, 1 - h["beta2"] ** t


def ratio(a, b):
    """a / b where 0 / 0 means: nothing has been seen yet, do not move."""
    return a if a == 0 else a / b


@elementwise
def sgd(x, g, s, t, h, variant):
    return x - h["lr"] * g


@elementwise
def momentum(x, g, s, t, h, variant):
    """Polyak 1964. PyTorch keeps lr outside the buffer and damps every gradient but the first."""
    if variant == "pytorch":
        damp = 1 if t == 1 else 1 - h["dampening"]
        s["u"] = h["mu"] * s.get("u", 0) + damp * g
        return x - h["lr"] * s["u"]
    s["u"] = h["mu"] * s.get("u", 0) - h["lr"] * g
    return x + s["u"]


@elementwise
def nesterov(x, g, s, t, h, variant):
    """Bengio et al. 2013, eq. 7 (the gradient is taken where the weights are)."""
    if variant == "pytorch":
        s["u"] = h["mu"] * s.get("u", 0) + g
        return x - h["lr"] * (g + h["mu"] * s["u"])
    s["u"] = h["mu"] * s.get("u", 0) - h["lr"] * g
    return x + h["mu"] * s["u"] - h["lr"] * g


@elementwise
def adagrad(x, g, s, t, h, variant):
    s["S"] = s.get("S", h["initial"]) + g * g
    if variant == "pytorch":
        return x - h["lr"] / (1 + (t - 1) * h["lrDecay"]) * g / (sqrt(s["S"]) + h["eps"])
    return x - h["lr"] * g / (sqrt(s["S"] + h.get("epsRoot", 0)) + h["eps"])


@elementwise
def rprop(x, g, s, t, h, variant):
    """Riedmiller & Braun 1993 (rprop+); Igel & Huesken 2000 name the variants."""
    change = g * s.get("previous", 0)
    delta = s.get("delta", h["lr"])
    if change > 0:
        delta = min(delta * h["etaPlus"], h["stepMax"])
    elif change < 0:
        delta = max(delta * h["etaMinus"], h["stepMin"])
    s["delta"] = delta
    if change < 0 and variant == "":
        s["previous"] = 0 * g
        return x - s["move"]
    if change < 0 and variant == "irpropMinus":
        g = 0 * g
    s["previous"] = g
    s["move"] = -sign(g) * delta
    return x + s["move"]


@elementwise
def rmsprop(x, g, s, t, h, variant):
    """Hinton lecture 6e. Centred after Graves 2013, eqs. 38 to 41, with the variance held at 0 or above."""
    s["v"] = h["rho"] * s.get("v", h["initial"]) + (1 - h["rho"]) * g * g
    variance = s["v"]
    if variant in ("centered", "pytorchCentered"):
        s["mean"] = h["rho"] * s.get("mean", 0) + (1 - h["rho"]) * g
        variance = max(s["v"] - s["mean"] * s["mean"], 0 * g)
    scaled = g / (sqrt(variance + h.get("epsRoot", 0)) + h["eps"])
    if variant == "":
        return x - h["lr"] * scaled
    if variant in ("tensorflow", "centered"):
        s["u"] = h["mu"] * s.get("u", 0) + h["lr"] * scaled
        return x - s["u"]
    s["u"] = h["mu"] * s.get("u", 0) + scaled
    return x - h["lr"] * s["u"]


@elementwise
def adadelta(x, g, s, t, h, variant):
    """Zeiler 2012, Algorithm 1; the accumulated move is the one before lr."""
    s["G"] = h["rho"] * s.get("G", 0) + (1 - h["rho"]) * g * g
    move = sqrt(s.get("X", 0 * g) + h["eps"]) / sqrt(s["G"] + h["eps"]) * g
    s["X"] = h["rho"] * s.get("X", 0) + (1 - h["rho"]) * move * move
    return x - h["lr"] * move


@elementwise
def adam(x, g, s, t, h, variant):
    """Kingma & Ba 2015, Algorithm 1; "tensorflow" is the form at the end of its section 2."""
    m, v = moments(g, s, h)
    c1, c2 = corrections(t, h)
    if variant == "mlx":
        return x - h["lr"] * m / (sqrt(v) + h["eps"])
    if variant == "tensorflow":
        return x - h["lr"] * sqrt(c2) / c1 * m / (sqrt(v) + h["eps"])
    return x - h["lr"] * (m / c1) / (sqrt(v / c2 + h.get("epsRoot", 0)) + h["eps"])


@elementwise
def adamw(x, g, s, t, h, variant):
    """Loshchilov & Hutter 2019, Algorithm 2: with alpha = baseLr the schedule multiplier is lr / baseLr."""
    m, v = moments(g, s, h)
    c1, c2 = corrections(t, h)
    rate = h["lr"] / h["baseLr"] if variant == "paper" else h["lr"]
    return x - h["lr"] * (m / c1) / (sqrt(v / c2) + h["eps"]) - rate * h["weightDecay"] * x


@elementwise
def sgdw(x, g, s, t, h, variant):
    """Loshchilov & Hutter 2019, Algorithm 1."""
    s["u"] = h["mu"] * s.get("u", 0) + h["lr"] * g
    rate = h["lr"] / h["baseLr"] if variant == "paper" else h["lr"]
    return x - s["u"] - rate * h["weightDecay"] * x


@elementwise
def amsgrad(x, g, s, t, h, variant):
    """Reddi et al. 2018, Algorithm 2 is "paper" with eps = 0."""
    m, v = moments(g, s, h)
    c1, c2 = corrections(t, h)
    if variant == "":
        s["max"] = max(v / c2, s.get("max", 0))
        return x - h["lr"] * ratio(m / c1, sqrt(s["max"]) + h["eps"])
    s["max"] = max(v, s.get("max", 0))
    if variant == "pytorch":
        return x - h["lr"] * ratio(m / c1, sqrt(s["max"] / c2) + h["eps"])
    return x - h["lr"] * ratio(m, sqrt(s["max"]) + h["eps"])


def bounded_step(x, m, v, t, h, variant):
    """Luo et al. 2019: the published program; Algorithm 2 for "paper"."""
    if m == 0:
        return x
    if variant == "paper":
        gap, final = (1 - h["beta2"]) * t, h["finalLr"]
        rate = h["lr"] / sqrt(v)
    else:
        gap, final = h["gamma"] * t, h["finalLr"] * h["lr"] / h["baseLr"]
        c1, c2 = corrections(t, h)
        rate = h["lr"] * sqrt(c2) / c1 / (sqrt(v) + h["eps"])
    rate = clip(rate, final * (1 - 1 / (gap + 1)), final * (1 + 1 / gap))
    if variant == "paper":
        rate = rate / sqrt(like(m, t))
    return x - rate * m


@elementwise
def adabound(x, g, s, t, h, variant):
    m, v = moments(g, s, h)
    return bounded_step(x, m, v, t, h, variant)


@elementwise
def amsbound(x, g, s, t, h, variant):
    m, v = moments(g, s, h)
    s["max"] = max(v, s.get("max", 0))
    return bounded_step(x, m, s["max"], t, h, variant)


def rectification(t, h):
    """rho_t and r_t of Liu et al. 2020, Algorithm 2; r_t is None when it is not real."""
    limit = 2 / (1 - h["beta2"]) - 1
    rho = limit - 2 * t * h["beta2"] ** t / (1 - h["beta2"] ** t)
    if rho <= 4:
        return rho, None
    return rho, sqrt((rho - 4) * (rho - 2) * limit / ((limit - 4) * (limit - 2) * rho))


@elementwise
def radam(x, g, s, t, h, variant):
    m, v = moments(g, s, h)
    c1, c2 = corrections(t, h)
    rho, r = rectification(t, h)
    if rho > h["threshold"]:
        if variant == "":
            return x - h["lr"] * r * ratio(m / c1, sqrt(v / c2) + h["eps"])
        return x - h["lr"] * r * ratio(m / c1, (sqrt(v) + h["eps"]) / sqrt(c2))
    return x if variant == "authors" else x - h["lr"] * m / c1


@elementwise
def nadam(x, g, s, t, h, variant):
    """Dozat 2016, with the momentum schedule of its section on warming momentum; optax keeps beta1."""
    m, v = moments(g, s, h)
    c2 = 1 - h["beta2"] ** t
    if variant == "optax":
        ahead = h["beta1"] * m / (1 - h["beta1"] ** (t + 1)) + (1 - h["beta1"]) * g / (1 - h["beta1"] ** t)
        return x - h["lr"] * ahead / (sqrt(v / c2) + h["eps"])

    def mu(i):
        return h["beta1"] * (1 - power(like(x, "0.96"), i * h["momentumDecay"]) / 2)

    s["product"] = s.get("product", 1) * mu(t)
    ahead = (1 - mu(t)) * g / (1 - s["product"]) + mu(t + 1) * m / (1 - s["product"] * mu(t + 1))
    return x - h["lr"] * ahead / (sqrt(v / c2) + h["eps"])


@elementwise
def adamax(x, g, s, t, h, variant):
    """Kingma & Ba 2015, Algorithm 2, which has no eps."""
    s["m"] = h["beta1"] * s.get("m", 0) + (1 - h["beta1"]) * g
    size = abs(g) + h["eps"] if variant == "pytorch" else abs(g)
    s["max"] = max(size, h["beta2"] * s.get("max", 0))
    below = s["max"] + h["eps"] if variant == "keras" else s["max"]
    return x - h["lr"] / (1 - h["beta1"] ** t) * ratio(s["m"], below)


@elementwise
def adabelief(x, g, s, t, h, variant):
    """Zhuang et al. 2020, Algorithm 2: eps is added to s at every step and again beside the root."""
    s["m"] = h["beta1"] * s.get("m", 0) + (1 - h["beta1"]) * g
    surprise = g - s["m"]
    s["s"] = h["beta2"] * s.get("s", 0) + (1 - h["beta2"]) * surprise * surprise + h["eps"]
    c1, c2 = corrections(t, h)
    return x - h["lr"] * (s["m"] / c1) / (sqrt(s["s"] / c2) + h["eps"])


@elementwise
def yogi(x, g, s, t, h, variant):
    """Zaheer et al. 2018, Algorithm 2, without corrections; optax corrects both moments, which both start at initial."""
    m = s.get("m", h["initial"] if variant == "optax" else 0)
    v = s.get("v", h["initial"])
    s["m"] = h["beta1"] * m + (1 - h["beta1"]) * g
    s["v"] = v - (1 - h["beta2"]) * sign(v - g * g) * g * g
    c1, c2 = corrections(t, h) if variant == "optax" else (1, 1)
    return x - h["lr"] * (s["m"] / c1) / (sqrt(s["v"] / c2) + h["eps"])


@elementwise
def lion(x, g, s, t, h, variant):
    """Chen et al. 2023, Algorithm 2."""
    direction = sign(h["beta1"] * s.get("m", 0) + (1 - h["beta1"]) * g)
    s["m"] = h["beta2"] * s.get("m", 0) + (1 - h["beta2"]) * g
    return x - h["lr"] * (direction + h["weightDecay"] * x)


@elementwise
def adopt(x, g, s, t, h, variant):
    """Taniguchi et al. 2024, Algorithm 2; "unclipped" is Algorithm 1. The first gradient only sets v, so the paper's count is t - 1."""
    if t == 1:
        s["v"] = g * g
        return x
    scaled = g / max(sqrt(s["v"]), h["eps"])
    if variant == "":
        limit = sqrt(sqrt(like(x, t - 1)))
        scaled = clip(scaled, -limit, limit)
    s["m"] = h["beta1"] * s.get("m", 0) + (1 - h["beta1"]) * scaled
    s["v"] = h["beta2"] * s["v"] + (1 - h["beta2"]) * g * g
    return x - h["lr"] * s["m"]


@elementwise
def ademamix(x, g, s, t, h, variant):
    """Pagliardini et al. 2025, Algorithm 1; alpha and beta3 warm up over the first warmupSteps updates."""
    alpha, beta3 = h["alpha"], h["beta3"]
    if t < h["warmupSteps"]:
        share = t / h["warmupSteps"]
        low, high = log(h["beta1"]), log(h["beta3"])
        alpha = share * alpha
        beta3 = min(exp(low * high / ((1 - share) * high + share * low)), beta3)
    m, v = moments(g, s, h)
    s["slow"] = beta3 * s.get("slow", 0) + (1 - beta3) * g
    c1, c2 = corrections(t, h)
    return x - h["lr"] * ((m / c1 + alpha * s["slow"]) / (sqrt(v / c2) + h["eps"]) + h["weightDecay"] * x)


@elementwise
def asgd(x, g, s, t, h, variant):
    """Polyak & Juditsky 1992 in PyTorch's form: a decaying rate, the average lags from update t0 + 3 on."""
    eta = h["lr"] / power(1 + h["lambd"] * h["lr"] * (t - 1), h["alpha"])
    x = x - eta * h["lambd"] * x - eta * g
    share = 1 / max(1 + 0 * g, t - 1 - h["t0"])
    average = s.get("average", x)
    s["average"] = average + share * (x - average)
    return x


@elementwise
def scheduleFreeSgd(y, g, s, t, h, variant):
    return schedule_free(y, g + h["weightDecay"] * y, s, t, h)


@elementwise
def scheduleFreeAdamw(y, g, s, t, h, variant):
    s["v"] = h["beta2"] * s.get("v", 0) + (1 - h["beta2"]) * g * g
    scaled = g / (sqrt(s["v"] / (1 - h["beta2"] ** t)) + h["eps"])
    return schedule_free(y, scaled + h["weightDecay"] * y, s, t, h, mix=h["beta1"])


def schedule_free(y, direction, s, t, h, mix=None):
    """Defazio et al. 2024, eqs. 3-5: y is trained on, z takes the steps, the average x is for use."""
    mix = h["beta"] if mix is None else mix
    gamma = h["lr"] * min(1, t / h["warmupSteps"]) if h["warmupSteps"] else h["lr"]
    s["z"] = s.get("z", y) - gamma * direction
    s["sum"] = s.get("sum", 0) + gamma * gamma
    c = gamma * gamma / s["sum"]
    s["average"] = (1 - c) * s.get("average", y) + c * s["z"]
    return (1 - mix) * s["z"] + mix * s["average"]
