"""Cuts Fashion-MNIST down: `fashion-mnist/` (IDX files) and `clothes/` (a folder of pictures for each class).

usage: fashion_mnist.py FOLDER_WITH_THE_WHOLE_SET FOLDER_TO_WRITE_TO
"""

import gzip
import struct
import sys
from pathlib import Path

import numpy as np
from PIL import Image

SEED = 20261128
TRAINING_OF_EACH_CLASS = 400
TEST_OF_EACH_CLASS = 100
PICTURES_OF_EACH_CLASS = 100
PICTURED = {3: "dress", 4: "coat", 6: "shirt", 7: "sneaker", 8: "bag"}


def read(folder: Path, part: str) -> tuple[np.ndarray, np.ndarray]:
    images = gzip.decompress((folder / f"{part}-images-idx3-ubyte.gz").read_bytes())
    labels = gzip.decompress((folder / f"{part}-labels-idx1-ubyte.gz").read_bytes())
    return (
        np.frombuffer(images, np.uint8, offset=16).reshape(-1, 28, 28),
        np.frombuffer(labels, np.uint8, offset=8),
    )


def write(folder: Path, part: str, images: np.ndarray, labels: np.ndarray) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    pack(folder / f"{part}-images-idx3-ubyte.gz", struct.pack(">4i", 0x803, len(images), 28, 28) + images.tobytes())
    pack(folder / f"{part}-labels-idx1-ubyte.gz", struct.pack(">2i", 0x801, len(labels)) + labels.tobytes())


def pack(file: Path, content: bytes) -> None:
    file.write_bytes(gzip.compress(content, 9, mtime=0))


def draw(labels: np.ndarray, number: int, random: np.random.Generator) -> np.ndarray:
    """The given number of examples of each class, in the order of the whole set."""
    chosen = [random.choice(np.flatnonzero(labels == c), number, replace=False) for c in range(10)]
    return np.sort(np.concatenate(chosen))


def pictures(folder: Path, images: np.ndarray, labels: np.ndarray, free: np.ndarray, random: np.random.Generator) -> None:
    """Writes `CLASS/NUMBER.png`; the number is the picture's place in the whole training part."""
    for label, name in PICTURED.items():
        (folder / name).mkdir(parents=True, exist_ok=True)
        for i in random.choice(free[labels[free] == label], PICTURES_OF_EACH_CLASS, replace=False):
            Image.fromarray(images[i]).save(folder / name / f"{i:05d}.png", optimize=True)


def main(whole: Path, out: Path) -> None:
    random = np.random.default_rng(SEED)
    images, labels = read(whole, "train")
    training = draw(labels, TRAINING_OF_EACH_CLASS, random)
    write(out / "fashion-mnist", "train", images[training], labels[training])
    test_images, test_labels = read(whole, "t10k")
    test = draw(test_labels, TEST_OF_EACH_CLASS, random)
    write(out / "fashion-mnist", "t10k", test_images[test], test_labels[test])
    free = np.setdiff1d(np.arange(len(labels)), training)
    pictures(out / "clothes", images, labels, free, random)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
