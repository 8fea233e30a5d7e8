"""The table."""
import os
import pathlib
import platform
import statistics

from .jobs import JOBS

HEADER = """# The engine beside its peers

`{command}`: every job and its peer in turns of {threads} threads, each in a process of its own that is stopped while it is not its turn. Seconds are the median
of all runs after warming up, with the fastest and slowest in brackets; ratios and shares are the median of the turns', each turn's medians beside one another, with the lowest and highest
turn in brackets. GFLOP/s count two operations for each multiply-add of the textbook's convolutions and dense layers, whatever algorithm ran, so that Winograd's may exceed the peak, which is
measured after each of our turns. Memory is the process' largest resident set, in units of 10⁶ bytes.

- Machine: {machine}; load average before the run {load:.2f}.
- Peak, the best of several tries before the run: {one:.0f} GFLOP/s of fused multiply-adds on one thread, {many:.0f} on {threads}; memory read at {read:.0f} GB/s. After our turns: {turns} GFLOP/s.
- Versions: {versions}.

| job | ConvLens, s | peer, s | ours over it | to reach | reached | GFLOP/s | of the peak | our MB | peer's MB |
|---|---|---|---|---|---|---|---|---|---|
"""


def seconds(value):
    return f"{value:.3g}" if value < 100 else f"{value:.0f}"


def times(result):
    return f"{seconds(result['seconds'])} ({seconds(result['min'])}–{seconds(result['max'])})"


def spread(values, form, factor=1):
    """Median, lowest and highest."""
    middle, low, high = (format(factor * value, form) for value in (statistics.median(values), min(values), max(values)))
    return f"{middle} ({low}–{high})"


def shares(contest):
    middle, rest = spread(contest.shares, ".0f", 100).split(" ", 1)
    return f"{middle} % {rest}"


def row(contest):
    job, target, ours, peer = JOBS[contest.job], contest.target, contest.ours, contest.peer
    if ours.failure:
        return f"| {job.title} | not measured: {ours.failure} | | | | | | | | |"
    cells = [job.title, times(ours.result)]
    if peer is None:
        share = statistics.median(contest.shares)
        cells += ["the machine's peak", "", f"≥ {100 * target:.0f} % of the peak", "yes" if share >= target else "no"] if target else ["", "", "", ""]
    elif peer.failure:
        cells += [f"{peer.name} skipped: {peer.failure}", "", f"≤ {target:.2f}" if target else "", ""]
    else:
        goal = [f"≤ {target:.2f}", "yes" if statistics.median(contest.ratios) <= target else "no"] if target else ["", ""]
        cells += [f"{peer.name} {times(peer.result)}", spread(contest.ratios, ".2f"), *goal]
    memory = f"{peer.result['peakMemoryMB']:.0f}" if peer and not peer.failure else ""
    cells += [f"{ours.result['gflops']:.0f}", shares(contest), f"{ours.result['peakMemoryMB']:.0f}", memory]
    return "| " + " | ".join(cells) + " |"


def brief(contest):
    """A line for whoever waits."""
    ours, peer = contest.ours, contest.peer
    if ours.failure:
        return f"{contest.job}: not measured: {ours.failure}"
    text = f"{contest.job}: {seconds(ours.result['seconds'])} s, {shares(contest)} of the peak"
    if peer is None:
        return text
    return text + (f"; {peer.name} skipped: {peer.failure}" if peer.failure else f"; {peer.name} {seconds(peer.result['seconds'])} s, ours over it {spread(contest.ratios, '.2f')}")


def table(contests, command, threads, load, peaks, versions):
    one, many = peaks
    turns = [turn["peakGflops"] for contest in contests for turn in contest.ours.turns]
    header = HEADER.format(
        command=command, threads=threads, machine=machine(), load=load, one=one["gflops"], many=many["gflops"], read=many["readGBps"],
        turns=spread(turns, ".0f") if turns else "none", versions=", ".join(versions))
    return header + "".join(f"{row(contest)}\n" for contest in contests)


def machine():
    model = platform.processor() or platform.machine()
    if os.path.exists("/proc/cpuinfo"):
        lines = pathlib.Path("/proc/cpuinfo").read_text().splitlines()
        model = next((line.split(":", 1)[1].strip() for line in lines if line.startswith("model name")), model)
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 1e9
    return f"{os.cpu_count()} cores of {model}, {memory:.0f} GB of memory, {platform.system()}"
