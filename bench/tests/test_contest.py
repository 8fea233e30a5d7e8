"""Contests between engines whose times are known before."""
import errno
import os
import pathlib
import sys
import unittest

from comparison import contest, report
from comparison.competitor import Competitor
from comparison.engines import Skipped

ENGINE = pathlib.Path(__file__).with_name("engine.py")
JOB, APART, SHARE = "dualnet-32-step", "dualnet-128-step", "gemm-1024"


class Engine:
    """Engines of one kind: a time for each run, or a command, or a reason to be skipped."""
    is_goal = True

    def __init__(self, *those, name="the peer", gflop=8.0, memory=100):
        self.name = name
        self.commands = [[sys.executable, ENGINE, one, gflop, 16.0, memory] if isinstance(one, str) else one for one in those]

    def competitors(self, job):
        if not self.commands:
            raise Skipped("not installed")
        return [Competitor(self.name, command) for command in self.commands]


class Machine:
    name, is_goal = "the machine's peak", True

    def competitors(self, job):
        return []


def hold(ours, peer, job=JOB, turns=3, runs=1):
    return contest.hold(job, Engine(ours, name="ConvLens") if isinstance(ours, str) else ours, Engine(peer) if isinstance(peer, str) else peer, turns, runs)


def cells(result):
    return [cell.strip() for cell in report.row(result).strip("|").split("|")]


class ContestTests(unittest.TestCase):
    def test_ratios_are_those_of_single_turns(self):
        result = hold("1,2,4", "10,5,8")
        self.assertEqual(result.ratios, [0.1, 0.4, 0.5])
        self.assertEqual(result.shares, [0.5, 0.25, 0.125])
        self.assertEqual(cells(result)[1:], ["2 (1–4)", "the peer 8 (5–10)", "0.40 (0.10–0.50)", "≤ 0.20", "no", "4", "25 % (12–50)", "100", "100"])
        self.assertEqual(report.brief(result), f"{JOB}: 2 s, 25 % (12–50) of the peak; the peer 8 s, ours over it 0.40 (0.10–0.50)")

    def test_a_turn_is_the_median_of_its_timed_runs(self):
        self.assertEqual(hold("9,1,2", "8,4,40", turns=1, runs=3).ratios, [0.25])

    def test_a_target_is_reached_when_the_median_is(self):
        self.assertEqual(cells(hold("2,1,9", "10"))[4:6], ["≤ 0.20", "yes"])
        self.assertEqual(cells(hold("2.1,1,9", "10"))[4:6], ["≤ 0.20", "no"])

    def test_a_peer_is_judged_in_its_better_layout_and_one_that_fails_is_left_out(self):
        self.assertEqual(hold("1", Engine("10", "4", "8")).ratios, [0.25] * 3)
        self.assertEqual(hold("1", Engine("fails", "8")).ratios, [0.125] * 3)

    def test_turns_apart_are_joined(self):
        result = hold(Engine("4", name="ConvLens", gflop=12.0), Engine("8", memory=300), job=APART)
        self.assertEqual((len(result.ours.turns), result.ratios), (3, [0.5] * 3))
        self.assertEqual(cells(result)[1:], ["4 (4–4)", "the peer 8 (8–8)", "0.50 (0.50–0.50)", "≤ 0.14", "no", "3", "19 % (19–19)", "100", "300"])

    def test_against_the_machine_the_share_counts(self):
        self.assertEqual(cells(hold("0.5,1,0.6", Machine(), SHARE))[2:6], ["the machine's peak", "", "≥ 85 % of the peak", "no"])
        self.assertEqual(cells(hold("0.5,1,0.55", Machine(), SHARE))[4:6], ["≥ 85 % of the peak", "yes"])

    def test_a_peer_that_is_missing_or_fails_is_skipped_and_the_row_says_why(self):
        for peer, reason in ((Engine(), "not installed"), (Engine(["no-such-program"]), f"no-such-program: {os.strerror(errno.ENOENT)}"), (Engine("1,fails"), "the engine has no more memory"),
                             (Engine([sys.executable, "-c", "print('hello')"]), "expected 'ready', found 'hello'"), (Engine([sys.executable, "-c", "raise SystemExit(3)"]), "exit code 3")):
            result = hold("1", peer)
            self.assertEqual(cells(result)[1:6], ["1 (1–1)", f"the peer skipped: {reason}", "", "≤ 0.20", ""])
            self.assertIn(f"the peer skipped: {reason}", report.brief(result))

    def test_what_we_fail_at_is_not_measured(self):
        result = hold("1,fails", "8")
        self.assertEqual(cells(result)[1], "not measured: the engine has no more memory")
        self.assertEqual(report.brief(result), f"{JOB}: not measured: the engine has no more memory")

    def test_every_row_has_a_cell_for_every_column(self):
        results = [hold("1", "8"), hold("1", Engine()), hold("fails", "8"), hold("1", Machine(), SHARE)]
        text = report.table(results, "bench/compare.py", 2, 0.5, ({"gflops": 8}, {"gflops": 16, "readGBps": 20}), ["one 1.0", "other 2.0"])
        rows = [line for line in text.splitlines() if line.startswith("|")]
        self.assertEqual([row.count("|") for row in rows], [11] * 6)
        self.assertIn("- Versions: one 1.0, other 2.0.", text)

    def test_nobody_is_left_behind(self):
        peer = Engine("1,fails").competitors(JOB)[0]
        with peer:
            peer.prepare()
        self.assertIsNotNone(peer.process.poll())


if __name__ == "__main__":
    unittest.main()
