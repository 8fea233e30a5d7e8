"""How each engine is found and started."""
import json
import os
import pathlib
import shutil
import subprocess
import sys

from .competitor import Competitor
from .jobs import JOBS

BENCH = pathlib.Path(__file__).resolve().parents[1]
ROOT = BENCH.parent
ONNX_RUNTIME = "1.30.0"


class Skipped(Exception):
    """Why something was not measured."""


def run(command, folder=ROOT):
    """What a command prints; its last line of complaint if it fails."""
    try:
        done = subprocess.run([str(part) for part in command], cwd=folder, capture_output=True, text=True, timeout=3600)
    except (OSError, subprocess.TimeoutExpired) as error:
        raise Skipped(f"{pathlib.Path(str(command[0])).name}: {type(error).__name__}") from error
    if done.returncode != 0:
        complaint = (done.stderr.strip() or done.stdout.strip() or f"exit code {done.returncode}").splitlines()[-1]
        raise Skipped(complaint[:160])
    return done.stdout.strip()


class Build:
    """ConvLens.Benchmarks as somebody built it."""

    def __init__(self, threads, program):
        self.threads, self.program = threads, program

    def competitors(self, job):
        return [Competitor(self.name, ["dotnet", self.program, job, "--turns", "--threads", self.threads])]


class Other(Build):
    """Another build, whose time is nothing to reach."""
    name, is_goal = "the other build", False

    def __init__(self, threads, program):
        super().__init__(threads, pathlib.Path(program).resolve())


class Ours(Build):
    name = "ConvLens"

    def __init__(self, threads):
        run(["dotnet", "build", "-c", "Release", BENCH / "ConvLens.Benchmarks"])
        super().__init__(threads, ROOT / "artifacts/bin/ConvLens.Benchmarks/release/ConvLens.Benchmarks.dll")
        self.version = f".NET {run(['dotnet', '--version'])}"

    def peak(self, threads):
        return json.loads(run(["dotnet", self.program, "--peak", "--threads", threads]))


class Peak:
    """The machine itself: ConvLens.Benchmarks measures it at each of our turns."""
    name, is_goal = "the machine's peak", True

    def competitors(self, job):
        return []


class Torch:
    """PyTorch through the first Python that has it."""
    name, is_goal = "PyTorch", True

    def __init__(self, threads):
        self.threads, self.python, self.version = threads, None, "PyTorch: not installed"
        for python in dict.fromkeys(filter(None, [sys.executable, shutil.which("python3"), "/usr/bin/python3"])):
            try:
                self.version = f"PyTorch {run([python, '-c', 'import torch; print(torch.__version__)'])}"
                self.python = python
                return
            except Skipped:
                pass

    def competitors(self, job):
        if self.python is None:
            raise Skipped("not installed")
        layouts = [[], ["--channels-last"]] if job == "vgg16-input-gradient" else [[]]
        return [Competitor(self.name, [self.python, BENCH / "peers/torch_job.py", job, "--threads", self.threads, *layout]) for layout in layouts]

    def export(self, network, file):
        if self.python is None:
            raise Skipped("PyTorch, which writes the model, is not installed")
        run([self.python, BENCH / "peers/export_model.py", network, file])


class Onnx:
    """ONNX Runtime through node, on models that PyTorch writes."""
    name, is_goal = "ONNX Runtime", True

    def __init__(self, threads, torch, folder, modules):
        self.threads, self.torch, self.folder, self.why, self.models = threads, torch, pathlib.Path(folder), None, {}
        self.modules = pathlib.Path(modules or folder).resolve() / "node_modules"
        try:
            if not shutil.which("node"):
                raise Skipped("node is not installed")
            if not (self.modules / "onnxruntime-node").is_dir():
                if not shutil.which("npm"):
                    raise Skipped("npm is not installed")
                run(["npm", "install", "--ignore-scripts", f"onnxruntime-node@{ONNX_RUNTIME}"], folder=self.modules.parent)
            self.version = f"ONNX Runtime {json.loads((self.modules / 'onnxruntime-node/package.json').read_text())['version']}"
        except (Skipped, OSError) as error:
            self.why, self.version = str(error), "ONNX Runtime: not installed"

    def competitors(self, job):
        if self.why:
            raise Skipped(self.why)
        network = JOBS[job].network
        if network not in self.models:
            self.torch.export(network, self.folder / f"{network}.onnx")
            self.models[network] = self.folder / f"{network}.onnx"
        command = ["node", BENCH / "peers/onnx_job.js", job, self.models[network], 8 if job.endswith("-b8") else 1, self.threads]
        return [Competitor(self.name, command, {"NODE_PATH": str(self.modules)})]
