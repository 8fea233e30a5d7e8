"""A process that takes turns with others."""
import json
import os
import signal
import statistics
import subprocess
import tempfile
import threading


class Competitor:
    """An engine's process that has one job prepared. It is stopped but in its turns, so that threads that spin while they wait take nothing from the others.

    Use it in a `with`, which leaves no process behind. What goes wrong stands in `failure`, and whatever is asked of it afterwards does nothing.
    """

    LIMIT = 1800  # seconds for an answer

    def __init__(self, name, command=(), environment=None, failure=None):
        self.name, self.command, self.environment, self.failure = name, [str(part) for part in command], environment or {}, failure
        self.turns, self.result, self.process, self.complaints = [], None, None, None

    def __enter__(self):
        if not self.failure:
            self.complaints = tempfile.TemporaryFile("w+", errors="replace")
            try:
                # In a process group of its own it does not get our Ctrl-C, and if even we are killed, the system ends what is stopped in a group that nobody is left to look after.
                self.process = subprocess.Popen(
                    self.command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=self.complaints, text=True,
                    env={**os.environ, **self.environment}, preexec_fn=getattr(os, "setpgrp", None))
            except OSError as error:
                self.failure = f"{os.path.basename(self.command[0])}: {error.strerror}"
        return self

    def __exit__(self, *_):
        if self.process:
            self.process.kill()
            self.process.communicate()
        if self.complaints:
            self.complaints.close()

    def prepare(self):
        """Waits until the job is prepared and warm."""
        answer = self._ask(None)
        if not self.failure and answer != "ready":
            self.failure = f"expected 'ready', found '{answer[:80]}'"

    def turn(self, untimed, timed):
        answer = self._ask(f"run {untimed} {timed}")
        if not self.failure:
            self.turns.append(json.loads(answer))

    def finish(self):
        answer = self._ask("end")
        if not self.failure:
            self.result = json.loads(answer)

    def again(self):
        """The same, not yet begun."""
        return Competitor(self.name, self.command, self.environment, self.failure)

    def add(self, other):
        """Takes over the turns of another process of the same engine and job."""
        self.failure = self.failure or other.failure
        if self.failure:
            return
        self.turns += other.turns
        runs = [second for turn in self.turns for second in turn["seconds"]]
        peak = max(one["peakMemoryMB"] for one in (self.result, other.result) if one)
        # What a run takes by the textbook is the other's rate times its median.
        gflop = other.result.get("gflops", 0) * other.result["seconds"]
        middle = statistics.median(runs)
        self.result = {**other.result, "seconds": middle, "min": min(runs), "max": max(runs), "gflops": gflop / middle, "peakMemoryMB": peak}

    def seconds(self):
        """The median run of each turn."""
        return [statistics.median(turn["seconds"]) for turn in self.turns]

    def _ask(self, line):
        """The line that the process answers, or reads first of all."""
        if self.failure:
            return None
        self._signal("SIGCONT")
        alarm = threading.Timer(self.LIMIT, self.process.kill)
        alarm.start()
        try:
            if line:
                self.process.stdin.write(f"{line}\n")
                self.process.stdin.flush()
            answer = self.process.stdout.readline().strip()
        except OSError:
            answer = ""
        finally:
            alarm.cancel()
        if answer:
            self._signal("SIGSTOP")
        else:
            self.failure = self._complaint()
        return answer

    def _signal(self, name):
        if hasattr(signal, name):
            self.process.send_signal(getattr(signal, name))

    def _complaint(self):
        """The last line of what it wrote when it failed."""
        try:
            code = self.process.wait(10)
        except subprocess.TimeoutExpired:
            code = "none"
        self.complaints.seek(0)
        lines = self.complaints.read().strip().splitlines()
        return lines[-1][:160] if lines else f"exit code {code}"
