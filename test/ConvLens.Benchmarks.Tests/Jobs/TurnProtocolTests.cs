using System.Text.Json;
using ConvLens.Benchmarks.Jobs;

namespace ConvLens.Benchmarks.Tests.Jobs;

public sealed class TurnProtocolTests
{
    private int _runs;

    [Theory]
    [InlineData("run 1 3\nrun 0 2\nend\nrun 1 1\n")]
    [InlineData("run 1 3\nrun 0 2\n")]
    public void Each_turn_is_answered_by_its_timed_runs_and_the_end_by_the_result(string commands)
    {
        JobTimer timer = Timer();
        int warm = _runs;
        JsonElement[] answers = [.. Serve(timer, commands).Select(line => JsonDocument.Parse(line).RootElement)];
        Assert.Equal(1 + 3 + 0 + 2, _runs - warm);
        Assert.Equal([3, 2], answers[..2].Select(turn => turn.GetProperty("seconds").GetArrayLength()));
        Assert.All(answers[..2], turn => Assert.Equal(["seconds", "peakGflops", "peakShare"], turn.EnumerateObject().Select(property => property.Name)));
        double[] seconds = [.. answers[..2].SelectMany(turn => turn.GetProperty("seconds").EnumerateArray()).Select(value => value.GetDouble()).Order()];
        JsonElement result = answers[2];
        Assert.Equal("count", result.GetProperty("job").GetString());
        Assert.Equal((seconds[0], seconds[2], seconds[4]), (result.GetProperty("min").GetDouble(), result.GetProperty("seconds").GetDouble(), result.GetProperty("max").GetDouble()));
        Assert.Equal((1, 5), (result.GetProperty("threads").GetInt32(), result.GetProperty("batch").GetInt32()));
        Assert.Equal(3, answers.Length);
    }

    [Fact]
    public void The_share_of_the_peak_is_that_of_the_median_run()
    {
        Turn turn = new([0.5, 4, 0.1], 1e9, 16);
        Assert.Equal(0.25, turn.PeakShare, 1e-12);
        Assert.Equal("""{"seconds":[0.5,4,0.1],"peakGflops":16,"peakShare":0.25}""", turn.ToJson());
    }

    [Fact]
    public void Without_a_turn_there_is_no_result() => Assert.Empty(Serve(Timer(), "end\n"));

    [Fact]
    public void Other_lines_are_refused_in_a_sentence()
    {
        JobTimer timer = Timer();
        foreach (string line in (ReadOnlySpan<string>)["run", "run 3", "run -1 3", "run 1 0", "runs 1 3", "run 1 3 5"])
        {
            FormatException error = Assert.Throws<FormatException>(() => Serve(timer, line));
            Assert.Equal($"expected 'run U N' with U of at least 0 and N of at least 1, or 'end', found '{line}'", error.Message);
        }
    }

    [Theory]
    [InlineData(new[] { 3.0 }, 3)]
    [InlineData(new[] { 9.0, 1, 4 }, 4)]
    [InlineData(new[] { 9.0, 1, 4, 2 }, 3)]
    public void The_median_is_in_the_middle(double[] numbers, double expected) => Assert.Equal(expected, Median.Of(numbers));

    /// <summary>What is answered after <c>ready</c>.</summary>
    private static string[] Serve(JobTimer timer, string commands)
    {
        using StringReader reader = new(commands);
        using StringWriter writer = new() { NewLine = "\n" };
        TurnProtocol.Serve(timer, reader, writer);
        string[] lines = writer.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal("ready", lines[0]);
        return lines[1..];
    }

    private JobTimer Timer() => new(new Job("count", 5, 1, _ => new(1, Run)), 1);

    private void Run()
    {
        _runs++;
        Thread.Sleep(1);
    }
}
