"""Measures what the examples must beat: the obvious guess and a plain model, on held-out data.

usage: baselines.py FOLDER_OF_THE_DATA_SETS

Prints one line per data set and model: the means over the seeds 0 to 4, each of which splits 80 to 20
(stratified by class where there are classes). Fashion-MNIST has its own test part, so one split.
"""

import sys
from pathlib import Path
from statistics import mean

import numpy as np
import pandas as pd
from PIL import Image
from scipy.sparse import csr_matrix
from sklearn.dummy import DummyClassifier, DummyRegressor
from sklearn.ensemble import HistGradientBoostingRegressor
from sklearn.feature_extraction.text import CountVectorizer
from sklearn.linear_model import LinearRegression, LogisticRegression
from sklearn.metrics import f1_score, log_loss, mean_squared_error, r2_score, roc_auc_score
from sklearn.model_selection import train_test_split
from sklearn.multioutput import MultiOutputClassifier
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

from fashion_mnist import read

SEEDS = range(5)


def say(data: str, model: str, scores: list[dict[str, float]]) -> None:
    means = {name: mean(score[name] for score in scores) for name in scores[0]}
    print(f"{data:14} {model:30}", *(f"{name} {value:.3f}" for name, value in means.items()), sep="  ")


def classified(data: str, x, y, models) -> None:
    for name, make in models.items():
        scores = []
        for seed in SEEDS:
            a, b, ya, yb = train_test_split(x, y, test_size=0.2, stratify=y, random_state=seed)
            scores.append({"accuracy": make().fit(a, ya).score(b, yb)})
        say(data, name, scores)


def fashion(folder: Path) -> None:
    images, labels = read(folder, "train")
    test_images, test_labels = read(folder, "t10k")
    x, test = images.reshape(len(images), -1) / 255, test_images.reshape(len(test_images), -1) / 255
    for name, model in {"majority": DummyClassifier(), "logistic regression": logistic(0.1)}.items():
        say("fashion-mnist", name, [{"accuracy": model.fit(x, labels).score(test, test_labels)}])


def logistic(c: float) -> LogisticRegression:
    return LogisticRegression(C=c, max_iter=2000)


def clothes(folder: Path) -> None:
    files = sorted(folder.glob("*/*.png"))
    x = np.stack([np.asarray(Image.open(file)).ravel() / 255 for file in files])
    y = [file.parent.name for file in files]
    classified("clothes", x, y, {"majority": DummyClassifier, "logistic regression": lambda: logistic(0.1)})


def definitions(file: Path) -> None:
    table = pd.read_csv(file)

    def words():
        return make_pipeline(CountVectorizer(token_pattern=r"\w+"), logistic(3))

    classified(
        "definitions",
        table["text"],
        table["label"],
        {"majority": DummyClassifier, "words + logistic regression": words},
    )


def concrete(file: Path) -> None:
    table = pd.read_csv(file)
    x, y = table.drop(columns="compressive_strength"), table["compressive_strength"]
    models = {
        "mean": DummyRegressor,
        "linear regression": LinearRegression,
        "gradient boosted trees": lambda: HistGradientBoostingRegressor(random_state=0),
    }
    for name, make in models.items():
        scores = []
        for seed in SEEDS:
            a, b, ya, yb = train_test_split(x, y, test_size=0.2, random_state=seed)
            guess = make().fit(a, ya).predict(b)
            scores.append({"R2": r2_score(yb, guess), "RMSE": mean_squared_error(yb, guess) ** 0.5})
        say("concrete", name, scores)


def hobbies(file: Path) -> None:
    table = pd.read_csv(file)
    x, y = table.loc[:, :"profession_unskilled_worker"], table.loc[:, "reading":]

    def separate():
        return make_pipeline(StandardScaler(), MultiOutputClassifier(logistic(1)))

    for name, make in {"share of each label": lambda: DummyClassifier(strategy="prior"), "logistic regression": separate}.items():
        scores = []
        for seed in SEEDS:
            a, b, ya, yb = train_test_split(x, y, test_size=0.2, random_state=seed)
            p = np.column_stack([of_one[:, 1] for of_one in make().fit(a, ya).predict_proba(b)])
            scores.append(many(yb.to_numpy(), p))
        say("hobbies", name, scores)


def many(truth: np.ndarray, p: np.ndarray) -> dict[str, float]:
    """Scores of several labels at once: a label is said where its probability is 0.5 or more."""
    said = p >= 0.5
    return {
        "accuracy of labels": (said == truth).mean(),
        "micro F1": f1_score(truth, said, average="micro"),
        "macro F1": f1_score(truth, said, average="macro", zero_division=0),
        "mean AUC": roc_auc_score(truth, p, average="macro"),
        "log loss": mean(log_loss(truth[:, i], p[:, i]) for i in range(truth.shape[1])),
    }


def lectures(file: Path) -> None:
    table = pd.read_csv(file)
    users, items = (table[column].astype("category").cat.codes.to_numpy() for column in ("student", "lecturer"))
    models = {"popularity": popularity, "similar lecturers": similar, "64 factors (SVD)": factors}
    for split in (random_of_each, last_of_each):
        for name, model in models.items():
            say("lectures", f"{name}, {split.__doc__}", [ranked(users, items, split(table, seed), model) for seed in SEEDS])
    for name, model in {"mean rating": rating_mean, "means of both": rating_biases}.items():
        scores = []
        for seed in SEEDS:
            a, b = train_test_split(np.arange(len(table)), test_size=0.2, random_state=seed)
            guess = model(users, items, table["rating"].to_numpy(float), a)[b]
            scores.append({"RMSE": mean_squared_error(table["rating"].to_numpy()[b], guess) ** 0.5})
        say("lectures", name, scores)


def random_of_each(table: pd.DataFrame, seed: int) -> np.ndarray:
    """any one held out"""
    return of_each(table, np.random.default_rng(seed).random(len(table)))


def last_of_each(table: pd.DataFrame, seed: int) -> np.ndarray:
    """one of the last held out"""
    return of_each(table, table["semester"].to_numpy() + np.random.default_rng(seed).random(len(table)))


def of_each(table: pd.DataFrame, order: np.ndarray) -> np.ndarray:
    """For each student, the row with the highest order."""
    return pd.Series(order).groupby(table["student"].to_numpy()).idxmax().to_numpy()


def ranked(users: np.ndarray, items: np.ndarray, held_out: np.ndarray, model) -> dict[str, float]:
    """Ranks the held-out lecturer among all whom the student did not rate in the training part."""
    kept = np.delete(np.arange(len(users)), held_out)
    seen = csr_matrix((np.ones(len(kept)), (users[kept], items[kept])), shape=(users.max() + 1, items.max() + 1)).toarray()
    scores = np.where(seen > 0, -np.inf, model(seen))
    of_held_out = scores[users[held_out], items[held_out]][:, None]
    others = scores[users[held_out]]
    rank = (others > of_held_out).sum(1) + ((others == of_held_out).sum(1) - 1) / 2
    hit = rank < 10
    return {"HR@10": hit.mean(), "NDCG@10": np.where(hit, 1 / np.log2(rank + 2), 0).mean()}


def popularity(seen: np.ndarray) -> np.ndarray:
    return np.broadcast_to(seen.sum(0), seen.shape)


def similar(seen: np.ndarray) -> np.ndarray:
    length = np.maximum(np.linalg.norm(seen, axis=0), 1)
    cosine = seen.T @ seen / np.outer(length, length)
    np.fill_diagonal(cosine, 0)
    return seen @ cosine


def factors(seen: np.ndarray) -> np.ndarray:
    left, weights, right = np.linalg.svd(seen, full_matrices=False)
    return left[:, :64] * weights[:64] @ right[:64]


def rating_mean(users: np.ndarray, items: np.ndarray, ratings: np.ndarray, training: np.ndarray) -> np.ndarray:
    return np.full(len(ratings), ratings[training].mean())


def rating_biases(users: np.ndarray, items: np.ndarray, ratings: np.ndarray, training: np.ndarray) -> np.ndarray:
    """The mean, a lecturer's deviation from it and a student's from both, each drawn towards 0 by 5 ratings."""
    guess = rating_mean(users, items, ratings, training)
    for of in (items, users):
        rest = ratings[training] - guess[training]
        count = np.bincount(of[training], minlength=of.max() + 1)
        guess = guess + (np.bincount(of[training], rest, of.max() + 1) / (count + 5))[of]
    return guess


def main(folder: Path) -> None:
    fashion(folder / "fashion-mnist")
    clothes(folder / "clothes")
    definitions(folder / "definitions.csv")
    lectures(folder / "lectures.csv")
    concrete(folder / "concrete.csv")
    hobbies(folder / "hobbies.csv")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
