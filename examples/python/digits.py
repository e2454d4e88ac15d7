"""The handwritten digits of examples/data, split for a trial. Plain Python."""

import csv
import pathlib
import random

FILE = pathlib.Path(__file__).resolve().parent.parent / "data" / "digits.csv"


def load(seed):
    """Training, validation and test part: lists of (pixels from 0 to 1, digit)."""
    with open(str(FILE), newline="") as file:
        rows = list(csv.reader(file))[1:]
    examples = [([int(p) / 16 for p in row[:-1]], int(row[-1])) for row in rows]
    random.Random(seed).shuffle(examples)
    a, b = int(0.7 * len(examples)), int(0.85 * len(examples))
    return examples[:a], examples[a:b], examples[b:]
