using System.Text.Json.Nodes;
using ConvLens.Compute.Tensors;
using ConvLens.Figures;
using ConvLens.Figures.Kernels;
using ConvLens.Figures.Training;
using ConvLens.Files.Npy;
using ConvLens.Insight.Diagnostics;
using ConvLens.Studies.Output;
using ConvLens.Testing;

namespace ConvLens.Studies.Tests.Output;

public sealed class ResultFolderTests : IDisposable
{
    private static readonly Provenance Origin = new("run", "lenet5", 7, new Dictionary<string, string> { ["weights"] = "w.safetensors" });
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("../x")]
    [InlineData("a/../../x")]
    [InlineData("/etc/x")]
    [InlineData("..")]
    [InlineData(".")]
    [InlineData("")]
    [InlineData("../out-beside/x")]
    public void Names_that_lead_out_are_refused_and_nothing_is_written(string name)
    {
        ResultFolder folder = new(_folder["out"], Origin, saveArrays: true);
        Assert.Contains("leads out of the result folder", Assert.Throws<ArgumentException>(() => folder.PathOf(name)).Message);
        Assert.Throws<ArgumentException>(() => folder.WriteText(name, "x"));
        Assert.Throws<ArgumentException>(() => folder.Write(name, new Tensor([1])));
        Assert.Throws<ArgumentException>(() => folder.Write(name, folder.NewRecord()));
        Assert.Empty(Directory.EnumerateFileSystemEntries(_folder.Path));
    }

    [Theory]
    [InlineData("out")]
    [InlineData("out/")]
    [InlineData("./out")]
    [InlineData("a/../out//")]
    public void However_the_folder_is_written_files_lie_in_it(string name)
    {
        ResultFolder folder = new($"{_folder.Path}/{name}", Origin, saveArrays: false);
        Assert.Equal(_folder["out/sub/x.txt"], folder.PathOf("sub/x.txt"));
        folder.WriteText("sub/x.txt", "é\n");
        Assert.Equal([0xC3, 0xA9, 0x0A], _folder.Contents("out")["sub/x.txt"]);
    }

    [Fact]
    public void A_root_holds_files_too()
    {
        string root = Path.GetPathRoot(_folder.Path)!;
        Assert.Equal(Path.Combine(root, "x.txt"), new ResultFolder(root, Origin, saveArrays: false).PathOf("x.txt"));
    }

    [Fact]
    public void Files_replace_older_ones_and_nothing_temporary_stays()
    {
        ResultFolder folder = new(_folder["out"], Origin, saveArrays: false);
        folder.WriteText("x.txt", "a longer text than the next");
        folder.WriteText("x.txt", "next");
        Assert.Equal("next", File.ReadAllText(_folder["out/x.txt"]));
        Assert.Equal(["x.txt"], _folder.Contents("out").Keys);
    }

    [Fact]
    public void Arrays_are_written_in_logical_order()
    {
        ResultFolder folder = new(_folder["out"], Origin, saveArrays: false);
        Tensor tensor = Numbers.Distinct([2, 3, 4, 5], "array");
        folder.Write("a.npy", tensor);
        folder.Write("b.npy", [2, 2], new[] { 1, 2, 3, 4 });
        Assert.Equal(tensor.ToLogical(), NpyFile.Read(_folder["out/a.npy"]).ToLogical());
        Assert.Equal([1, 2, 3, 4], NpyFile.Read(_folder["out/b.npy"]).ToLogical());
    }

    [Fact]
    public void Records_begin_with_where_they_come_from()
    {
        JsonObject record = new ResultFolder(_folder["out"], Origin, saveArrays: false).NewRecord();
        Assert.Equal(["command", "model", "seed", "options", "version"], record.Select(pair => pair.Key));
        Assert.Equal("""{"command":"run","model":"lenet5","seed":7,"options":{"weights":"w.safetensors"},"version":"0.1.0"}""", record.ToJsonString());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_sheet_leaves_its_picture_its_record_and_if_asked_its_numbers(bool saveArrays)
    {
        Tensor weights = Numbers.Distinct([2, 1, 3, 3], "kernels", 0.1f);
        JsonObject record = new ResultFolder(_folder["out"], Origin, saveArrays).Write(KernelFigure.Draw(new KernelMaps("conv1", weights), "kernels"), "sub");
        SortedDictionary<string, byte[]> files = _folder.Contents("out");
        Assert.Equal(saveArrays ? ["sub/kernels.json", "sub/kernels.npy", "sub/kernels.png"] : ["sub/kernels.json", "sub/kernels.png"], files.Keys);
        Assert.Equal([0x89, (byte)'P', (byte)'N', (byte)'G'], files["sub/kernels.png"][..4]);
        Assert.Equal(["command", "model", "seed", "options", "version", "figure", "caption", "toneRange"], record.Select(pair => pair.Key));
        Assert.Equal("kernels", record["figure"]!.GetValue<string>());
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(files["sub/kernels.json"]), JsonNode.Parse(record.ToJsonString())));
        float largest = weights.ToLogical().Max(Math.Abs);
        JsonArray range = Assert.Single(record["toneRange"]!.AsObject()).Value!.AsArray();
        Assert.Equal([-largest, largest], range.Select(bound => bound!.GetValue<float>()));
    }

    [Fact]
    public void A_chart_leaves_its_drawing_its_numbers_and_its_record()
    {
        Figure chart = TrainingCurves.Loss([new(1, 2, 0.25, 1.5, 0.5), new(2, 1, 0.5, 0.75, 0.75)]);
        new ResultFolder(_folder["out"], Origin, saveArrays: false).Write(chart);
        Assert.Equal(["loss.csv", "loss.json", "loss.svg"], _folder.Contents("out").Keys);
    }

    [Theory]
    [InlineData("layer1/conv", "layer1_conv")]
    [InlineData("a b:c", "a_b_c")]
    [InlineData("../x", "_x")]
    [InlineData("pool-1_2.3", "pool-1_2.3")]
    [InlineData("größe", "gr__e")]
    public void Names_of_nodes_become_one_part_of_a_path(string name, string expected) => Assert.Equal(expected, ResultFolder.FileNameOf(name));

    [Fact]
    public void A_records_text_is_readable_and_ends_its_line() => Assert.Equal("{\n  \"a\": \"×\"\n}\n", ResultFolder.ToText(new() { ["a"] = "×" }).ReplaceLineEndings("\n"));
}
