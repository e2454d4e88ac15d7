"""How soon a browser shows the history of a sweep, on Sonde's page and on optuna-dashboard's, with the same trials.

Arguments: the address of a server of Sonde, a folder, how many rounds, whether the peer gets what trials reported on
their way, then the numbers of its sweeps. Each sweep is read through the API and written into a study in SQLite, as
optuna-dashboard's users have them; the reports of the objective become its intermediate values. Each round opens each
page in a new browser, turn by turn. Writes a line a page and round: dashboard, trials, milliseconds from the
request to the first useful view and to the drawn history, bytes over the wire. The first useful view has the best value,
the state and the counts of trials; optuna-dashboard has none of them above the fold, so that its first useful view is the
history.
Needs optuna 5.0.0, optuna-dashboard, selenium, and Chromium with its driver.
"""

import http.client
import json
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request

import optuna
from optuna.distributions import CategoricalDistribution, FloatDistribution, IntDistribution
from optuna.trial import TrialState, create_trial
from selenium import webdriver
from selenium.common.exceptions import TimeoutException
from selenium.webdriver.chrome.service import Service

LIMIT_SECONDS = 300
REST_SECONDS = 3  # what a browser does at its own start is no part of a page
STATES = {"completed": TrialState.COMPLETE, "stopped": TrialState.PRUNED, "failed": TrialState.FAIL}

# Looked at by the page itself before each of its frames: asking from outside would wait for whatever the page is busy with.
WATCH = """
const times = {};
window.watched = times;
const seen = () => { %s };
const drawn = () => { %s };
const look = () => {
  const now = performance.timeOrigin + performance.now();
  if (!times.seen && seen()) times.seen = now;
  if (times.seen && !times.drawn && drawn()) times.drawn = now;
  if (!times.drawn) requestAnimationFrame(look);
};
requestAnimationFrame(look);
"""
# What one comes for is painted.
SONDE_SEEN = """
return performance.getEntriesByName('first-contentful-paint').length > 0
  && !!document.querySelector('#best-value')?.textContent && !!document.querySelector('.counts .state');
"""
# The history stands: points are in the chart, by the server or by the script, and were painted since. The peer is spared
# the painting.
SONDE_DRAWN = """
const chart = document.querySelector('#history-chart');
const canvas = chart?.querySelector('canvas');
const points = canvas
  ? canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height).data.some(byte => byte)
  : chart?.querySelectorAll('.picture-points line').length > 0;
if (points) times.frames = (times.frames ?? 0) + 1;
return times.frames > 2;
"""
PEER_DRAWN = "return document.querySelectorAll('.js-plotly-plot .scatterlayer .trace .points path').length > 0;"


def trials_of(server, sweep):
    with urllib.request.urlopen(f"{server}/api/v1/sweeps/{sweep}/export?format=json") as answer:
        return json.load(answer)["trials"]


def add_reports(server, sweep, trials, objective):
    """What each trial reported of the objective, by step; one connection asks for all."""
    connection = http.client.HTTPConnection(server.removeprefix("http://"))
    for trial in trials:
        connection.request("GET", f"/api/v1/sweeps/{sweep}/trials/{trial['number']}")
        answer = connection.getresponse()
        if answer.status != 200:
            raise SystemExit(f"trial {trial['number']} of sweep {sweep} was answered with {answer.status}")
        trial["reports"] = {step: value for step, value in json.load(answer)["curves"][objective]}


def flat(configuration, path=""):
    """The values by path; a branch that was chosen is a value too."""
    values = {}
    for name, value in configuration.items():
        if isinstance(value, dict):
            if len(value) == 1:
                values[path + name] = next(iter(value))
            values.update(flat(value, path + name + "."))
        else:
            values[path + name] = value
    return values


def distributions_of(trials):
    values = {}
    for trial in trials:
        for path, value in trial["values"].items():
            values.setdefault(path, []).append(value)
    return {path: distribution(seen) for path, seen in values.items()}


def distribution(values):
    if any(isinstance(value, str) for value in values):
        return CategoricalDistribution(sorted(set(map(str, values))))
    kind = IntDistribution if all(isinstance(value, int) for value in values) else FloatDistribution
    return kind(min(values), max(values))


def write_study(storage, name, trials):
    distributions = distributions_of(trials)
    study = optuna.create_study(storage=storage, study_name=name, direction="minimize")
    study.add_trials(
        create_trial(
            state=STATES[trial["state"]],
            value=trial.get("value"),
            params=trial["values"],
            intermediate_values=trial.get("reports", {}),
            distributions={path: distributions[path] for path in trial["values"]},
        )
        for trial in trials
    )


def open_browser():
    options = webdriver.ChromeOptions()
    options.binary_location = shutil.which("chromium") or shutil.which("google-chrome")
    options.page_load_strategy = "none"  # asked again and again instead, while it loads
    options.set_capability("goog:loggingPrefs", {"performance": "ALL"})
    for argument in ("--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage",
                     "--window-size=1280,1600", "--disable-background-networking", "--no-first-run"):
        options.add_argument(argument)
    return webdriver.Chrome(options=options, service=Service(shutil.which("chromedriver")))


def bytes_over_the_wire(browser):
    total = 0
    for entry in browser.get_log("performance"):
        message = json.loads(entry["message"])["message"]
        if message["method"] == "Network.loadingFinished":
            total += message["params"]["encodedDataLength"]
    return total


def draw(address, seen, drawn):
    """Milliseconds until there is something to see and until the history is drawn, and bytes; with nothing in the cache."""
    browser = open_browser()
    try:
        browser.get("about:blank")
        browser.execute_cdp_cmd("Page.addScriptToEvaluateOnNewDocument", {"source": WATCH % (seen, drawn)})
        time.sleep(REST_SECONDS)
        browser.get_log("performance")
        start = time.time()
        browser.execute_script("location.href = arguments[0]", address)
        while time.time() - start < LIMIT_SECONDS:
            time.sleep(0.25)
            try:
                watched = browser.execute_script("return window.watched ?? {}")
            except TimeoutException:
                continue  # a page may be busy for longer than a script may take
            if "drawn" in watched:
                return watched["seen"] - start * 1e3, watched["drawn"] - start * 1e3, bytes_over_the_wire(browser)
        raise SystemExit(f"{address} drew no history in {LIMIT_SECONDS} s")
    finally:
        browser.quit()


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def start_peer(storage):
    port = free_port()
    program = os.path.join(os.path.dirname(sys.executable), "optuna-dashboard")
    process = subprocess.Popen([program, storage, "--host", "127.0.0.1", "--port", str(port)],
                               stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    address = f"http://127.0.0.1:{port}"
    for _ in range(300):
        try:
            urllib.request.urlopen(address + "/api/meta").read()
            return process, address
        except OSError:
            time.sleep(0.1)
    raise SystemExit("optuna-dashboard did not start")


def main():
    server, folder, rounds = sys.argv[1].rstrip("/"), sys.argv[2], int(sys.argv[3])
    with_reports, sweeps = sys.argv[4] == "true", sys.argv[5:]
    optuna.logging.set_verbosity(optuna.logging.WARNING)
    storage = f"sqlite:///{folder}/studies.db"
    pages = []
    for place, sweep in enumerate(sweeps, start=1):  # as studies are numbered
        trials = trials_of(server, sweep)
        if with_reports:
            add_reports(server, sweep, trials, "loss")
        for trial in trials:
            trial["values"] = flat(trial["config"])
        write_study(storage, f"sweep-{sweep}", trials)
        pages.append((len(trials), f"{server}/sweeps/{sweep}", f"/dashboard/studies/{place}"))
    peer, peer_address = start_peer(storage)
    try:
        for _ in range(rounds):
            for trials, ours, theirs in pages:
                print("sonde", trials, *draw(ours, SONDE_SEEN, SONDE_DRAWN), flush=True)
                print("optuna-dashboard", trials, *draw(peer_address + theirs, PEER_DRAWN, PEER_DRAWN), flush=True)
    finally:
        peer.terminate()


main()
