"""Writes trajectories.json: what every rule and variant must do, from 50-digit decimal arithmetic.

    python3 tests/golden/oracle.py

Standard library only; the same bytes every time. Then it checks itself: see selfcheck.py.
"""
import json
import pathlib

import selfcheck
from cases import all_cases
from exact import digits25
from run import run

HERE = pathlib.Path(__file__).parent


def answered(case):
    path, kept = run(case)
    texts = {"theta": [[digits25(x) for x in row] for row in path]}
    if kept:
        texts["average"] = [[digits25(x) for x in row] for row in kept]
    return {**case, **texts}


def write(name, cases):
    """One case a line, so that a change shows as the lines of the cases it changes."""
    lines = [json.dumps(case, separators=(",", ":")) for case in cases]
    (HERE / name).write_text("[\n" + ",\n".join(lines) + "\n]\n")


if __name__ == "__main__":
    answers = [answered(case) for case in all_cases()]
    write("trajectories.json", answers)
    print(f"{len(answers)} cases, {len({a['rule'] for a in answers})} rules")
    selfcheck.table()
    selfcheck.variants(answers)
    selfcheck.conditioning(answers)
