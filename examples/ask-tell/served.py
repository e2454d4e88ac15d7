#!/usr/bin/env python3
"""Runs trials of forest.yaml for a Sonde server, from any machine that reaches it.

    ./sonde serve --port 8080                          # in one terminal
    ./sonde submit examples/ask-tell/forest.yaml       # in another; says the sweep's number
    python3 examples/ask-tell/served.py SWEEP [SERVER] # here, and on as many machines as you like

SERVER is http://127.0.0.1:8080 by default. Where the server has tokens, one of the role run stands in the
variable SONDE_TOKEN. Needs nothing but Python 3.
"""

import json
import os
import socket
import sys
import time
import urllib.error
import urllib.request
import uuid

from optimize import error_after

PATIENCE = 300  # seconds in which an unreachable server may come back
LAST_ROUND = 27


class Over(Exception):
    """The attempt is over: its lease ran out, or somebody stopped it."""


class Server:
    """Sends each message until there is an answer; a message that comes twice is answered twice the same."""

    def __init__(self, address):
        self.address = address.rstrip("/")

    def post(self, path, body, token, key=None):
        headers = {"Content-Type": "application/json"}
        if token:
            headers["Authorization"] = "Bearer " + token
        if key:
            headers["Idempotency-Key"] = key
        request = urllib.request.Request(
            self.address + path, json.dumps(body).encode(), headers, method="POST"
        )
        end = time.monotonic() + PATIENCE
        while True:
            try:
                with urllib.request.urlopen(request, timeout=90) as response:
                    return json.load(response)
            except urllib.error.HTTPError as answer:
                problem = json.loads(answer.read() or b"{}")
                if answer.code == 409 and problem.get("code") == "FENCED":
                    raise Over(problem["detail"]) from None
                if answer.code not in (429, 503) or time.monotonic() > end:
                    sys.exit(f"{answer.code}: {problem.get('detail', answer.reason)}")
            except (urllib.error.URLError, ConnectionError, TimeoutError) as failure:
                if time.monotonic() > end:
                    sys.exit(f"{self.address} cannot be reached: {failure}")
            time.sleep(1)


class Trial:
    """A trial that was lent to this process."""

    def __init__(self, server, work):
        self.server = server
        self.path = f"/api/v1/attempts/{work['attempt']}/"
        self.token = work["token"]
        self.config = work["config"]
        self.after = work["after"] or 0

    def report(self, step, **metrics):
        """Whether to go on. After False the trial is over or laid aside, and is not told."""
        body = {"step": step, "metrics": metrics}
        return self.server.post(self.path + "reports", body, self.token)["decision"] == "continue"

    def heartbeat(self):
        """For work that reports nothing for longer than the lease."""
        self.server.post(self.path + "heartbeat", {}, self.token)

    def tell(self, **told):
        return self.server.post(self.path + "tell", told, self.token)


def trials(server, sweep):
    """The trials that this process gets, until the sweep is over."""
    by = f"{socket.gethostname()}:{os.getpid()}"[:100]
    while True:
        path = f"/api/v1/sweeps/{sweep}/ask?wait=60s"
        key = str(uuid.uuid4())
        answer = server.post(path, {"by": by}, os.environ.get("SONDE_TOKEN"), key)
        if "trial" in answer:
            yield Trial(server, answer)
        elif answer["done"]:
            print(f"the sweep is {answer['state']}: {answer['reason']}")
            return


def run(trial):
    # A paused trial goes on after its last round. A real model would load its checkpoint here.
    for step in range(trial.after + 1, LAST_ROUND + 1):
        if not trial.report(step, error=error_after(trial.config, step)):
            return
    trial.tell()


def main():
    if len(sys.argv) not in (2, 3) or not sys.argv[1].isdigit():
        sys.exit(__doc__)
    server = Server(sys.argv[2] if len(sys.argv) == 3 else "http://127.0.0.1:8080")
    for trial in trials(server, sys.argv[1]):
        try:
            run(trial)
        except Over as reason:
            print(f"{trial.path}: {reason}", file=sys.stderr)
        except Exception as failure:  # the trial's own fault: say so, and go on with the next
            trial.tell(state="failed", reason=repr(failure))


if __name__ == "__main__":
    main()
