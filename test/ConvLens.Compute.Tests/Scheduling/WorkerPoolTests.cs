using ConvLens.Compute.Scheduling;

namespace ConvLens.Compute.Tests.Scheduling;

/// <summary>The pool does every item once, whoever comes, and outlives failures.</summary>
public sealed class WorkerPoolTests
{
    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(7)]
    public void Thousands_of_short_jobs_do_each_item_once(int threads)
    {
        WorkerPool pool = WorkerPool.For(threads);
        for (int round = 0; round < 3000; round++)
        {
            Counting job = new(1 + (round % 13));
            pool.Run(job, job.Counts.Length, lastFirst: round % 2 == 1);
            Assert.All(job.Counts, count => Assert.Equal(1, count));
        }
    }

    [Fact]
    public void Several_threads_may_bring_jobs_at_once()
    {
        WorkerPool pool = WorkerPool.For(2);
        Parallel.For(0, 4, _ =>
        {
            for (int round = 0; round < 500; round++)
            {
                Counting job = new(9);
                pool.Run(job, job.Counts.Length);
                Assert.All(job.Counts, count => Assert.Equal(1, count));
            }
        });
    }

    [Fact]
    public void An_item_may_bring_a_job_of_its_own()
    {
        WorkerPool pool = WorkerPool.For(2);
        Counting inner = new(5);
        pool.Run(new Doing(item => { if (item == 0) pool.Run(inner, 5); }), 3);
        Assert.All(inner.Counts, count => Assert.Equal(1, count));
    }

    [Fact]
    public void A_failure_reaches_the_bringer_and_the_pool_goes_on()
    {
        WorkerPool pool = WorkerPool.For(3);
        for (int round = 0; round < 50; round++)
        {
            InvalidOperationException failure = Assert.Throws<InvalidOperationException>(() => pool.Run(new Doing(item => { if (item == 17) throw new InvalidOperationException("item 17"); }), 40));
            Assert.Equal("item 17", failure.Message);
            Counting job = new(8);
            pool.Run(job, 8);
            Assert.All(job.Counts, count => Assert.Equal(1, count));
        }
    }

    private sealed class Counting(int items) : Job
    {
        public int[] Counts { get; } = new int[items];

        public override void Run(int item) => Interlocked.Increment(ref Counts[item]);
    }

    private sealed class Doing(Action<int> action) : Job
    {
        public override void Run(int item) => action(item);
    }
}
