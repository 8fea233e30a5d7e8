using System.Text.Json.Nodes;

namespace ConvLens.Benchmarks.Jobs;

/// <summary>Some runs in a row, and what the machine could do right after them.</summary>
/// <param name="Seconds">Every run's seconds.</param>
/// <param name="MultiplyAdds">See <see cref="PreparedJob"/>.</param>
/// <param name="PeakGflops">10⁹ operations a second of multiply-adds in registers, on the same threads.</param>
internal sealed record Turn(IReadOnlyList<double> Seconds, double MultiplyAdds, double PeakGflops)
{
    /// <summary>The median run's 10⁹ operations a second over the peak's.</summary>
    public double PeakShare => 2e-9 * MultiplyAdds / Median.Of(Seconds) / PeakGflops;

    /// <summary>One line of JSON; seconds to the microsecond.</summary>
    public string ToJson() => new JsonObject
    {
        ["seconds"] = new JsonArray([.. Seconds.Select(seconds => JsonValue.Create(Math.Round(seconds, 6)))]),
        ["peakGflops"] = Math.Round(PeakGflops, 1),
        ["peakShare"] = Math.Round(PeakShare, 4),
    }.ToJsonString();
}
