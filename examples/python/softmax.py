"""Softmax regression by stochastic gradient descent with momentum, written out in plain Python.

Run by Sonde:      ./sonde run examples/python/softmax.yaml
Run by itself:     PYTHONPATH=trial-runner/src/main/python python3 examples/python/softmax.py
"""

import json
import math
import random

import digits
import sonde

CLASSES = 10


class Softmax:
    def __init__(self, pixels):
        self.weights = [[0.0] * (pixels + 1) for _ in range(CLASSES)]
        self.speed = [[0.0] * (pixels + 1) for _ in range(CLASSES)]

    def probabilities(self, x):
        scores = [w[-1] + sum(a * b for a, b in zip(w, x)) for w in self.weights]
        largest = max(scores)
        parts = [math.exp(s - largest) for s in scores]
        return [p / sum(parts) for p in parts]

    def learn(self, x, digit, rate, momentum, decay):
        inputs = x + [1.0]
        for k, p in enumerate(self.probabilities(x)):
            error = p - (k == digit)
            speed, weights = self.speed[k], self.weights[k]
            for i, value in enumerate(inputs):
                speed[i] = momentum * speed[i] - rate * (error * value + decay * weights[i])
                weights[i] += speed[i]

    def judge(self, examples):
        """Accuracy and loss."""
        right, loss = 0, 0.0
        for x, digit in examples:
            p = self.probabilities(x)
            right += p.index(max(p)) == digit
            loss -= math.log(max(p[digit], 1e-12))
        return right / len(examples), loss / len(examples)


def main():
    rate = sonde.config.get("learning_rate", 0.05)
    momentum = sonde.config.get("momentum", 0.5)
    decay = sonde.config.get("decay", 1e-4)
    training, validation, test = digits.load(sonde.split_seed)
    model = Softmax(len(training[0][0]))
    saved = sonde.restore()
    if saved:
        model.weights, model.speed = json.loads((saved.folder / "model.json").read_text())
    for epoch in range(saved.step + 1 if saved else 1, sonde.config.get("epochs", 6) + 1):
        order = training[:]
        random.Random(sonde.seed + epoch).shuffle(order)
        for x, digit in order:
            model.learn(x, digit, rate, momentum, decay)
        accuracy, loss = model.judge(validation)
        go_on = sonde.report(epoch, accuracy=accuracy, loss=loss)
        with sonde.checkpoint() as folder:
            (folder / "model.json").write_text(json.dumps([model.weights, model.speed]))
        if not go_on:
            return
    accuracy, loss = model.judge(test)
    sonde.result(test_accuracy=accuracy, test_loss=loss)


if __name__ == "__main__":
    main()
