#!/usr/bin/env python3
"""ConvLens beside PyTorch and ONNX Runtime, in one run: every job with its peer, in turns, each in a process of its own.

    bench/compare.py                    all jobs, three rounds; writes bench/results/engine.md
    bench/compare.py vgg16-forward-b1   only these jobs; prints, writes nothing unless --out names a file
    bench/compare.py --quick            one run of everything: shows that it works, not how fast

A peer that is not installed is skipped, and the table says so. PyTorch: a python3 with torch (and torchvision for the networks that only
ONNX Runtime is measured on). ONNX Runtime: node and npm; npm installs it into a temporary folder, or name a folder that has it.
"""
import argparse
import json
import os
import pathlib
import platform
import shutil
import statistics
import subprocess
import sys
import tempfile

BENCH = pathlib.Path(__file__).resolve().parent
ROOT = BENCH.parent
ONNX_RUNTIME = "1.30.0"

# Job: (peer, network that the peer runs, our time over the peer's to reach, what the job is).
JOBS = {
    "vgg16-forward-b1": ("onnx", "vgg16_features", 0.60, "VGG-16 features forward, 1×3×224×224"),
    "vgg16-forward-b8": ("onnx", "vgg16_features", 0.60, "VGG-16 features forward, 8×3×224×224"),
    "vgg16-input-gradient": ("torch", None, 0.50, "VGG-16 features forward and input gradient, batch 1, weights frozen, the peer's better layout"),
    "googlenet-forward": ("onnx", "googlenet", 0.80, "GoogLeNet (torchvision's form) forward, batch 1"),
    "resnet50-forward": ("onnx", "resnet50", 1.00, "ResNet-50 forward, batch 1"),
    "mobilenet-v2-forward": ("onnx", "mobilenet_v2", 1.00, "MobileNet-v2 forward, batch 1"),
    "squeezenet-1.1-forward": ("onnx", "squeezenet1_1", 1.00, "SqueezeNet 1.1 forward, batch 1"),
    "lenet-epoch": ("torch", None, 0.20, "LeNet-5, one epoch of 60,000 in memory, batch 128, Adam"),
    "pulse-100-step": ("torch", None, 0.08, "pulse network 100², K 20, one step of 1,000, SGD"),
    "pulse-500-step": ("torch", None, 0.10, "pulse network 500², K 25 (213 M parameters), one step of 16, SGD"),
    "dualnet-32-step": ("torch", None, 0.20, "DualNet-MAG 32×32, one step of 200, Adam"),
    "dualnet-128-step": ("torch", None, 0.14, "DualNet-MAG 128×128 (201 M parameters), one step of 200, Adam"),
    "gemm-1024": ("peak", None, 0.85, "matrix product 1024³, B packed before, as weights are"),
    "gemm-1024-packing": ("peak", None, None, "matrix product 1024³, packing of B included"),
}


class Skipped(Exception):
    """Why something was not measured."""


def run(command, environment=None, folder=ROOT):
    """What a command prints; its last line of complaint if it fails."""
    try:
        done = subprocess.run([str(part) for part in command], cwd=folder, env={**os.environ, **(environment or {})}, capture_output=True, text=True, timeout=3600)
    except (OSError, subprocess.TimeoutExpired) as error:
        raise Skipped(f"{pathlib.Path(str(command[0])).name}: {type(error).__name__}") from error
    if done.returncode != 0:
        complaint = (done.stderr.strip() or done.stdout.strip() or f"exit code {done.returncode}").splitlines()[-1]
        raise Skipped(complaint[:160])
    return done.stdout.strip()


class Ours:
    def __init__(self, options):
        run(["dotnet", "build", "-c", "Release", BENCH / "ConvLens.Benchmarks"])
        self.options, self.program = options, ROOT / "artifacts/bin/ConvLens.Benchmarks/release/ConvLens.Benchmarks.dll"
        self.version = f".NET {run(['dotnet', '--version'])}"

    def measure(self, job):
        return json.loads(run(["dotnet", self.program, job, "--threads", self.options.threads, "--runs", self.options.runs]))

    def peak(self, threads):
        return json.loads(run(["dotnet", self.program, "--peak", "--threads", threads]))


class Torch:
    """PyTorch through the first Python that has it."""

    def __init__(self, options):
        self.options, self.python = options, None
        for python in dict.fromkeys(filter(None, [sys.executable, shutil.which("python3"), "/usr/bin/python3"])):
            try:
                self.version = f"PyTorch {run([python, '-c', 'import torch; print(torch.__version__)'])}"
                self.python = python
                return
            except Skipped:
                self.version = "PyTorch: not installed"

    def measure(self, job):
        if self.python is None:
            raise Skipped("PyTorch is not installed")
        layouts = [[], ["--channels-last"]] if job == "vgg16-input-gradient" else [[]]
        command = [self.python, BENCH / "peers/torch_job.py", job, "--threads", self.options.threads, "--runs", self.options.runs]
        return min((json.loads(run([*command, *layout])) for layout in layouts), key=lambda result: result["seconds"])

    def export(self, network, file):
        if self.python is None:
            raise Skipped("PyTorch, which writes the model, is not installed")
        run([self.python, BENCH / "peers/export_model.py", network, file])


class Onnx:
    """ONNX Runtime through node, on models that PyTorch writes."""

    def __init__(self, options, torch, folder):
        self.options, self.torch, self.folder, self.why, self.models = options, torch, folder, None, {}
        modules = pathlib.Path(options.onnxruntime or folder).resolve() / "node_modules"
        try:
            if not shutil.which("node"):
                raise Skipped("node is not installed")
            if not (modules / "onnxruntime-node").is_dir():
                if not shutil.which("npm"):
                    raise Skipped("npm is not installed")
                run(["npm", "install", "--ignore-scripts", f"onnxruntime-node@{ONNX_RUNTIME}"], folder=modules.parent)
            self.environment = {"NODE_PATH": str(modules)}
            self.version = f"ONNX Runtime {json.loads((modules / 'onnxruntime-node/package.json').read_text())['version']}"
        except (Skipped, OSError) as error:
            self.why, self.version = str(error), "ONNX Runtime: not installed"

    def measure(self, job):
        if self.why:
            raise Skipped(self.why)
        network = JOBS[job][1]
        if network not in self.models:
            self.models[network] = pathlib.Path(self.folder) / f"{network}.onnx"
            self.torch.export(network, self.models[network])
        batch = 8 if job.endswith("-b8") else 1
        return json.loads(run(["node", BENCH / "peers/onnx_job.js", job, self.models[network], batch, self.options.threads, self.options.runs or 15], self.environment))


def rounds(engines, job, count):
    """Turns of all engines; for each the median of its rounds' medians with the extremes of all runs, or why there is none."""
    results = [[] for _ in engines]
    for _ in range(count):
        for engine, found in zip(engines, results):
            if found and isinstance(found[-1], Skipped):
                continue
            try:
                found.append(engine.measure(job))
            except Skipped as reason:
                found.append(reason)
    return [summary(found) for found in results]


def summary(found):
    if isinstance(found[-1], Skipped):
        return found[-1]
    # What a run takes by the textbook, from the first round's rate and median.
    gflop = found[0].get("gflops", 0) * found[0]["seconds"]
    return {"gflop": gflop, "seconds": statistics.median(one["seconds"] for one in found), "min": min(one["min"] for one in found),
            "max": max(one["max"] for one in found), "peakMemoryMB": max(one["peakMemoryMB"] for one in found)}


def seconds(value):
    return f"{value:.3g}" if value < 100 else f"{value:.0f}"


def told(result):
    return str(result) if isinstance(result, Skipped) else f"{seconds(result['seconds'])} s"


def row(job, ours, peer, name, peak):
    _, _, target, title = JOBS[job]
    if isinstance(ours, Skipped):
        return f"| {title} | not measured: {ours} | | | | | | | | |"
    gflops = ours["gflop"] / ours["seconds"]
    cells = [title, f"{seconds(ours['seconds'])} ({seconds(ours['min'])}–{seconds(ours['max'])})"]
    share = gflops / peak["gflops"]
    if peer is None:
        cells += ["the machine's peak", "", f"≥ {100 * target:.0f} % of the peak", "yes" if share >= target else "no"] if target else ["", "", "", ""]
    elif isinstance(peer, Skipped):
        cells += [f"{name} skipped: {peer}", "", f"≤ {target:.2f}", ""]
    else:
        ratio = ours["seconds"] / peer["seconds"]
        cells += [f"{name} {seconds(peer['seconds'])} ({seconds(peer['min'])}–{seconds(peer['max'])})", f"{ratio:.2f}", f"≤ {target:.2f}", "yes" if ratio <= target else "no"]
    memory = f"{peer['peakMemoryMB']:.0f}" if isinstance(peer, dict) else ""
    cells += [f"{gflops:.0f}", f"{100 * share:.0f} %", f"{ours['peakMemoryMB']:.0f}", memory]
    return "| " + " | ".join(cells) + " |"


def machine():
    model = platform.processor() or platform.machine()
    if os.path.exists("/proc/cpuinfo"):
        lines = pathlib.Path("/proc/cpuinfo").read_text().splitlines()
        model = next((line.split(":", 1)[1].strip() for line in lines if line.startswith("model name")), model)
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 1e9
    return f"{os.cpu_count()} cores of {model}, {memory:.0f} GB of memory, {platform.system()}"


HEADER = """# The engine beside its peers

`{command}`: {rounds} round(s) in which every job and its peer ran in turns, each in a process of its own, with {threads} threads. Seconds are the median of
the rounds' medians after warming up, with the fastest and slowest run in brackets. GFLOP/s count two operations for each multiply-add of the textbook's
convolutions and dense layers, whatever algorithm ran, so that Winograd's may exceed the peak. Memory is the process' largest resident set, in units of 10⁶ bytes.

- Machine: {machine}; load average before the run {load:.2f}.
- Peak: {one:.0f} GFLOP/s of fused multiply-adds on one thread, {many:.0f} on {threads}; memory read at {read:.0f} GB/s.
- Versions: {versions}.

| job | ConvLens, s | peer, s | ours over it | to reach | reached | GFLOP/s | of the peak | our MB | peer's MB |
|---|---|---|---|---|---|---|---|---|---|
"""


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("jobs", nargs="*", metavar="JOB", help=f"any of {', '.join(JOBS)}")
    parser.add_argument("--threads", type=int, default=os.cpu_count(), help="default: all processors")
    parser.add_argument("--rounds", type=int, default=3, help="default 3")
    parser.add_argument("--runs", type=int, default=0, help="runs in each process; 0, the default, is the job's own number")
    parser.add_argument("--quick", action="store_true", help="one round of one run")
    parser.add_argument("--onnxruntime", metavar="DIR", help="folder with node_modules/onnxruntime-node; installed there if it lacks it")
    parser.add_argument("--out", metavar="FILE", help="default: bench/results/engine.md for all jobs without --quick")
    options = parser.parse_args()
    unknown = [job for job in options.jobs if job not in JOBS]
    if unknown or options.threads < 1 or options.rounds < 1 or options.runs < 0:
        parser.error(f"there is no job '{unknown[0]}'" if unknown else "threads and rounds are at least 1, runs at least 0")
    if options.quick:
        options.rounds = options.runs = 1
    out = options.out or (None if options.jobs or options.quick else BENCH / "results/engine.md")

    load = os.getloadavg()[0]
    if load > 0.5:
        print(f"the machine is not idle (load {load:.2f}): times will not be worth much", file=sys.stderr)
    with tempfile.TemporaryDirectory() as folder:
        try:
            ours = Ours(options)
            peaks = [(ours.peak(1), ours.peak(options.threads))]
        except Skipped as reason:
            sys.exit(f"ConvLens.Benchmarks does not run: {reason}")
        torch = Torch(options)
        onnx = Onnx(options, torch, folder)
        peers = {"torch": ("PyTorch", torch), "onnx": ("ONNX Runtime", onnx), "peak": ("", None)}
        measured = []
        for job in options.jobs or JOBS:
            name, peer = peers[JOBS[job][0]]
            mine, *other = rounds([ours, peer] if peer else [ours], job, options.rounds)
            measured.append((job, mine, other[0] if other else None, name))
            print(f"{job}: {told(mine)}" + (f", {name} {told(other[0])}" if other else ""), file=sys.stderr, flush=True)
        # What others take of the machine only lowers a peak, so the better of two is nearer the truth.
        peaks.append((ours.peak(1), ours.peak(options.threads)))
    one, many = (max(found, key=lambda peak: peak["gflops"]) for found in zip(*peaks))
    text = HEADER.format(
        command=" ".join(["bench/compare.py", *sys.argv[1:]]), rounds=options.rounds, threads=options.threads, machine=machine(), load=load,
        one=one["gflops"], many=many["gflops"], read=max(peak["readGBps"] for _, peak in peaks), versions=", ".join([ours.version, torch.version, onnx.version]))
    text += "".join(row(*found, many) + "\n" for found in measured)
    print(text, end="")
    if out:
        pathlib.Path(out).parent.mkdir(parents=True, exist_ok=True)
        pathlib.Path(out).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
