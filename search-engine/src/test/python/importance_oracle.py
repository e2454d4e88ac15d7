"""Writes importance-oracle.json: importances by Optuna 5.0.0 on fixed histories.

    pip install optuna==5.0.0 scikit-learn
    python importance_oracle.py > ../resources/io/sonde/search/insight/importance/importance-oracle.json

A case holds its trials (parameters by name, value) and for each parameter what Optuna's functional
ANOVA gives in the mean of ten forests, not normalised, and what its PED-ANOVA gives, normalised.
"""
import json
import math
import sys
import warnings

import numpy as np
import optuna
from optuna.distributions import CategoricalDistribution, FloatDistribution, IntDistribution
from optuna.importance import FanovaImportanceEvaluator, PedAnovaImportanceEvaluator

warnings.simplefilter("ignore")
optuna.logging.set_verbosity(optuna.logging.ERROR)


def case(name, distributions, trials, fanova=True):
    study = optuna.create_study()
    for params, value in trials:
        study.add_trial(
            optuna.trial.create_trial(
                params=params,
                distributions={p: distributions[p] for p in params},
                value=value,
            )
        )
    result = {"name": name, "space": [], "trials": []}
    for p, d in distributions.items():
        if isinstance(d, CategoricalDistribution):
            result["space"].append({"name": p, "choice": list(d.choices)})
        else:
            kind = "int" if isinstance(d, IntDistribution) else "float"
            result["space"].append({"name": p, kind: [d.low, d.high], "log": d.log})
    for params, value in trials:
        result["trials"].append({"params": params, "value": value})
    if fanova:
        runs = [FanovaImportanceEvaluator(seed=s).evaluate(study) for s in range(10)]
        result["fanova"] = {p: float(np.mean([r[p] for r in runs])) for p in distributions}
    ped = PedAnovaImportanceEvaluator().evaluate(study)
    total = sum(ped.values())
    result["ped_anova"] = {p: ped[p] / total for p in distributions}
    return result


def rounded(x):
    return float(f"{x:.6g}")


def mixed(rng):
    d = {
        "x": FloatDistribution(0, 1),
        "y": FloatDistribution(-3, 3),
        "n": IntDistribution(1, 20),
        "c": CategoricalDistribution(["a", "b", "c", "d"]),
        "idle": FloatDistribution(0, 1),
    }
    bonus = {"a": 0.0, "b": 1.5, "c": 0.3, "d": 0.9}
    trials = []
    for _ in range(200):
        p = {
            "x": rounded(rng.uniform()),
            "y": rounded(rng.uniform(-3, 3)),
            "n": int(rng.integers(1, 21)),
            "c": str(rng.choice(["a", "b", "c", "d"])),
            "idle": rounded(rng.uniform()),
        }
        value = 3 * (p["x"] - 0.3) ** 2 + 0.2 * p["y"] + 0.04 * p["n"] + bonus[p["c"]]
        trials.append((p, rounded(value + 0.05 * rng.normal())))
    return case("mixed", d, trials)


def focused(rng):
    """As a search leaves them: most trials near the optimum."""
    d = {"x": FloatDistribution(0, 1), "y": FloatDistribution(0, 1), "z": FloatDistribution(0, 1)}
    trials = []
    for i in range(150):
        spread = 1.0 if i < 40 else 0.15
        x, y, z = (rounded(v) for v in np.clip(0.6 + spread * (rng.uniform(size=3) - 0.6), 0, 1))
        trials.append(({"x": x, "y": y, "z": z}, rounded((x - 0.6) ** 2 + 2 * x * y + 0.1 * z)))
    return case("focused", d, trials)


def ishigami(rng):
    d = {f"x{i}": FloatDistribution(-math.pi, math.pi) for i in (1, 2, 3)}
    trials = []
    for _ in range(600):
        x = [rounded(v) for v in rng.uniform(-math.pi, math.pi, 3)]
        value = math.sin(x[0]) + 7 * math.sin(x[1]) ** 2 + 0.1 * x[2] ** 4 * math.sin(x[0])
        trials.append(({f"x{i + 1}": x[i] for i in range(3)}, rounded(value)))
    return case("ishigami", d, trials)


def conditional(rng):
    d = {
        "kind": CategoricalDistribution(["sgd", "adam"]),
        "sgd_rate": FloatDistribution(1e-4, 1, log=True),
        "adam_rate": FloatDistribution(1e-5, 1e-1, log=True),
        "units": IntDistribution(1, 200),
    }
    trials = []
    for _ in range(160):
        p = {"kind": str(rng.choice(["sgd", "adam"])), "units": int(rng.integers(1, 201))}
        if p["kind"] == "sgd":
            p["sgd_rate"] = rounded(10 ** rng.uniform(-4, 0))
            value = 0.5 + abs(math.log10(p["sgd_rate"]) + 1)
        else:
            p["adam_rate"] = rounded(10 ** rng.uniform(-5, -1))
            value = 0.3 * abs(math.log10(p["adam_rate"]) + 3)
        trials.append((p, rounded(value + 0.001 * p["units"])))
    return case("conditional", d, trials, fanova=False)


rng = np.random.default_rng(17)
cases = [mixed(rng), focused(rng), ishigami(rng), conditional(rng)]
json.dump({"optuna": optuna.__version__, "cases": cases}, sys.stdout, separators=(",", ":"))
print()
