"""Arithmetic for the oracles: 50-digit decimals, or plain doubles for the same text.

Every rule below is written once with + - * / and the functions here. Fed Decimals it gives the golden values;
fed floats it shows how far an ordinary double-precision program may stray, which is the tolerance a test can ask for.
"""
import math
import struct
from decimal import Decimal, getcontext

getcontext().prec = 50


def sqrt(x):
    return math.sqrt(x) if isinstance(x, float) else Decimal(x).sqrt()


def exp(x):
    return math.exp(x) if isinstance(x, float) else x.exp()


def log(x):
    return math.log(x) if isinstance(x, float) else x.ln()


def power(x, p):
    """x^p for x >= 0 and any real p."""
    if x == 0:
        return x if p != 0 else x + 1
    return x**p


def like(x, text):
    """The decimal constant `text` in the number system of x."""
    return type(x)(text)


def sign(x):
    return (x > 0) - (x < 0)


def clip(x, low, high):
    return min(max(x, low), high)


def norm(xs):
    return sqrt(sum(x * x for x in xs))


def float32(x):
    """The nearest number a Float32Array can hold."""
    return struct.unpack("<f", struct.pack("<f", x))[0]


def digits25(x):
    """25 significant digits, shortest text."""
    if x == 0:
        return "0"
    return str(Decimal(format(x, ".24e")).normalize())
