"""A multilayer perceptron of PyTorch on handwritten digits, with checkpoints.

Run by Sonde:      ./sonde run examples/python/torch_mlp.yaml
"""

import digits
import sonde

try:
    import torch
except ImportError:
    sonde.infeasible("this example needs PyTorch, which this Python lacks: pip install torch")


def tensors(examples):
    return torch.tensor([x for x, _ in examples]), torch.tensor([digit for _, digit in examples])


def main():
    config = sonde.config
    torch.manual_seed(sonde.seed)
    device = "cuda" if torch.cuda.is_available() else "cpu"
    parts = [tensors(part) for part in digits.load(sonde.split_seed)]
    (x, y), (x_valid, y_valid), (x_test, y_test) = [(a.to(device), b.to(device)) for a, b in parts]
    model = torch.nn.Sequential(
        torch.nn.Linear(64, config["units"]),
        torch.nn.ReLU(),
        torch.nn.Dropout(config["dropout"]),
        torch.nn.Linear(config["units"], 10),
    ).to(device)
    name, settings = next(iter(config["optimizer"].items()))
    kinds = {"adam": torch.optim.Adam, "sgd": torch.optim.SGD}
    optimizer = kinds[name](model.parameters(), lr=settings["learning_rate"])
    saved = sonde.restore()
    if saved:
        state = torch.load(str(saved.folder / "state.pt"))
        model.load_state_dict(state["model"])
        optimizer.load_state_dict(state["optimizer"])

    def accuracy(inputs, labels):
        model.eval()
        with torch.no_grad():
            return (model(inputs).argmax(1) == labels).float().mean().item()

    for epoch in range(saved.step + 1 if saved else 1, config["epochs"] + 1):
        model.train()
        for batch in torch.randperm(len(x)).split(config["batch_size"]):
            optimizer.zero_grad()
            torch.nn.functional.cross_entropy(model(x[batch]), y[batch]).backward()
            optimizer.step()
        go_on = sonde.report(epoch, accuracy=accuracy(x_valid, y_valid))
        with sonde.checkpoint() as folder:
            state = {"model": model.state_dict(), "optimizer": optimizer.state_dict()}
            torch.save(state, str(folder / "state.pt"))
        if not go_on:
            return
    sonde.result(test_accuracy=accuracy(x_test, y_test))


if __name__ == "__main__":
    main()
