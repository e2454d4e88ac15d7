"""A trial's side of Sonde, in one file without dependencies. Python 3.8 or newer.

    import sonde

    rate = sonde.config.get("learning_rate", 0.01)
    saved = sonde.restore()                       # None, or where an earlier attempt came to
    for epoch in range(saved.step + 1 if saved else 1, 21):
        accuracy = train_one_epoch(rate)
        go_on = sonde.report(epoch, accuracy=accuracy)
        with sonde.checkpoint() as folder:        # whole or not at all
            save_to(folder / "model")
        if not go_on:
            break
    sonde.result(test_accuracy=test())

Run by itself, not by Sonde, a script that uses this module prints what it would report, and
checkpoints and artifacts go to the folder ``sonde-run`` below the working directory.
"""

import collections
import contextlib
import http.client
import json
import math
import os
import pathlib
import shutil
import sys
import time
import urllib.error
import urllib.request

__all__ = [
    "Checkpoint", "Unreachable", "artifact", "attempt", "checkpoint", "config", "folder",
    "infeasible", "report", "restore", "result", "seed", "split_seed", "stopped", "under_sonde",
]

#: How long the server may be away, until somebody has started it again, in seconds.
PATIENCE = 1800.0
_FIRST_PAUSE = 0.1
_LONGEST_PAUSE = 2.0
_LONG_CALL = 60.0

#: The exit code that says: this configuration cannot be built.
INFEASIBLE = 78


class Unreachable(Exception):
    """The server could not be reached for longer than a restart takes."""


class Checkpoint(collections.namedtuple("Checkpoint", ["step", "folder"])):
    """Where an earlier attempt came to: its step, and the folder with what it saved."""


def _load_config():
    path = os.environ.get("SONDE_CONFIG")
    if not path:
        return {}
    with open(path, encoding="utf-8") as file:
        return json.load(file)


_url = os.environ.get("SONDE_URL", "").rstrip("/")
_token = os.environ.get("SONDE_TOKEN", "")
# Calls go to the server itself, whatever proxy this machine uses for others.
_http = urllib.request.build_opener(urllib.request.ProxyHandler({}))

#: The attempt, such as ``"3-17-1"``; empty when not run by Sonde.
attempt = os.environ.get("SONDE_ATTEMPT", "")

#: Whether Sonde runs this process.
under_sonde = bool(_url and _token and attempt)

#: The configuration of this trial: dictionaries, lists, texts, numbers and truths.
config = _load_config()

#: The seed of this trial, 0 to 2,147,483,647.
seed = int(os.environ.get("SONDE_SEED", "0"))

#: The seed for splitting data: the same for all trials of a sweep.
split_seed = int(os.environ.get("SONDE_SPLIT_SEED", "0"))

#: The folder of this attempt.
folder = pathlib.Path(os.environ.get("SONDE_FOLDER", "sonde-run"))


class _State:
    step = None
    stopped = False


def report(step, **metrics):
    """Reports the metrics of a step, such as an epoch; steps are whole numbers that rise.

    Returns whether to go on: False means that this trial is stopped early, or laid aside to be
    taken further later, and should end now.
    """
    step = int(step)
    values = {name: _number(name, value) for name, value in metrics.items()}
    if _State.stopped:
        return False
    if under_sonde:
        answer = _post("reports", {"step": step, "metrics": values})
        _State.stopped = answer.get("decision") != "continue"
        if _State.stopped:
            told = (answer.get("decision"), answer.get("reason"))
            print("[sonde] told to %s: %s" % told, flush=True)
    else:
        print("sonde: " + json.dumps({"step": step, **values}), flush=True)
    _State.step = step
    return not _State.stopped


def stopped():
    """Whether a report was answered with the end of this trial."""
    return _State.stopped


def result(**metrics):
    """Tells what was measured at the end, apart from the steps, such as ``test_accuracy``."""
    values = {name: _number(name, value) for name, value in metrics.items()}
    if not under_sonde:
        print("sonde: " + json.dumps({"result": values}), flush=True)
        return
    file = folder / "result.json"
    if file.exists():
        values = {**json.loads(file.read_text(encoding="utf-8")), **values}
    _replace(file, json.dumps(values))


@contextlib.contextmanager
def checkpoint(step=None):
    """Saves a checkpoint of a step that has been reported, by default the last one.

    Gives a folder to write into; it becomes the checkpoint once the block ends without an error.
    """
    step = _State.step if step is None else int(step)
    if step is None or _State.step is None or step > _State.step:
        raise ValueError(
            "a checkpoint follows the report of its step; reported so far: %s" % _State.step
        )
    place = folder / "checkpoints"
    fresh = place / ("step-%d.part" % step)
    shutil.rmtree(str(fresh), ignore_errors=True)
    fresh.mkdir(parents=True)
    try:
        yield fresh
        _sync(fresh)
        target = place / ("step-%d" % step)
        if target.exists():
            shutil.rmtree(str(target))
        fresh.rename(target)
    except BaseException:
        shutil.rmtree(str(fresh), ignore_errors=True)
        raise


def restore():
    """Where an earlier attempt of this trial came to; None when there is nothing to go on from."""
    place = os.environ.get("SONDE_CHECKPOINT")
    if not place or not under_sonde:
        return None
    found = Checkpoint(int(os.environ["SONDE_CHECKPOINT_STEP"]), pathlib.Path(place))
    if _State.step is None:
        _State.step = found.step
    return found


def artifact(path, name=None):
    """Keeps a copy of a file or folder with this trial; returns where it is."""
    source = pathlib.Path(path)
    target = folder / "artifacts" / (name or source.name)
    if (folder / "artifacts").resolve() not in target.resolve().parents:
        raise ValueError("expected a name within the artifacts, got %r" % (name,))
    target.parent.mkdir(parents=True, exist_ok=True)
    fresh = target.parent / (".%s.%d.tmp" % (target.name, os.getpid()))
    if source.is_dir():
        shutil.copytree(str(source), str(fresh))
        if target.exists():
            shutil.rmtree(str(target))
    else:
        shutil.copyfile(str(source), str(fresh))
    os.replace(str(fresh), str(target))
    return target


def infeasible(reason):
    """Ends this process because its configuration cannot be built; the reason is a sentence."""
    print(reason, flush=True)
    sys.exit(INFEASIBLE)


def _number(name, value):
    """A number as JSON can say it; numpy's and torch's numbers are numbers too."""
    try:
        number = float(value)
    except (TypeError, ValueError):
        raise TypeError("the metric %s is to be a number, got %r" % (name, value)) from None
    if math.isfinite(number):
        return number
    return {math.inf: "Infinity", -math.inf: "-Infinity"}.get(number, "NaN")


def _sync(place):
    """What was written reaches the disk before it gets its name."""
    for file in place.rglob("*"):
        if file.is_file():
            with open(str(file), "rb") as opened:
                os.fsync(opened.fileno())


def _replace(file, text):
    fresh = file.with_name(".%s.%d.tmp" % (file.name, os.getpid()))
    fresh.write_text(text, encoding="utf-8")
    os.replace(str(fresh), str(file))


def _post(what, message):
    request = urllib.request.Request(
        "%s/api/v1/attempts/%s/%s" % (_url, attempt, what),
        data=json.dumps(message).encode("utf-8"),
        headers={"Authorization": "Bearer " + _token, "Content-Type": "application/json"},
        method="POST",
    )
    begin = time.monotonic()
    pause = _FIRST_PAUSE
    while True:
        try:
            with _http.open(request, timeout=_LONG_CALL) as answer:
                return json.loads(answer.read().decode("utf-8"))
        except urllib.error.HTTPError as error:
            said = error.read().decode("utf-8", "replace")
            if error.code == 400:
                raise ValueError("the server refused this report: " + _sentence(said)) from None
            if error.code < 500:
                sys.exit("leaving: the server takes no more of this attempt: " + _sentence(said))
            trouble = "it answered %d" % error.code
        except (OSError, ValueError, http.client.HTTPException) as error:
            trouble = str(error)
        if time.monotonic() - begin > PATIENCE:
            raise Unreachable("no answer from %s for %d s: %s" % (_url, PATIENCE, trouble))
        time.sleep(pause)
        pause = min(2 * pause, _LONGEST_PAUSE)


def _sentence(said):
    try:
        problem = json.loads(said)
        return str(problem.get("detail") or problem.get("message") or said)
    except ValueError:
        return said
