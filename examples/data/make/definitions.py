"""Writes `definitions.csv`: definitions of English nouns and the kind of thing each defines, from WordNet.

usage: definitions.py DATA.NOUN FOLDER_TO_WRITE_TO
"""

import csv
import random
import sys
from pathlib import Path

SEED = 20261128
OF_EACH_KIND = 600
# The numbers of WordNet's lexicographer files, lexnames(5WN).
KINDS = {
    5: "animal",
    6: "artifact",
    8: "body",
    10: "communication",
    13: "food",
    18: "person",
    20: "plant",
    27: "substance",
}


def definitions(file: Path) -> dict[str, list[str]]:
    """The definitions of 4 to 30 words of each kind, without examples of use, each text once.

    Names of single persons and things (the pointer `@i`) are left out: their definitions are dates.
    """
    found: dict[str, list[str]] = {kind: [] for kind in KINDS.values()}
    seen = set()
    for line in file.read_text("utf-8").splitlines():
        if line.startswith("  "):
            continue
        data, gloss = line.split(" | ", 1)
        fields = data.split()
        kind = KINDS.get(int(fields[1]))
        pointers_at = 4 + 2 * int(fields[3], 16)
        pointers = fields[pointers_at + 1 : pointers_at + 1 + 4 * int(fields[pointers_at]) : 4]
        text = gloss.split('; "')[0].strip()
        if kind and "@i" not in pointers and 4 <= len(text.split()) <= 30 and text not in seen:
            seen.add(text)
            found[kind].append(text)
    return found


def main(nouns: Path, out: Path) -> None:
    draw = random.Random(SEED)
    rows = []
    for kind, texts in definitions(nouns).items():
        rows += [(kind, text) for text in draw.sample(texts, OF_EACH_KIND)]
    draw.shuffle(rows)
    with open(out / "definitions.csv", "w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["label", "text"])
        writer.writerows(rows)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
