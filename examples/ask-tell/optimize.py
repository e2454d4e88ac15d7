#!/usr/bin/env python3
"""Runs the trials of forest.yaml from Python, through `sonde ask-tell`.

    python3 examples/ask-tell/optimize.py [COMMAND ...]

COMMAND is how Sonde is started (default: ./sonde of this checkout). Needs nothing but Python 3.
"""

import json
import math
import pathlib
import subprocess
import sys

HERE = pathlib.Path(__file__).resolve().parent


class Sweep:
    """A sweep in a process of its own: one line of JSON to it, one line back."""

    def __init__(self, command, spec):
        self.process = subprocess.Popen(
            [*command, "ask-tell", str(spec)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            encoding="utf-8",
        )

    def say(self, **request):
        self.process.stdin.write(json.dumps(request) + "\n")
        self.process.stdin.flush()
        answer = json.loads(self.process.stdout.readline())
        if "error" in answer:
            raise ValueError(answer["error"])
        return answer

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.stdin.close()
        self.process.wait()


def error_after(config, rounds):
    """Stands for a model: its error falls with the rounds, to a level that its settings decide."""
    gain = config["split"].get("best", {"min_gain": 1e-2})["min_gain"]
    level = (
        0.05
        + 0.1 * abs(math.log10(config["trees"] / 200))
        + 0.002 * (config["depth"] - 9) ** 2
        + 0.3 * (config["features"] - 0.4) ** 2
        + 0.02 * abs(math.log10(gain / 1e-4))
    )
    return level + 0.5 / (1 + rounds)


def run(sweep, work):
    """Runs a trial until it is over or laid aside."""
    trial = work["trial"]
    # A paused trial goes on after its last round. A real model would load its checkpoint here.
    for step in range(work.get("after", 0) + 1, 28):
        error = error_after(work["config"], step)
        verdict = sweep.say(op="report", trial=trial, step=step, metrics={"error": error})
        if verdict["decision"] != "continue":
            return
    sweep.say(op="tell", trial=trial)


def main():
    command = sys.argv[1:] or [str(HERE.parent.parent / "sonde")]
    with Sweep(command, HERE / "forest.yaml") as sweep:
        work = sweep.say(op="ask")
        while "trial" in work:
            run(sweep, work)
            work = sweep.say(op="ask")
        best = sweep.say(op="best")
    print(f"trial {best['trial']} has an error of {best['value']:.4f} with")
    print(json.dumps(best["config"], indent=2))


if __name__ == "__main__":
    main()
