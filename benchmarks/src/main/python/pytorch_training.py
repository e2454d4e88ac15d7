"""PyTorch's side of the benchmark of training steps.

Reads lines with a network's name and a number of steps from standard input, trains for so many on one random batch,
and answers with "turn", the ms of processor time and of wall time of a step, and the loss. Needs torch.
"""

import sys
import time

import torch
from torch import nn


class LastStep(nn.Module):
    """A linear layer on the last output of a recurrent one."""

    def __init__(self, kind):
        super().__init__()
        self.recurrent = kind(32, 64, batch_first=True)
        self.output = nn.Linear(64, 10)

    def forward(self, inputs):
        return self.output(self.recurrent(inputs)[0][:, -1])


def convolution(channels, filters):
    return [nn.Conv2d(channels, filters, 3, padding=1), nn.ReLU(), nn.MaxPool2d(2)]


NETWORKS = {
    "mlp": (lambda: nn.Sequential(nn.Linear(784, 128), nn.ReLU(), nn.Linear(128, 10)), (128, 784)),
    "cnn": (
        lambda: nn.Sequential(
            *convolution(1, 16), *convolution(16, 32), nn.Flatten(), nn.Linear(32 * 7 * 7, 10)
        ),
        (64, 1, 28, 28),
    ),
    "lstm": (lambda: LastStep(nn.LSTM), (32, 100, 32)),
    "gru": (lambda: LastStep(nn.GRU), (32, 100, 32)),
}


class Training:
    def __init__(self, name):
        build, shape = NETWORKS[name]
        torch.manual_seed(1)
        self.network = build()
        self.inputs = torch.rand(*shape)
        self.targets = torch.arange(shape[0]) % 10
        self.optimizer = torch.optim.Adam(self.network.parameters(), 1e-3)
        self.loss = nn.CrossEntropyLoss()

    def step(self):
        self.optimizer.zero_grad()
        loss = self.loss(self.network(self.inputs), self.targets)
        loss.backward()
        self.optimizer.step()
        return loss.item()


def main():
    torch.set_num_threads(1)
    trainings = {}
    for line in sys.stdin:
        name, steps = line.split()
        if name not in trainings:
            trainings[name] = Training(name)
        cpu, wall, loss = time.process_time(), time.perf_counter(), 0
        for _ in range(int(steps)):
            loss = trainings[name].step()
        cpu = (time.process_time() - cpu) * 1000 / int(steps)
        wall = (time.perf_counter() - wall) * 1000 / int(steps)
        print("turn", cpu, wall, loss, flush=True)


main()
