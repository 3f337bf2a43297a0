# Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
"""Prints the coefficients in include/perceptype/kernel/math/*.hpp, and the error of each approximation.

Each is a polynomial or rational minimax approximation, found with Remez' exchange algorithm in 50 digits. The
coefficients are rounded to the target's precision one at a time, the highest power first, and the others fitted anew
after each, so that they make up for the rounding.

    python3 math_coefficients.py    (needs mpmath and numpy; about two minutes)
"""
import mpmath
import numpy
from mpmath import lu_solve, matrix, mp, mpf

mp.dps = 50
DIGITS = {"float": 24, "double": 53}  # of the significand, binary


def polynomial(coefficients, x):
    value = mpf(0)
    for coefficient in reversed(coefficients):
        value = value * x + coefficient
    return value


def remez(target, weight, points, over, under):
    """Minimises the largest |(P/Q - target) weight| over `points`; `over` and `under` are the coefficients of P and
    Q, lowest power first, None where they are to be found. Returns P, Q and the largest error."""
    free = [(0, i) for i, c in enumerate(over) if c is None] + [(1, i) for i, c in enumerate(under) if c is None]
    known = [[c or mpf(0) for c in over], [c or mpf(0) for c in under]]
    truth = [target(x) for x in points]
    weights = [weight(x) for x in points]

    def complete(solution):
        both = [list(known[0]), list(known[1])]
        for (which, i), value in zip(free, solution):
            both[which][i] = value
        return both

    # A start: linear least squares, divided by the last Q (Sanathanan and Koerner).
    divisor = [mpf(1)] * len(points)
    for _ in range(8 if any(which for which, _ in free) else 1):
        rows, right = [], []
        for k in range(0, len(points), max(1, len(points) // (6 * len(free)))):
            x, c = points[k], weights[k] / abs(divisor[k])
            rows.append([c * x**i * (-truth[k] if which else 1) for which, i in free])
            right.append(c * (truth[k] * polynomial(known[1], x) - polynomial(known[0], x)))
        scale = [max(abs(row[column]) for row in rows) for column in range(len(free))]
        solution = lu_solve(matrix([[v / s for v, s in zip(row, scale)] for row in rows]), matrix(right))
        p, q = complete([solution[i] / s for i, s in enumerate(scale)])
        divisor = [polynomial(q, x) for x in points]

    best = None
    for _ in range(60):
        error = [(polynomial(p, x) / polynomial(q, x) - t) * w for x, t, w in zip(points, truth, weights)]
        largest = max(map(abs, error))
        if best is None or largest < best[2]:
            best = (p, q, largest)
        peaks = [0]
        for k in range(1, len(points)):
            if (error[k] > 0) != (error[peaks[-1]] > 0):
                peaks.append(k)
            elif abs(error[k]) > abs(error[peaks[-1]]):
                peaks[-1] = k
        while len(peaks) > len(free) + 1:
            peaks.pop(0 if abs(error[peaks[0]]) < abs(error[peaks[-1]]) else -1)
        if len(peaks) <= len(free) or largest - min(abs(error[k]) for k in peaks) < largest / 1000:
            break
        # Newton's method on: the error at the peaks is +level, -level, +level ...
        first = 1 if error[peaks[0]] > 0 else -1
        both = [p, q]
        v = [both[which][i] for which, i in free] + [sum(abs(error[k]) for k in peaks) / len(peaks)]
        for _ in range(12):
            rows, right = [], []
            p, q = complete(v)
            for r, k in enumerate(peaks):
                x, sign = points[k], first * (-1)**r
                wanted = truth[k] + sign * v[-1] / weights[k]
                c = weights[k] / polynomial(q, x)
                rows.append([c * x**i * (-wanted if which else 1) for which, i in free] + [-mpf(sign)])
                right.append(-c * (polynomial(p, x) - wanted * polynomial(q, x)))
            change = lu_solve(matrix(rows), matrix(right))
            v = [a + b for a, b in zip(v, change)]
            if max(abs(b) / (abs(a) + mpf(10)**-40) for a, b in zip(v, change)) < mpf(10)**-15:
                break
        p, q = complete(v)
    return best


def rounded(x, digits):
    significand, exponent = mpmath.frexp(x)
    return mpmath.ldexp(mpmath.nint(mpmath.ldexp(significand, digits)), exponent - digits)


def written(x, scalar):
    return str(numpy.float32(float(x))) + "f" if scalar == "float" else repr(float(x))


def fit(name, scalar, target, weight, node, over, under=(mpf(1),)):
    """`node` maps [-1, 1] to the interval, dense where the error swings fast."""
    over, under = list(over), list(under)
    count = 60 * (over.count(None) + under.count(None) + 2)
    points = [node(-mpmath.cos(mp.pi * (2 * k + 1) / (2 * count))) for k in range(count)]
    p, q, _ = remez(target, weight, points, over, under)
    for i in reversed(range(max(len(over), len(under)))):
        for side, which in ((under, 1), (over, 0)):
            if i < len(side) and side[i] is None:
                side[i] = rounded((p, q)[which][i], DIGITS[scalar])
                if None in over + under:
                    p, q, _ = remez(target, weight, points, over, under)
    error = max(abs((polynomial(over, x) / polynomial(under, x) - target(x)) * weight(x)) for x in points)
    print(f"{name} {scalar}: 2^{float(mpmath.log(error, 2)):.1f}")
    for label, side in (("over", over), ("under", under)):
        if len(side) > 1:
            print(f"    {label}: " + ", ".join(written(c, scalar) for c in side))


def interval(low, high):
    return lambda u: (low + high) / 2 + (high - low) / 2 * u


def from_zero(high):
    """Denser towards zero."""
    return lambda u: high * ((u + 1) / 2)**2


def by_square(f, limit):
    """f(sqrt(y)), and its limit at 0."""
    return lambda y: f(mpmath.sqrt(y)) if y > mpf(10)**-16 else limit


def constants():
    log2 = mpmath.log(2)
    for scalar, digits, zeros in (("float", 24, 9), ("double", 53, 12)):
        high = rounded(log2, digits - zeros)
        print(f"{scalar}: log 2 {written(log2, scalar)} = {written(high, scalar)} (ending in {zeros} zeros) + "
              f"{written(log2 - high, scalar)}, 1 / log 2 {written(1 / log2, scalar)}, "
              f"1 / sqrt(2 pi) {written(1 / mpmath.sqrt(2 * mp.pi), scalar)}")


def exponential(scalar, terms):
    """e^r = 1 + r + r^2 P(r), |r| <= log 2."""
    high = mpmath.log(2) * mpf("1.001")
    fit("exp.hpp", scalar, lambda r: (mpmath.expm1(r) - r) / r**2, lambda r: r**2 / mpmath.exp(r),
        interval(-high, high), [None] * terms)


def half_tanh(scalar, terms):
    """tanh r = r + r^3 P(r^2), |r| <= log(2) / 4."""
    high = mpmath.log(2) / 4 * mpf("1.001")
    fit("exp.hpp tanh_of_rest", scalar, by_square(lambda r: (mpmath.tanh(r) - r) / r**3, -mpf(1) / 3), lambda y: y,
        from_zero(high**2), [None] * terms)


def logarithm(name, scalar, terms, high):
    """2 artanh s = 2 s + s^3 P(s^2), 0 <= s <= high."""
    fit(name, scalar, by_square(lambda s: (2 * mpmath.atanh(s) - 2 * s) / s**3, mpf(2) / 3), lambda y: y / 2,
        from_zero(high**2), [None] * terms)


def normal_tail(scalar, degree, high):
    """Phi(-a) = e^(-a^2 / 2) / (2 + 2 a + a P(a) / Q(a)), 0 <= a <= high."""
    tail = lambda a: mpmath.exp(a * a / 2) * mpmath.erfc(a / mpmath.sqrt(2)) / 2
    fit("normal.hpp", scalar, lambda a: (1 / tail(a) - 2 - 2 * a) / a, lambda a: a * tail(a), from_zero(mpf(high)),
        [None] * (degree + 1), [mpf(1)] + [None] * degree)


def fast_tanh(high):
    """tanh x = x P(x^2) / Q(x^2) but for an absolute error, |x| <= high; beyond, P / Q is to stay below 1."""
    high = mpf(high)
    fit("fast_tanh.hpp", "float", by_square(lambda x: mpmath.tanh(x) / x, mpf(1)), mpmath.sqrt, from_zero(high**2),
        [None] * 3, [mpf(1), None, None])


constants()
exponential("float", 6)
exponential("double", 12)
half_tanh("float", 2)
half_tanh("double", 6)
logarithm("log.hpp", "float", 3, 3 - 2 * mpmath.sqrt(2))
logarithm("log.hpp", "double", 7, 3 - 2 * mpmath.sqrt(2))
logarithm("softplus.hpp", "float", 4, mpf(1) / 3)
logarithm("softplus.hpp", "double", 9, mpf(1) / 3)
normal_tail("float", 4, "14.5")
normal_tail("double", 9, "39")
fast_tanh("5.25")
