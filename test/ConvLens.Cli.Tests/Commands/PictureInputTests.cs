using System.Text.Json;
using ConvLens.Compute.Tensors;
using ConvLens.Data.Pictures;
using ConvLens.Files.Npy;
using ConvLens.Imaging.Codecs;
using ConvLens.Imaging.Rasters;
using ConvLens.Networks.Zoo;

namespace ConvLens.Cli.Tests.Commands;

/// <summary>Pictures as <c>--input</c>, whatever their files are called, and <c>--preprocess</c>.</summary>
[Collection(CliCollection.Name)]
public sealed class PictureInputTests : IDisposable
{
    private static readonly Shape Shape = ModelZoo.Create("lenet5").Shapes[0];
    private readonly Workspace _workspace = new();

    public PictureInputTests()
    {
        File.WriteAllBytes(_workspace["photo.jpg"], PngWriter.Encode(Picture(60, 40, 3)));
        File.WriteAllBytes(_workspace["digit"], PngWriter.Encode(Picture(28, 28, 5)));
    }

    public void Dispose() => _workspace.Dispose();

    [Theory]
    [InlineData("", "unit")]
    [InlineData("--preprocess imagenet~mean=0.1307~std=0.3081", "scale=1/255 mean=0.1307 std=0.3081 rgb crop=0.875")]
    [InlineData("--preprocess caffe~mean=9", "scale=1 mean=9 std=1 bgr size=input")]
    public async Task A_picture_is_fed_as_its_preprocessing_says_and_the_record_remembers(string options, string canonical)
    {
        string[] words = [.. $"run lenet5 --weights @lenet5.safetensors --input @photo.jpg --node input --out @out --json {options}".Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(word => _workspace.Resolve(word).Replace('~', ' '))];
        CommandResult result = await Workspace.RunAsync(words);
        Assert.Equal(canonical, result.Json.GetProperty("options").GetProperty("preprocess").GetString());
        Assert.Equal($"convlens: pictures are fed as 1×1×28×28 with --preprocess {(canonical.Contains(' ', StringComparison.Ordinal) ? $"\"{canonical}\"" : canonical)}", result.Error.TrimEnd());
        Assert.Equal(Preprocessing.Parse(canonical).Apply(Picture(60, 40, 3), Shape).ToLogical(), NpyFile.Read(_workspace["out/nodes/input.npy"]).ToLogical());
    }

    [Fact]
    public async Task Several_files_are_a_batch_and_may_be_of_both_kinds()
    {
        JsonElement json = (await _workspace.RunAsync("run lenet5 --weights @lenet5.safetensors --input @photo.jpg --input input=@lenet5.npy --input @digit --node input --out @out --json")).Json;
        Assert.Equal("unit", json.GetProperty("options").GetProperty("preprocess").GetString());
        Tensor batch = NpyFile.Read(_workspace["out/nodes/input.npy"]);
        Assert.Equal([3, 1, 28, 28], batch.Shape);
        Assert.Equal(Preprocessing.Unit.Apply(Picture(60, 40, 3), Shape).ToLogical(), batch.Slice(0, 1).ToLogical());
        Assert.Equal(Workspace.Picture("lenet5").ToLogical(), batch.Slice(1, 1).ToLogical());
        Assert.Equal(Preprocessing.Unit.Apply(Picture(28, 28, 5), Shape).ToLogical(), batch.Slice(2, 1).ToLogical());
    }

    [Theory]
    [InlineData("activations lenet5 --layer conv1", "activations-conv1.json")]
    [InlineData("deconv lenet5 --layer pool1", "deconv.json")]
    public async Task Every_record_says_how_the_picture_was_fed(string command, string record)
    {
        CommandResult result = await _workspace.RunAsync($"{command} --weights @lenet5.safetensors --input @digit --preprocess none --out @out");
        Assert.Equal(0, result.Code);
        Assert.Equal("none", JsonDocument.Parse(File.ReadAllText(_workspace[$"out/{record}"])).RootElement.GetProperty("options").GetProperty("preprocess").GetString());
    }

    [Theory]
    [InlineData("--input @photo.jpg --preprocess none", 3, "@photo.jpg: 'none' leaves a picture as it is, and the network takes 28×28 pixels, found 60×40")]
    [InlineData("--input @photo.jpg --preprocess imagenet", 3, "@photo.jpg: a network of one channel needs a mean and a std of one number (try --preprocess unit), found 'imagenet'")]
    [InlineData("--input @photo.jpg --preprocess imagnet", 2, "Option '--preprocess': preprocessing is imagenet, caffe, unit, none, or words like mean=0.5 std=0.5 scale=1/255 bgr crop=0.875, found 'imagnet'; 'convlens run --help' lists what there is")]
    [InlineData("--input @broken.npy", 3, "@broken.npy: a PNG ends with chunk IEND, found the end of the file")]
    public async Task What_cannot_be_fed_is_refused(string options, int code, string sentence)
    {
        File.WriteAllBytes(_workspace["broken.npy"], PngWriter.Encode(Picture(28, 28, 5))[..^12]);
        Assert.Equal(_workspace.Resolve(sentence), (await _workspace.RunAsync($"run lenet5 --weights @lenet5.safetensors {options} --out @out")).Refused(code));
        Assert.False(Directory.Exists(_workspace["out"]));
    }

    private static Raster Picture(int width, int height, int seed)
    {
        Raster raster = new(width, height);
        for (int y = 0; y < height; y++) for (int x = 0; x < width; x++) raster[x, y] = new((byte)(x * y * seed), (byte)(x * 7), (byte)(y * seed));
        return raster;
    }
}
