"""Verdicts of Optuna 5.0.0's pruners and p-values of SciPy's signed-rank test on fixed data.

python stopper_oracle.py > ../resources/io/sonde/search/stopper/stopper-oracle.txt

Optuna compares with the values at a step, Sonde with running averages up to it; so the completed
trials are told to Optuna by their running averages, and the two rules are one. Optuna's patience
of k looks at the last k + 1 values.

Lines: "percentile PERCENTILE WARMUP INTERVAL DIRECTION" with "completed V..." and "judged V..." and
"stops STEP..." of the same; "asha MIN ETA DIRECTION" with "trial V..." and "stopped STEP or 0" each;
"patience K DIRECTION", "wilcoxon P", "ranks METHOD D... : P".
"""

import random

import optuna
import scipy.stats
from optuna.trial import TrialState

optuna.logging.set_verbosity(optuna.logging.ERROR)


def told(values):
    return " ".join(repr(float(v)) for v in values)


def frozen(study, values, steps=None, state=TrialState.COMPLETE):
    steps = steps or range(1, len(values) + 1)
    trial = optuna.trial.create_trial(
        state=state,
        value=sum(values) / len(values) if state == TrialState.COMPLETE else None,
        params={},
        distributions={},
        intermediate_values=dict(zip(steps, map(float, values))),
    )
    study.add_trial(trial)


def stops(study, pruner, values):
    trial = study.ask()
    found = []
    for step, value in enumerate(values, 1):
        trial.report(float(value), step)
        if pruner.prune(study, study._storage.get_trial(trial._trial_id)):
            found.append(step)
    study.tell(trial, state=TrialState.FAIL)
    return found


def curve(rng, n):
    level, height = rng.uniform(0, 2), rng.uniform(0, 3)
    return [round(level + height / (i + 1) + rng.gauss(0, 0.2), 6) for i in range(n)]


def percentile(rng, p, warmup, interval, direction):
    # Sonde's first judged step is the one after the warm-up; Optuna's is the last of it.
    pruner = optuna.pruners.PercentilePruner(p, 3, warmup + 1, interval)
    study = optuna.create_study(direction=direction)
    print("percentile", p, warmup, interval, direction)
    for _ in range(7):
        values = curve(rng, 9)
        averages = [sum(values[: i + 1]) / (i + 1) for i in range(len(values))]
        frozen(study, averages)
        print("completed", told(values))
    for _ in range(8):
        values = curve(rng, 9)
        print("judged", told(values))
        print("stops", *stops(study, pruner, values))


def asha(rng, least, eta, direction):
    # Optuna counts the value at a rung, Sonde the best up to it: only curves that get better.
    pruner = optuna.pruners.SuccessiveHalvingPruner(least, eta, 0)
    study = optuna.create_study(direction=direction, pruner=pruner)
    sign = 1 if direction == "minimize" else -1
    print("asha", least, eta, direction)
    for _ in range(40):
        level = rng.uniform(0, 3)
        values = [round(sign * (level + rng.uniform(0.9, 1.1) / (i + 1)), 6) for i in range(12)]
        values = [sign * min(sign * v for v in values[: i + 1]) for i in range(12)]
        trial = study.ask()
        stopped = 0
        for step, value in enumerate(values, 1):
            trial.report(value, step)
            if trial.should_prune():
                stopped = step
                break
        study.tell(trial, values[-1] if not stopped else None,
                   state=TrialState.COMPLETE if not stopped else TrialState.PRUNED)
        print("trial", told(values))
        print("stopped", stopped)


def patience(rng, k, direction):
    pruner = optuna.pruners.PatientPruner(None, k)
    print("patience", k, direction)
    for _ in range(10):
        study = optuna.create_study(direction=direction)
        values = curve(rng, 15)
        print("judged", told(values))
        print("stops", *stops(study, pruner, values))


def wilcoxon(rng, p, direction):
    pruner = optuna.pruners.WilcoxonPruner(p_threshold=p)
    study = optuna.create_study(direction=direction)
    print("wilcoxon", p, direction)
    for _ in range(4):
        values = [round(rng.gauss(0, 1), 6) for _ in range(12)]
        frozen(study, values)
        print("completed", told(values))
    for i in range(12):
        values = [round(rng.gauss((i - 6) / 4, 1), 6) for _ in range(12)]
        print("judged", told(values))
        print("stops", *stops(study, pruner, values))


def ranks(rng):
    for n in list(range(1, 31, 3)) + [50, 60, 200]:
        for tied in (False, True):
            if tied and 13 < n <= 50:
                continue  # SciPy takes the normal approximation there, Sonde counts
            d = [round(rng.gauss(0.3, 1), 1 if tied else 6) for _ in range(n)]
            result = scipy.stats.wilcoxon(d, alternative="greater", zero_method="zsplit")
            print("ranks", told(d), ":", repr(float(result.pvalue)))


def main():
    rng = random.Random(20260)
    for direction in ("minimize", "maximize"):
        for p in (50.0, 25.0, 10.0, 80.0):
            percentile(rng, p, 0, 1, direction)
        percentile(rng, 50.0, 2, 3, direction)
        asha(rng, 1, 3, direction)
        asha(rng, 2, 2, direction)
        for k in (0, 2, 4):
            patience(rng, k, direction)
        wilcoxon(rng, 0.1, direction)
        wilcoxon(rng, 0.3, direction)
    ranks(rng)


main()
