"""What PyTorch's GRU gives for a small input, with gradients: the oracle of GruTest.

Writes src/test/resources/gru.json of trial-runner, whose folder is the argument. Any PyTorch 2 will do: the sums are
taken in double precision.
"""

import json
import pathlib
import sys

import torch

BATCH, STEPS, INPUTS, UNITS = 3, 6, 4, 5


def main():
    torch.manual_seed(1)
    torch.set_default_dtype(torch.float64)
    gru = torch.nn.GRU(INPUTS, UNITS, batch_first=True)
    inputs = torch.randn(BATCH, STEPS, INPUTS, requires_grad=True)
    errors = torch.randn(BATCH, STEPS, UNITS)
    outputs, _ = gru(inputs)
    (outputs * errors).sum().backward()
    tensors = {"inputs": inputs, "outputs": outputs, "errors": errors, "input_gradients": inputs.grad}
    for name, parameter in gru.named_parameters():
        tensors[name] = parameter
        tensors[name + "_gradients"] = parameter.grad
    values = {
        name: [f"{value:.9g}" for value in tensor.detach().flatten().tolist()]
        for name, tensor in tensors.items()
    }
    lines = [f'  "{name}": [{", ".join(numbers)}]' for name, numbers in values.items()]
    target = pathlib.Path(sys.argv[1]) / "src/test/resources/gru.json"
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text("{\n" + ",\n".join(lines) + "\n}\n")
    json.loads(target.read_text())


main()
