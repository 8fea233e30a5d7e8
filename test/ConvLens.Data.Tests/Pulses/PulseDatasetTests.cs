using ConvLens.Compute.Tensors;
using ConvLens.Data.Batches;
using ConvLens.Data.Pulses;

namespace ConvLens.Data.Tests.Pulses;

public sealed class PulseDatasetTests
{
    public static TheoryData<int, float> Sizes => new() { { 16, 1 }, { 24, 2 }, { 32, 2 }, { 100, 2 }, { 100, 5 } };

    [Fact]
    public void Classes_take_turns_and_labels_name_them()
    {
        Dataset data = PulseDataset.Generate(new() { Count = 7 });
        Assert.Equal([0, 1, 2, 0, 1, 2, 0], data.Labels);
        Assert.Equal(["square", "Gaussian", "sine"], data.ClassNames);
        Assert.Equal(new Shape(7, 1, 32, 32), data.Inputs.Shape);
        Assert.Equal("pulses", data.Name);
    }

    [Theory, MemberData(nameof(Sizes))]
    public void Every_picture_is_one_whole_trace_clear_of_the_upper_and_lower_edge(int size, float thickness) =>
        ForEach(size, thickness, kind: null, rows =>
        {
            Assert.All(rows, column => Assert.NotEmpty(column));
            Assert.All(rows, column => Assert.InRange(column[0], 1, size - 2));
            Assert.All(rows, column => Assert.InRange(column[^1], 1, size - 2));
            // No gaps: the lit rows of a column hang together, and touch those of the next.
            Assert.All(rows, column => Assert.Equal(column[^1] - column[0] + 1, column.Length));
            Assert.All(rows.Zip(rows.Skip(1)), pair => Assert.True(pair.First[0] <= pair.Second[^1] + 1 && pair.Second[0] <= pair.First[^1] + 1));
        });

    [Theory, MemberData(nameof(Sizes))]
    public void Every_square_stands_on_a_flat_line_and_has_a_flat_top(int size, float thickness) =>
        ForEach(size, thickness, PulseClass.Square, rows =>
        {
            int line = rows[0][0], top = rows.Min(column => column[0]);
            Assert.InRange(line - top, (0.2 * size) - 1, (0.6 * size) + 1);
            int[] raised = [.. Enumerable.Range(0, size).Where(x => rows[x][0] != line)];
            Assert.Equal(raised[^1] - raised[0] + 1, raised.Length);
            // A stroke's end is round: the two outermost columns of the box may begin a little lower.
            int flat = raised.Count(x => rows[x][0] == top);
            Assert.InRange(flat, (0.15 * size) - 1, (0.4 * size) + thickness + 1);
            Assert.InRange(raised.Length - flat, 0, 2 + (int)thickness);
            Assert.InRange(raised[0], 1, size - 2);
            Assert.Equal(line, rows[^1][0]);
        });

    [Theory, MemberData(nameof(Sizes))]
    public void Every_Gaussian_rises_and_falls_once_from_a_flat_line(int size, float thickness) =>
        ForEach(size, thickness, PulseClass.Gaussian, rows =>
        {
            int[] tops = [.. rows.Select(column => column[0])];
            int peak = Array.IndexOf(tops, tops.Min());
            // Half a row either way for the rounding of the line, and of the peak.
            Assert.InRange(tops[0] - tops[peak], (0.2 * size) - 1.5, (0.6 * size) + 1.5);
            Assert.InRange(tops[^1] - tops[0], -1, 1);
            Assert.InRange(peak, 0.12 * size, 0.88 * size);
            for (int x = 1; x < size; x++) Assert.True(x <= peak ? tops[x] <= tops[x - 1] : tops[x] >= tops[x - 1]);
            Assert.True(tops.Count(top => top == tops[peak]) <= (0.12 * size) + (2 * thickness));
        });

    [Theory, MemberData(nameof(Sizes))]
    public void Every_sine_swings_three_to_eight_times_between_the_same_heights(int size, float thickness) =>
        ForEach(size, thickness, PulseClass.Sine, rows =>
        {
            // The trace's middle passes both quarters of its range at every half period, 3 to 8 of which fit the width.
            double[] middle = [.. rows.Select(column => (column[0] + column[^1]) / 2.0)];
            (double high, double low) = (middle.Min(), middle.Max());
            Assert.InRange(rows.Max(column => column[^1]) - rows.Min(column => column[0]), (0.2 * size) - 2, (0.6 * size) + thickness + 2);
            double centre = (high + low) / 2, band = (low - high) / 8;
            int swings = 0, side = 0;
            foreach (double y in middle)
            {
                int now = y > centre + band ? 1 : y < centre - band ? -1 : side;
                if (side != 0 && now != side) swings++;
                side = now;
            }

            Assert.InRange(swings, 2, 8);
        });

    [Fact]
    public void Pixels_are_off_or_on_and_nothing_between()
    {
        Assert.Equal([0f, 1f], PulseDataset.Generate(new() { Count = 30 }).Inputs.ToLogical().Distinct().Order());
        Dataset original = PulseDataset.Generate(new() { Count = 30, Off = 0.1f, On = 0.8f });
        Assert.Equal([0.1f, 0.8f], original.Inputs.ToLogical().Distinct().Order());
    }

    [Fact]
    public void A_flat_line_is_as_thick_as_the_stroke()
    {
        foreach (int thickness in new[] { 1, 2, 3, 5 })
        {
            Dataset data = PulseDataset.Generate(new() { Size = 100, Count = 61, StrokeThickness = thickness });
            int[] heights = [.. Columns(data, 60).Select(column => column.Length)];
            Assert.Equal((thickness, thickness), (heights[0], heights[^1]));
        }
    }

    [Fact]
    public void The_same_seed_gives_the_same_pictures_and_another_seed_others()
    {
        PulseOptions options = new() { Count = 9, Noise = 0.1f, Seed = 5 };
        float[] pictures = PulseDataset.Generate(options).Inputs.ToLogical();
        Assert.Equal(pictures, PulseDataset.Generate(options).Inputs.ToLogical());
        Assert.NotEqual(pictures, PulseDataset.Generate(options with { Seed = 6 }).Inputs.ToLogical());
    }

    [Fact]
    public void A_picture_does_not_depend_on_how_many_are_drawn()
    {
        Dataset few = PulseDataset.Generate(new() { Count = 4, Noise = 0.2f }), many = PulseDataset.Generate(new() { Count = 11, Noise = 0.2f });
        Assert.Equal(few.Inputs.ToLogical(), many.Take(4).Inputs.ToLogical());
    }

    [Fact]
    public void Noise_is_added_to_the_same_pulses_with_the_given_deviation()
    {
        float[] clean = PulseDataset.Generate(new() { Count = 60 }).Inputs.ToLogical(),
            noisy = PulseDataset.Generate(new() { Count = 60, Noise = 0.25f }).Inputs.ToLogical();
        double[] noise = [.. noisy.Zip(clean, (a, b) => (double)a - b)];
        // 61,440 samples: the standard errors of mean and deviation are 0.001 and 0.0007; five of them are allowed.
        Assert.InRange(noise.Average(), -0.005, 0.005);
        Assert.InRange(Math.Sqrt(noise.Average(e => e * e)), 0.2465, 0.2535);
    }

    [Fact]
    public void Options_out_of_range_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new PulseOptions { Size = 15 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new PulseOptions { Size = 1025 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new PulseOptions { Count = 0 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new PulseOptions { Noise = -0.1f });
        Assert.Throws<ArgumentOutOfRangeException>(() => new PulseOptions { Noise = float.NaN });
        Assert.Throws<ArgumentOutOfRangeException>(() => new PulseOptions { On = float.PositiveInfinity });
        Assert.Throws<ArgumentOutOfRangeException>(() => new PulseOptions { StrokeThickness = 0.5f });
        Assert.Throws<ArgumentException>(() => PulseDataset.Generate(new() { Size = 23 }));
        Assert.Throws<ArgumentException>(() => PulseDataset.Generate(new() { Size = 1024, Count = 1 << 12 }));
    }

    private static void ForEach(int size, float thickness, PulseClass? kind, Action<int[][]> check)
    {
        Dataset data = PulseDataset.Generate(new() { Size = size, StrokeThickness = thickness, Count = 300, Seed = 11 });
        for (int i = 0; i < data.Count; i++)
            if (kind is null || data.Labels[i] == (int)kind) check(Columns(data, i));
    }

    /// <summary>For every column of a picture, the lit rows from above.</summary>
    private static int[][] Columns(Dataset data, int picture)
    {
        int size = data.Inputs.Shape.H;
        return [.. Enumerable.Range(0, size).Select(x => Enumerable.Range(0, size).Where(y => data.Inputs[picture, 0, y, x] > 0.5f).ToArray())];
    }
}
