#!/usr/bin/env python3
"""ConvLens beside PyTorch and ONNX Runtime: every job and its peer in turns, each in a process of its own.

    bench/compare.py                    all jobs; writes bench/results/engine.md
    bench/compare.py vgg16-forward-b1   only these jobs; prints, writes nothing unless --out names a file
    bench/compare.py --quick            one run of everything: shows that it works, not how fast
    bench/compare.py --against DLL JOB  another build of ConvLens as the peer: what a change has brought

A peer that is not installed is skipped, and the table says so. PyTorch: a python3 with torch (and torchvision for the networks that only
ONNX Runtime is measured on). ONNX Runtime: node and npm; npm installs it into a temporary folder, or name a folder that has it.
"""
import argparse
import os
import pathlib
import signal
import sys
import tempfile

from comparison import contest, report
from comparison.engines import BENCH, Onnx, Other, Ours, Peak, Skipped, Torch
from comparison.jobs import JOBS


def options_of(arguments):
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("jobs", nargs="*", metavar="JOB", help=f"any of {', '.join(JOBS)}")
    parser.add_argument("--threads", type=int, default=os.cpu_count(), help="default: all processors")
    parser.add_argument("--turns", type=int, default=0, help="turns of each engine; 0, the default, is the job's own number")
    parser.add_argument("--runs", type=int, default=0, help="timed runs in each turn; 0, the default, is the job's own number")
    parser.add_argument("--quick", action="store_true", help="one turn of one run")
    parser.add_argument("--onnxruntime", metavar="DIR", help="folder with node_modules/onnxruntime-node; installed there if it lacks it")
    parser.add_argument("--against", metavar="DLL", help="the ConvLens.Benchmarks.dll of another build, which takes every peer's place; there is nothing to reach then")
    parser.add_argument("--out", metavar="FILE", help="default: bench/results/engine.md for all jobs without --quick and --against")
    options = parser.parse_args(arguments)
    unknown = [job for job in options.jobs if job not in JOBS]
    if unknown or options.threads < 1 or options.turns < 0 or options.runs < 0:
        parser.error(f"there is no job '{unknown[0]}'" if unknown else "threads are at least 1, turns and runs at least 0")
    if options.against and not pathlib.Path(options.against).is_file():
        parser.error(f"--against: there is no file '{options.against}'")
    if options.quick:
        options.turns = options.runs = 1
    return options


def main():
    options = options_of(sys.argv[1:])
    out = options.out or (None if options.jobs or options.quick or options.against else BENCH / "results/engine.md")
    # As Ctrl-C does, an end from outside unwinds the stack, so that no process is left behind.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    load = os.getloadavg()[0]
    if load > 0.5:
        print(f"the machine is not idle (load {load:.2f}): seconds will not be worth much", file=sys.stderr)
    with tempfile.TemporaryDirectory() as folder:
        try:
            ours = Ours(options.threads)
            peaks = ours.peak(1), ours.peak(options.threads)
        except Skipped as reason:
            sys.exit(f"ConvLens.Benchmarks does not run: {reason}")
        if options.against:
            other = Other(options.threads, options.against)
            peers, versions = dict.fromkeys(("torch", "onnx", "peak"), other), [ours.version]
        else:
            torch = Torch(options.threads)
            onnx = Onnx(options.threads, torch, folder, options.onnxruntime)
            peers, versions = {"torch": torch, "onnx": onnx, "peak": Peak()}, [ours.version, torch.version, onnx.version]
        contests = []
        for name in options.jobs or JOBS:
            job = JOBS[name]
            contests.append(contest.hold(name, ours, peers[job.peer], options.turns or job.turns, options.runs or job.runs))
            print(report.brief(contests[-1]), file=sys.stderr, flush=True)
    command = " ".join(["bench/compare.py", *sys.argv[1:]])
    text = report.table(contests, command, options.threads, load, peaks, versions)
    print(text, end="")
    if out:
        pathlib.Path(out).parent.mkdir(parents=True, exist_ok=True)
        pathlib.Path(out).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    try:
        main()
    except KeyboardInterrupt:
        sys.exit(130)
