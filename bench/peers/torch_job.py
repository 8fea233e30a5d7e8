#!/usr/bin/env python3
"""One job of ConvLens.Benchmarks in PyTorch, in turns by the lines that ConvLens.Benchmarks --turns knows, too. Usage: torch_job.py JOB [--threads N] [--channels-last]."""
import argparse
import json
import resource
import statistics
import sys
import time

import torch
from torch.nn import functional as F

from networks import DualNetMag, LeNet5, PulseNet, he_initialised, vgg16_features


def input_gradient(channels_last):
    layout = torch.channels_last if channels_last else torch.contiguous_format
    net = he_initialised(vgg16_features()).eval().to(memory_format=layout).requires_grad_(False)
    picture = torch.rand(1, 3, 224, 224).to(memory_format=layout).requires_grad_()

    def run():
        picture.grad = None
        net(picture)[0, 0].mean().backward()
    return 1, run


def step(net, inputs, target, loss, optimizer):
    def run():
        optimizer.zero_grad()
        loss(net(*inputs), target).backward()
        optimizer.step()
    return len(target), run


def epoch(samples=60_000, batch=128):
    net = LeNet5()
    adam = torch.optim.Adam(net.parameters(), 1e-3)
    pictures, labels = torch.rand(samples, 1, 28, 28), torch.randint(0, 10, (samples,))

    def run():
        for chosen in torch.randperm(samples).split(batch):
            adam.zero_grad()
            F.nll_loss(net(pictures[chosen]), labels[chosen]).backward()
            adam.step()
    return batch, run


def pulse(size, kernel, batch):
    net = PulseNet(size, kernel)
    return step(net, [torch.rand(batch, 1, size, size)], torch.rand(batch, 3), F.l1_loss, torch.optim.SGD(net.parameters(), 0.1))


def dualnet(size, code, batch=200):
    net = DualNetMag(size, code)
    down, up = torch.rand(batch, 1, size, size), torch.rand(batch, 1, size, size)
    return step(net, [down, up], down, F.mse_loss, torch.optim.Adam(net.parameters(), 1e-3))


def product(size):
    a, b, c = torch.rand(size, size), torch.rand(size, size), torch.empty(size, size)
    return 1, lambda: torch.mm(a, b, out=c)


# Job: (how it is prepared, runs to warm up).
JOBS = {
    "vgg16-input-gradient": (input_gradient, 3),
    "lenet-epoch": (lambda _: epoch(), 1),
    "pulse-100-step": (lambda _: pulse(100, 20, 1000), 1),
    "pulse-500-step": (lambda _: pulse(500, 25, 16), 1),
    "dualnet-32-step": (lambda _: dualnet(32, 384), 3),
    "dualnet-128-step": (lambda _: dualnet(128, 6144), 1),
    "gemm-1024-packing": (lambda _: product(1024), 5),
}


def take(run, untimed, timed):
    """Some runs in a row, and the seconds of those that are timed."""
    for _ in range(untimed):
        run()
    times = []
    for _ in range(timed):
        start = time.perf_counter()
        run()
        times.append(time.perf_counter() - start)
    return times


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("job", choices=JOBS)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--channels-last", action="store_true", help="of vgg16-input-gradient")
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    torch.manual_seed(0)
    prepare, warm = JOBS[options.job]
    batch, run = prepare(options.channels_last)
    take(run, warm, 0)
    print("ready", flush=True)
    times = []
    for line in sys.stdin:
        order, *counts = line.split()
        if order != "run":
            break
        seconds = take(run, *map(int, counts))
        times += seconds
        print(json.dumps({"seconds": seconds}), flush=True)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024 / 1e6
    if times:
        print(json.dumps({"job": options.job, "seconds": statistics.median(times), "min": min(times), "max": max(times),
                          "peakMemoryMB": round(peak, 1), "threads": options.threads, "batch": batch}))


if __name__ == "__main__":
    main()
