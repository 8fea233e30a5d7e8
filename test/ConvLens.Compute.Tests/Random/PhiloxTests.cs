using ConvLens.Compute.Random;

namespace ConvLens.Compute.Tests.Random;

public sealed class PhiloxTests
{
    // Known answers of philox4x32-10 as published with [salmon2011]; a counter's low word comes first.
    [Theory]
    [InlineData(0x00000000_00000000, 0x00000000_00000000, 0x00000000_00000000, 0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8)]
    [InlineData(0xffffffff_ffffffff, 0xffffffff_ffffffff, 0xffffffff_ffffffff, 0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd)]
    [InlineData(0x85a308d3_243f6a88, 0x03707344_13198a2e, 0x299f31d0_a4093822, 0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1)]
    public void Blocks_are_the_published_ones(ulong counterLow, ulong counterHigh, ulong key, uint x0, uint x1, uint x2, uint x3) =>
        Assert.Equal((x0, x1, x2, x3), Philox.Block(counterLow, counterHigh, key));

    [Fact]
    public void Counter_stream_and_key_each_change_the_block()
    {
        HashSet<(uint, uint, uint, uint)> blocks = [];
        for (ulong i = 0; i < 16; i++)
        {
            blocks.Add(Philox.Block(i + 1, 0, 0));
            blocks.Add(Philox.Block(0, i + 1, 0));
            blocks.Add(Philox.Block(0, 0, i + 1));
        }

        Assert.Equal(48, blocks.Count);
    }
}
