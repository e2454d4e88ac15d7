"""Writes how Optuna 5.0.0's TPE divides fixed histories into good trials and others, for SplitOracleTest.

    pip install optuna==5.0.0
    python split_oracle.py > ../resources/io/sonde/search/sampler/tpe/split-oracle.txt

Curves of stopped trials improve from step to step: Optuna takes the value of the last step, we that
of the best. Violations are multiples of 1/64, so that no rounding decides.

The output is read line by line; a line is a word and what belongs to it:
    case NAME CONSTRAINTS DIRECTION...     one direction for each objective
    complete VIOLATION... VALUE...         one line for each trial, in order
    pruned VIOLATION... STEP VALUE STEP VALUE...
    running
    good NUMBER TRIAL...                   the good ones when so many are asked for
"""

import numpy as np
import optuna
from optuna.distributions import FloatDistribution
from optuna.samplers._tpe.sampler import _split_trials
from optuna.trial import TrialState

SPACE = {"x": FloatDistribution(0.0, 1.0)}


def line(word, *values):
    print(word, *(repr(float(v)) if isinstance(v, (float, np.floating)) else str(v) for v in values))


def constraints(rng, number):
    return [float(c) / 64 for c in rng.integers(-64, 48, number)]


def complete(rng, directions, number, rounded):
    values = rng.normal(size=len(directions))
    values = np.round(values, 1) if rounded else values
    violations = constraints(rng, number)
    line("complete", *violations, *values)
    return trial(TrialState.COMPLETE, violations, values=[float(v) for v in values])


def pruned(rng, directions, number):
    last = int(rng.integers(1, 5))
    steps = list(range(last + 1))
    curve = np.sort(rng.normal(size=len(steps)))
    curve = curve[::-1] if directions[0] == "minimize" else curve
    violations = constraints(rng, number)
    line("pruned", *violations, *(v for pair in zip(steps, curve) for v in pair))
    return trial(TrialState.PRUNED, violations, intermediate_values=dict(zip(steps, map(float, curve))))


def running():
    line("running")
    return trial(TrialState.RUNNING, [])


def trial(state, violations, **what):
    return optuna.trial.create_trial(
        state=state,
        params={"x": 0.5},
        distributions=SPACE,
        constraints={f"c{i}": v for i, v in enumerate(violations)},
        **what,
    )


def case(name, directions, trials, shares, number=0, rounded=False):
    rng = np.random.default_rng(sum(map(ord, name)))
    line("case", name, number, *directions)
    study = optuna.create_study(directions=directions)
    for _ in range(trials):
        kind = rng.choice(["complete", "pruned", "running"], p=shares)
        if kind == "complete":
            study.add_trial(complete(rng, directions, number, rounded))
        elif kind == "pruned":
            study.add_trial(pruned(rng, directions, number))
        else:
            study.add_trial(running())
    told = sum(t.state.is_finished() for t in study.trials)
    for n_below in sorted({1, 2, 5, -(-told // 10), 12, 25}):
        if n_below <= told:
            below, _ = _split_trials(study, study.trials, n_below)
            line("good", n_below, *(t.number for t in below))


def main():
    assert optuna.__version__ == "5.0.0", optuna.__version__
    optuna.logging.set_verbosity(optuna.logging.ERROR)
    one = ["minimize"]
    case("completed", one, 40, [1, 0, 0])
    case("maximized", ["maximize"], 40, [0.9, 0.1, 0])
    case("ties", one, 60, [0.8, 0.1, 0.1], rounded=True)
    case("mostly-pruned", one, 60, [0.05, 0.85, 0.1])
    case("pruned-and-maximized", ["maximize"], 60, [0.1, 0.8, 0.1])
    case("running", one, 30, [0.3, 0.1, 0.6])
    case("one-constraint", one, 50, [0.9, 0, 0.1], number=1)
    case("three-constraints", one, 50, [0.9, 0, 0.1], number=3)
    case("constraints-and-pruned", one, 60, [0.3, 0.6, 0.1], number=2)
    case("two-objectives", ["minimize", "minimize"], 50, [0.9, 0, 0.1])
    case("two-directions", ["minimize", "maximize"], 80, [0.9, 0, 0.1])
    case("two-with-ties", ["minimize", "minimize"], 120, [1, 0, 0], rounded=True)
    case("three-objectives", ["minimize", "maximize", "minimize"], 90, [0.9, 0, 0.1])
    case("two-objectives-two-constraints", ["minimize", "minimize"], 60, [0.9, 0, 0.1], number=2)


if __name__ == "__main__":
    main()
