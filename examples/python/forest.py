"""A random forest of scikit-learn on handwritten digits; each step is a fold.

Run by Sonde:      ./sonde run examples/python/forest.yaml
"""

import sys

import digits
import sonde

try:
    from sklearn.ensemble import RandomForestClassifier
    from sklearn.model_selection import StratifiedKFold
except ImportError:
    sonde.infeasible(
        "this example needs scikit-learn, which this Python lacks: pip install scikit-learn"
    )


def main():
    training, validation, test = digits.load(sonde.split_seed)
    examples = training + validation
    pixels = [x for x, _ in examples]
    labels = [digit for _, digit in examples]
    model = RandomForestClassifier(
        n_estimators=int(sys.argv[1]),
        max_depth=int(sys.argv[2]),
        max_features=float(sys.argv[3]),
        random_state=sonde.seed,
    )
    folds = StratifiedKFold(5, shuffle=True, random_state=sonde.split_seed)
    for fold, (learnt, judged) in enumerate(folds.split(pixels, labels), start=1):
        model.fit([pixels[i] for i in learnt], [labels[i] for i in learnt])
        accuracy = model.score([pixels[i] for i in judged], [labels[i] for i in judged])
        if not sonde.report(fold, accuracy=accuracy):
            return
    model.fit(pixels, labels)
    sonde.result(test_accuracy=model.score([x for x, _ in test], [digit for _, digit in test]))


if __name__ == "__main__":
    main()
