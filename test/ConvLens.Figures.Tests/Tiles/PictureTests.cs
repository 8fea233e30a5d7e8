using ConvLens.Compute.Tensors;
using ConvLens.Figures.Tiles;
using ConvLens.Imaging.Rasters;
using ConvLens.Imaging.Tones;

namespace ConvLens.Figures.Tests.Tiles;

public class PictureTests
{
    [Fact]
    public void Planes_are_the_channels_in_logical_order()
    {
        Tensor maps = Numbers.Counted([1, 2, 2, 3]);
        Picture[] planes = Picture.Planes(maps);
        Assert.Equal(2, planes.Length);
        for (int c = 0; c < 2; c++)
            for (int y = 0; y < 2; y++)
                for (int x = 0; x < 3; x++)
                    Assert.Equal(maps[0, c, y, x], planes[c].Values.Span[(y * 3) + x]);
        Assert.Equal((2, 3, false), (planes[1].Height, planes[1].Width, planes[1].IsColour));
    }

    [Fact]
    public void Three_channels_are_a_colour_picture_and_two_stand_one_above_the_other()
    {
        Assert.True(Picture.Samples(Numbers.Counted([2, 3, 4, 5]))[1] is { IsColour: true, Height: 4, Width: 5 });
        Picture stacked = Picture.Samples(Numbers.Counted([1, 2, 4, 5])).Single();
        Assert.True(stacked is { IsColour: false, Height: 8, Width: 5 });
        Assert.Equal(20, stacked.Values.Span[20]);
    }

    [Fact]
    public void A_colour_tile_shows_its_planes_as_red_green_and_blue()
    {
        Raster tile = Picture.Samples(Tensor.FromLogical([1, 3, 1, 1], [-1, 0, 1])).Single().ToTile(Tones.OfSigned([-1, 0, 1], true), "").Image;
        Assert.Equal(new Rgb(0, 128, 255), tile[0, 0]);
    }

    [Theory]
    [InlineData("all 0", 0f, 0f)]
    [InlineData("constant 0.5", 0.5f, 0.5f)]
    [InlineData("constant −2", -2f, -2f)]
    [InlineData("1 of 2 not finite", 0f, float.NaN)]
    [InlineData("nothing finite", float.PositiveInfinity, float.NaN)]
    [InlineData(null, 0f, 1f)]
    public void What_is_of_note_is_remarked(string? remark, float one, float other) => Assert.Equal(remark, new Picture(new[] { one, other }, 1, 2).Remark);

    [Fact]
    public void The_remark_follows_the_note()
    {
        Picture constant = new(new[] { 2f, 2f }, 1, 2);
        Assert.Equal("no. 7 · constant 2", constant.ToTile(Tones.OfMaps([2]), "", "no. 7").Note);
        Assert.Equal("constant 2", constant.ToTile(Tones.OfMaps([2]), "").Note);
    }

    [Fact]
    public void A_dead_filter_has_the_colour_of_zero_and_NaN_its_own()
    {
        ToneMap signed = Tones.OfMaps([-1, 1]), positive = Tones.OfMaps([0, 1]);
        Picture dead = new(new float[4], 2, 2), strange = new(new[] { float.NaN, 0f }, 1, 2);
        Assert.Equal(ColorMap.Diverging.At(0.5), dead.ToTile(signed, "").Image[1, 1]);
        Assert.Equal(ColorMap.Sequential.At(0), dead.ToTile(positive, "").Image[1, 1]);
        Assert.Equal(ColorMap.NaN, strange.ToTile(positive, "").Image[0, 0]);
        Assert.Equal(ColorMap.Sequential.At(0), strange.ToTile(positive, "").Image[1, 0]);
    }
}
