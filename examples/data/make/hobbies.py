"""Writes `hobbies.csv`: who people are (inputs) and what they did for leisure (17 labels), from R's FactoMineR.

usage: hobbies.py HOBBIES.RDA FOLDER_TO_WRITE_TO
"""

import sys
import warnings
from pathlib import Path

import pandas as pd
import rdata

SEED = 20261128
PEOPLE = 4000
AGES = {
    "[15,25]": 20,
    "(25,35]": 30,
    "(35,45]": 40,
    "(45,55]": 50,
    "(55,65]": 60,
    "(65,75]": 70,
    "(75,85]": 80,
    "(85,100]": 90,
}
NOT_HOBBIES = ["TV", "Sex", "Age", "Marital status", "Profession", "nb.activitees"]


def snake(name: object) -> str:
    return str(name).strip().lower().replace(" ", "_")


def indicators(answers: pd.Series, prefix: str) -> pd.DataFrame:
    """A column of 0 and 1 for each answer; no answer is the column `..._none`."""
    words = answers.astype(object).where(answers.notna(), "none").map(snake)
    return pd.get_dummies(words, prefix=prefix, dtype=int)


def main(source: Path, out: Path) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        people = rdata.read_rda(source)["hobbies"]
    hobbies = [column for column in people.columns if column not in NOT_HOBBIES]
    table = pd.concat(
        [
            people["Age"].astype(str).map(AGES).rename("age"),
            (people["Sex"] == "F").astype(int).rename("female"),
            indicators(people["Marital status"], "marital"),
            indicators(people["Profession"], "profession"),
            people[hobbies].astype(str).astype(int).rename(columns=snake),
        ],
        axis=1,
    )
    table.sample(PEOPLE, random_state=SEED).to_csv(out / "hobbies.csv", index=False, lineterminator="\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
