"""An engine whose times are known before: `engine.py SECONDS GFLOP PEAK MB`, with SECONDS such as 1,2,3, one for each run of each turn, over and over. `fails` in their place fails at that run."""
import itertools
import json
import sys

seconds, gflop, peak, memory = sys.argv[1].split(","), *map(float, sys.argv[2:5])
runs, done = itertools.cycle(seconds), []
print("ready", flush=True)
for line in sys.stdin:
    if line == "end\n":
        middle = sorted(done)[len(done) // 2]
        print(json.dumps({"seconds": middle, "min": min(done), "max": max(done), "gflops": gflop / middle, "peakMemoryMB": memory}), flush=True)
        break
    timed = []
    for _ in range(int(line.split()[2])):
        run = next(runs)
        if run == "fails":
            sys.exit("first line\nthe engine has no more memory")
        timed.append(float(run))
    done += timed
    print(json.dumps({"seconds": timed, "peakGflops": peak, "peakShare": gflop / sorted(timed)[len(timed) // 2] / peak}), flush=True)
