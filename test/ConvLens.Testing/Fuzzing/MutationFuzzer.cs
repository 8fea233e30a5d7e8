using System.Globalization;
using ConvLens.Networks.Graph;
using Xunit;

namespace ConvLens.Testing.Fuzzing;

/// <summary>Reads seeded, damaged copies of a good file and lets nothing pass but success or a refusal in one sentence.</summary>
/// <remarks>
/// <para>A refusal is the exception type that the caller names, or a <see cref="NetworkException"/>. Each read may take <c>1.5 × file + 256 MiB</c> of managed memory on its thread,
/// and a read that hangs fails the test rather than the run.</para>
/// <para>The environment variable <see cref="Variable"/> says how many copies are read of each file where a test does not insist on a number.</para>
/// </remarks>
public static class MutationFuzzer
{
    /// <summary>The environment variable with the number of copies.</summary>
    public const string Variable = "CONVLENS_FUZZ";

    private const int DefaultCount = 20_000, MaxMessage = 1000, HangSeconds = 30;
    private const long BaseMemory = 256L << 20;

    /// <summary>Copies read of each file: <see cref="Variable"/>, or 20,000.</summary>
    public static int Count { get; } = int.TryParse(Environment.GetEnvironmentVariable(Variable), CultureInfo.InvariantCulture, out int count) ? count : DefaultCount;

    /// <summary>Reads the good file, which must succeed, and then damaged copies of it.</summary>
    /// <typeparam name="TRefusal">How the reader refuses a file.</typeparam>
    /// <param name="good">A small file that the reader takes.</param>
    /// <param name="name">The stream of random numbers, and what a failure calls the file.</param>
    /// <param name="read">The reader; the stream can seek.</param>
    /// <param name="count">Copies; <see cref="Count"/> by default.</param>
    /// <returns>How many copies were refused.</returns>
    public static int Run<TRefusal>(byte[] good, string name, Action<Stream> read, int? count = null)
        where TRefusal : Exception
    {
        int refused = 0, done = 0, copies = count ?? Count;
        Exception? failure = null;
        // On a thread of its own: it counts its own memory, and a read that never ends can be named.
        Thread thread = new(() =>
        {
            try
            {
                using (MemoryStream whole = new(good, writable: false)) read(whole);
                for (; done < copies; done++)
                    if (IsRefused<TRefusal>(Mutation.Of(good, $"{name}/{done}"), $"copy {done} of {name}", read)) refused++;
            }
            catch (Exception error)
            {
                failure = error;
            }
        }) { IsBackground = true };
        thread.Start();
        for (int seen = -1; !thread.Join(TimeSpan.FromSeconds(HangSeconds)); seen = Volatile.Read(ref done))
            if (seen == Volatile.Read(ref done)) Assert.Fail($"copy {seen} of {name} was not read in {HangSeconds} seconds");
        return failure is null ? refused : throw new InvalidOperationException($"{name}: {failure.Message}", failure);
    }

    private static bool IsRefused<TRefusal>(byte[] bytes, string copy, Action<Stream> read)
        where TRefusal : Exception
    {
        using MemoryStream stream = new(bytes, writable: false);
        long before = GC.GetAllocatedBytesForCurrentThread();
        Exception? error = null;
        try
        {
            read(stream);
        }
        catch (Exception thrown)
        {
            error = thrown;
        }

        long taken = GC.GetAllocatedBytesForCurrentThread() - before, allowed = (bytes.Length * 3L / 2) + BaseMemory;
        Assert.True(taken <= allowed, $"{copy} took {taken} bytes of memory, allowed are {allowed}");
        if (error is null) return false;
        Assert.True(error is TRefusal or NetworkException, $"{copy} ended in {error.GetType().Name}: {error.Message}\n{error.StackTrace}");
        Assert.True(IsSentence(error.Message), $"{copy} was refused with '{error.Message}', which is not one line of at most {MaxMessage} characters");
        return true;
    }

    private static bool IsSentence(string message) => message.Length is > 0 and <= MaxMessage && !message.Any(char.IsControl);
}
