using ConvLens.Compute.Tensors;
using ConvLens.Networks.Execution.Plans;
using ConvLens.Testing;

namespace ConvLens.Networks.Tests.Execution.Plans;

public sealed class MemoryPlanTests
{
    [Fact]
    public void A_chain_needs_room_for_its_two_largest_neighbours()
    {
        int[] lengths = [100, 4000, 3000, 50, 2000];
        MemoryPlan plan = new();
        for (int i = 0; i < lengths.Length; i++) plan.Add([lengths[i]], new(i, i + 1));
        plan.Place(out long total);
        Assert.Equal(Arena.FloatsFor([4000]) + Arena.FloatsFor([3000]), total);
    }

    [Fact]
    public void What_is_read_for_ever_is_never_laid_over()
    {
        MemoryPlan plan = new();
        plan.Add([64], new(0, Lifetime.Forever));
        plan.Add([64], new(5, 6));
        plan.Add([64], new(7, 7));
        long[] places = plan.Place(out _);
        Assert.Equal(places[1], places[2]);
        Assert.NotEqual(places[0], places[1]);
    }

    [Fact]
    public void Buffers_that_live_together_never_meet()
    {
        for (int round = 0; round < 50; round++)
        {
            float[] random = Numbers.Uniform([1, 90], $"round {round}", 0, 1).ToLogical();
            MemoryPlan plan = new();
            (int Length, Lifetime Life)[] buffers = [.. random.Chunk(3).Select(three => (1 + (int)(three[0] * 500), new Lifetime((int)(three[1] * 20), (int)(three[1] * 20) + (int)(three[2] * 8))))];
            foreach ((int length, Lifetime life) in buffers) plan.Add([length], life);
            long[] places = plan.Place(out long total);
            for (int i = 0; i < buffers.Length; i++)
            {
                Assert.True(places[i] % 16 == 0 && places[i] + buffers[i].Length + Tensor.Slack <= total);
                for (int j = 0; j < i; j++)
                    Assert.True(!buffers[i].Life.Overlaps(buffers[j].Life) || places[i] + buffers[i].Length + Tensor.Slack <= places[j] || places[j] + buffers[j].Length + Tensor.Slack <= places[i]);
            }
        }
    }
}
