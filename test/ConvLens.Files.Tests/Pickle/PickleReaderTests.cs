using System.Numerics;
using ConvLens.Files.Pickle;
using ConvLens.Testing.Fuzzing;

namespace ConvLens.Files.Tests.Pickle;

public sealed class PickleReaderTests
{
    [Theory]
    [InlineData("I42\n.", 42L), InlineData("I01\n.", true), InlineData("I00\n.", false), InlineData("L-7L\n.", -7L), InlineData("F2.5\n.", 2.5), InlineData("S'text'\n.", "text"), InlineData("Vtext\n.", "text")]
    [InlineData("J\u00FE\u00FF\u00FF\u00FF.", -2L), InlineData("K\u00FF.", 255L), InlineData("M\u0001\u0002.", 513L), InlineData("G?\u00F8\0\0\0\0\0\0.", 1.5), InlineData("\u008A\u0002\u0000\u0080.", -32768L), InlineData("\u008A\u0000.", 0L)]
    [InlineData("T\u0002\0\0\0ab.", "ab"), InlineData("U\u0001a.", "a"), InlineData("X\u0002\0\0\0\u00C3\u00BC.", "ü"), InlineData("\u008C\u0001a.", "a"), InlineData("\u0080\u0004\u0095\u0002\0\0\0\0\0\0\0\u0088.", true), InlineData("N.", null)]
    [InlineData("K\u0001K\u0002" + "0.", 1L), InlineData("K\u0001(K\u0002K\u0003" + "1.", 1L), InlineData("K\u0001q\u0005" + "0h\u0005.", 1L), InlineData("K\u0009\u0094" + "0h\0.", 9L), InlineData("K\u0001p300\n0g300\n.", 1L)]
    public void Numbers_texts_and_the_memo(string pickle, object? value) => Assert.Equal(value, Read(PickleBytes.Codes(pickle)));

    [Fact]
    public void Containers_hold_what_was_put_in()
    {
        Assert.Equal([1L, 2L, 3L], (object?[])Read(PickleBytes.Codes("K\u0001K\u0002K\u0003\u0087."))!);
        Assert.Equal([1L, "a"], (List<object?>)Read(PickleBytes.Codes("](K\u0001Va\ne."))!);
        Assert.Equal([true], (List<object?>)Read(PickleBytes.Codes("\u008F(\u0088\u0090."))!);
        PickleDictionary dictionary = (PickleDictionary)Read(PickleBytes.Codes("(Va\nK\u0001Va\nK\u0002d."))!;
        Assert.True(dictionary.TryGet("a", out object? value));
        Assert.Equal(2L, value);
        Assert.Equal(BigInteger.Parse("18446744073709551616"), Read(PickleBytes.Codes("\u008A\u0009\0\0\0\0\0\0\0\0\u0001.")));
    }

    [Theory]
    [InlineData(".", "a pickle's operation needs its operands, found too few of them")]
    [InlineData("(K\u0001a.", "a pickle's operation needs its operands, found too few of them")]
    [InlineData("K\u0001(0" + "0.", "a pickle's operation needs its operands, found too few of them")]
    [InlineData("t.", "a pickle's operation needs its operands, found too few of them")]
    [InlineData("K\u0001(R.", "a pickle's operation needs its operands, found too few of them")]
    [InlineData("h\u0003.", "a pickle recalls what it has remembered, found entry 3")]
    [InlineData("\u0082\u0001.", "a pickle of protocols 0 to 5 is needed, found operation 82")]
    [InlineData("\u0080\u0006N.", "the pickle needs a protocol up to 5, found 6")]
    [InlineData("K\u0001)R.", "the pickle needs a function to call, found another value")]
    [InlineData("NK\u0001a.", "the pickle needs a list to add to, found another value")]
    [InlineData("}(K\u0001u.", "the pickle needs keys with values, found 1 of them")]
    [InlineData("X\u00FF\u00FF\u00FF\u007Fab.", "a text in the pickle may have at most 1048576 bytes, found 2147483647")]
    [InlineData("X\u0010\0\0\0ab.", "the pickle takes 16 bytes, found 3")]
    [InlineData("B\u0010\0\0\0ab.", "the pickle takes 16 bytes, found 3")]
    [InlineData("\u008E\u00FF\u00FF\u00FF\u00FF\u00FF\u00FF\u00FF\u00FF.", "bytes in the pickle need a length, found -1")]
    [InlineData("\u008B\u00FF\u00FF\u00FF\u007F.", "a number in the pickle may have at most 1024 bytes, found 2147483647")]
    [InlineData("Ix\n.", "the pickle needs a whole number, found 'x'")]
    [InlineData("K", "the pickle takes 1 bytes, found 0")]
    [InlineData("", "the pickle takes 1 bytes, found 0")]
    [InlineData("cos\nsystem\n.", "no globals here, found 'os.system'")]
    public void What_no_pickle_may_do_is_refused(string pickle, string sentence) => Assert.Equal($"p: {sentence}", Refusal(PickleBytes.Codes(pickle)));

    [Fact]
    public void Values_may_hold_themselves()
    {
        List<object?> list = (List<object?>)Read(PickleBytes.Codes("]q\0h\0a."))!;
        Assert.Same(list, Assert.Single(list));
    }

    [Fact]
    public void Deep_nesting_and_doubling_take_no_more_than_they_write()
    {
        Assert.NotNull(Read(PickleBytes.Codes(new string(']', 1_000_000) + new string('a', 999_999) + ".")));
        // Each list holds the one before it ten times.
        Assert.NotNull(Read(PickleBytes.Codes("]" + string.Concat(Enumerable.Range(0, 200).Select(i => $"q{(char)i}0](" + string.Concat(Enumerable.Repeat($"h{(char)i}", 10)) + "e")) + ".")));
    }

    [Fact]
    public void A_pickle_that_goes_on_and_on_is_refused()
    {
        string message = Refusal(PickleBytes.Codes(string.Concat(Enumerable.Repeat("N0", 2_000_001)) + "N."));
        Assert.Equal("p: a pickle may have at most 4000000 operations, found more", message);
    }

    [Fact]
    public void Damaged_copies_are_read_or_refused_and_nothing_else()
    {
        byte[] good = PickleBytes.Codes("\u0080\u0004\u0095\u0002\0\0\0\0\0\0\0}q\0(Va\n](K\u0001J\u0001\0\0\0G?\u00F8\0\0\0\0\0\0e\u008C\u0001bF1.5\nI3\nM\u0001\u0002\u0086\u0094X\u0001\0\0\0c\u008A\u0002\u0000\u0080B\u0001\0\0\0xU\u0001yh\0u.");
        int count = MutationFuzzer.Count;
        Assert.InRange(MutationFuzzer.Run<FileFormatException>(good, "pickle", stream => PickleReader.Read(new(stream, "p"), new Nothing())), count / 4, count - 1);
    }

    private static object? Read(byte[] bytes)
    {
        using MemoryStream stream = new(bytes);
        return PickleReader.Read(new(stream, "p"), new Nothing());
    }

    private static string Refusal(byte[] bytes) => Assert.Throws<FileFormatException>(() => Read(bytes)).Message;

    private sealed class Nothing : IPickleWorld
    {
        public object Global(string module, string name) => throw new FileFormatException("p", "no globals here", Excerpt.Of($"{module}.{name}"));

        public object? Persistent(object? id) => null;
    }
}
