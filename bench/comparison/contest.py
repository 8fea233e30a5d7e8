"""One job of ours and its peer, in turns."""
import contextlib
import statistics

from .competitor import Competitor
from .engines import Skipped
from .jobs import JOBS


class Contest:
    """What came of it: seconds are in the competitors' results; ratios are those of single turns, in which the machine is as fast for one as for the other."""

    def __init__(self, job, target, ours, peers):
        self.job, self.target, self.ours = job, target, ours
        whole = [peer for peer in peers if not peer.failure]
        # Of several layouts the one that is hardest to beat; if each failed, the first tells why.
        self.peer = max(whole, key=lambda peer: statistics.median(self._ratios(peer)), default=peers[0] if peers else None) if not ours.failure else None
        self.ratios = self._ratios(self.peer) if self.peer and not self.peer.failure else []
        self.shares = [turn["peakShare"] for turn in ours.turns]

    def _ratios(self, peer):
        return [mine / other for mine, other in zip(self.ours.seconds(), peer.seconds())]


def hold(job, ours, peer, turns, runs):
    """Lets all processes of a job take their turns, in an order that alternates."""
    try:
        peers = peer.competitors(job)
    except Skipped as reason:
        peers = [Competitor(peer.name, failure=str(reason))]
    # A quarter of a turn passes untimed, until caches are full and threads that were stopped have a processor each. A lone run is a long one, to which that means nothing.
    untimed = (runs + 1) // 3
    all_of_them = [*ours.competitors(job), *peers]
    (_apart if JOBS[job].apart else _together)(all_of_them, turns, untimed, runs)
    return Contest(job, JOBS[job].target if peer.is_goal else None, all_of_them[0], all_of_them[1:])


def _together(all_of_them, turns, untimed, runs):
    """Everybody stays, stopped but in his turns."""
    with contextlib.ExitStack() as stack:
        for one in all_of_them:
            stack.enter_context(one).prepare()
        for turn in range(turns):
            for one in reversed(all_of_them) if turn % 2 else all_of_them:
                one.turn(untimed, runs)
        for one in all_of_them:
            one.finish()


def _apart(all_of_them, turns, untimed, runs):
    """Whoever has had his turn leaves, with his memory, before the next one comes."""
    for turn in range(turns):
        for one in reversed(all_of_them) if turn % 2 else all_of_them:
            with one.again() as fresh:
                fresh.prepare()
                fresh.turn(untimed, runs)
                fresh.finish()
            one.add(fresh)
