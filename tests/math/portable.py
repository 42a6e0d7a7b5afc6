"""Writes portable.json: exp, log, sin, cos, tanh and pow to 50 digits, from Python's decimals and Taylor series only.

Run with: python3 tests/math/portable.py

Each row is [inputs..., nearest float, what is left of the true value beyond it].
"""
import json
import math
import pathlib
import random
from decimal import Decimal, getcontext

getcontext().prec = 80
random.seed(1)


def arctan_inverse(n):
    total, term, k = Decimal(0), Decimal(1) / n, 0
    while abs(term) > Decimal(10) ** -90:
        total += term / (2 * k + 1)
        term /= -n * n
        k += 1
    return total


PI = 4 * (4 * arctan_inverse(5) - arctan_inverse(239))  # Machin 1706


def series(x, first):
    total, term, n = Decimal(0), first, 1 if first != 1 else 0
    while abs(term) > Decimal(10) ** -85:
        total += term
        term *= -x * x / ((n + 1) * (n + 2))
        n += 2
    return total


def sine(x):
    x -= 2 * PI * (x / (2 * PI)).to_integral_value()
    return series(x, x) if x else Decimal(0)


def cosine(x):
    x -= 2 * PI * (x / (2 * PI)).to_integral_value()
    return series(x, Decimal(1))


def tanh(x):
    grown = (2 * x).exp()
    return (grown - 1) / (grown + 1)


def row(value, *inputs):
    nearest = float(value)
    return [*inputs, nearest, float(value - Decimal(nearest))]


def spread(count, low, high):
    return [random.uniform(low, high) for _ in range(count)]


def magnitudes(count, low, high):
    return [10 ** random.uniform(low, high) for _ in range(count)]


around = [math.pi / 2, math.pi, 3 * math.pi / 2, 355.0, 1e5, 999999.5, 0.7853981633974483, 0.5, 1e-9]
table = {
    "exp": [row(Decimal(x).exp(), x) for x in spread(60, -700, 709) + spread(60, -1, 1) + [-1e-300, 1e-17, 1, -1]],
    "log": [row(Decimal(x).ln(), x) for x in magnitudes(60, -300, 300) + spread(60, 0.5, 2) + [0.9999999999999999, 1.0000000000000002, 5e-324]],
    "sin": [row(sine(Decimal(x)), x) for x in spread(60, -10, 10) + spread(60, -1e6, 1e6) + around],
    "cos": [row(cosine(Decimal(x)), x) for x in spread(60, -10, 10) + spread(60, -1e6, 1e6) + around],
    "tanh": [row(tanh(Decimal(x)), x) for x in spread(60, -1, 1) + spread(60, -20, 20) + [1e-9, 0.55, 0.5500000000000002]],
    "pow": [
        row((Decimal(y) * Decimal(x).ln()).exp(), x, y)
        for x, y in list(zip(spread(60, 0, 3), spread(60, -5, 5)))
        + [(x, random.uniform(-690, 690) / math.log(x)) for x in magnitudes(60, -200, 200) + spread(60, 0.5, 2)]
        + [(10.0, -3.0), (0.5, 0.5), (0.9999999999999999, 1e17), (3.0, 40.0)]
    ],
}
path = pathlib.Path(__file__).with_suffix(".json")
lines = ",\n".join(f'"{name}": [\n' + ",\n".join(json.dumps(r) for r in rows) + "\n]" for name, rows in table.items())
path.write_text("{\n" + lines + "\n}\n")
