"""The command line of compare.py."""
import contextlib
import io
import tempfile
import unittest

from compare import options_of


class OptionsTests(unittest.TestCase):
    def refusal(self, *arguments):
        with contextlib.redirect_stderr(io.StringIO()) as said, self.assertRaises(SystemExit) as end:
            options_of(arguments)
        self.assertEqual(end.exception.code, 2)
        return said.getvalue().splitlines()[-1].split("error: ", 1)[1]

    def test_what_cannot_be_is_refused_in_a_sentence(self):
        self.assertEqual(self.refusal("vgg-forward"), "there is no job 'vgg-forward'")
        self.assertEqual(self.refusal("--threads", "0"), "threads are at least 1, turns and runs at least 0")
        self.assertEqual(self.refusal("--turns", "-1"), "threads are at least 1, turns and runs at least 0")
        self.assertEqual(self.refusal("--against", "nothing.dll"), "--against: there is no file 'nothing.dll'")

    def test_quick_is_one_turn_of_one_run(self):
        options = options_of(["--quick", "--turns", "9", "lenet-epoch"])
        self.assertEqual((options.turns, options.runs, options.jobs), (1, 1, ["lenet-epoch"]))

    def test_another_build_may_be_the_peer(self):
        with tempfile.NamedTemporaryFile(suffix=".dll") as other:
            self.assertEqual(options_of(["--against", other.name]).against, other.name)


if __name__ == "__main__":
    unittest.main()
