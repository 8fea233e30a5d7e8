using ConvLens.Compute.Scheduling;
using ConvLens.Compute.Simd;
using ConvLens.Testing;

namespace ConvLens.Compute.Tests.Scheduling;

public sealed class SchedulerTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(1000)]
    public unsafe void Every_item_is_done_once_on_the_chosen_width(int items)
    {
        foreach (Scheduler scheduler in Schedulers.All)
        {
            int[] done = new int[items];
            fixed (int* counts = done) scheduler.Run(new Count(counts, scheduler.LaneBits), items);
            Assert.All(done, count => Assert.Equal(1, count));
        }
    }

    [Fact]
    public unsafe void One_thread_takes_items_in_order_or_the_last_first()
    {
        int[] order = new int[4];
        int place = 0;
        fixed (int* places = order)
        {
            Schedulers.One.Run(new Note(places, &place), 4);
            Assert.Equal([0, 1, 2, 3], order);
            place = 0;
            Schedulers.One.Run(new Note(places, &place), 4, lastFirst: true);
            Assert.Equal([3, 2, 1, 0], order);
        }
    }

    [Fact]
    public void Threads_are_at_least_one_and_default_to_the_processors()
    {
        Assert.Equal(Environment.ProcessorCount, new Scheduler().Threads);
        Assert.Equal(3, new Scheduler(3).Threads);
        Assert.Throws<ArgumentOutOfRangeException>(() => new Scheduler(-1));
    }

    private readonly unsafe struct Count(int* counts, int bits) : IKernel
    {
        public void Run<TLanes>(int item)
            where TLanes : unmanaged, ILanes<TLanes>
        {
            Type expected = bits == 512 ? typeof(Lanes512) : bits == 256 ? typeof(Lanes256) : typeof(Lanes128);
            Interlocked.Add(ref counts[item], typeof(TLanes) == expected ? 1 : 100);
        }
    }

    private readonly unsafe struct Note(int* order, int* place) : IKernel
    {
        public void Run<TLanes>(int item)
            where TLanes : unmanaged, ILanes<TLanes> => order[(*place)++] = item;
    }
}
