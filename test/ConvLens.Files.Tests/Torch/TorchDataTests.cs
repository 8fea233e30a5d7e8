using ConvLens.Compute.Tensors;
using ConvLens.Files.Weights;
using ConvLens.Testing;

namespace ConvLens.Files.Tests.Torch;

/// <summary>Weights of strangers; the numbers are what PyTorch 1.13 reads.</summary>
public sealed class TorchDataTests
{
    [DataFact("models/resnet20-12fca82f.th")]
    public void ResNet_20_reads_as_in_PyTorch()
    {
        IReadOnlyDictionary<string, Tensor> tensors = Read("models/resnet20-12fca82f.th");
        Assert.Equal(97, tensors.Count);
        Assert.Equal(271_098, tensors.Values.Sum(tensor => tensor.Length));
        Assert.Equal(new Shape(64, 64, 3, 3), tensors["module.layer3.2.conv2.weight"].Shape);
        Assert.Equal(-0.13818146288394928f, tensors["module.conv1.weight"][0, 0, 0, 0]);
        Assert.Equal(0.04280783236026764f, tensors["module.conv1.weight"][15, 2, 1, 0]);
        Assert.Equal(-0.08850118517875671f, tensors["module.layer3.2.conv2.weight"][63, 62, 2, 1]);
        Assert.Equal(0.22667697072029114f, tensors["module.linear.weight"][9, 63]);
        Assert.Equal(3.9390995502471924f, tensors["module.bn1.running_var"].Values[3]);
        Assert.Equal(1.509974816668091, tensors["module.layer3.2.conv2.weight"].ToLogical().Sum(value => (double)value), 1e-9);
    }

    [DataFact("models/ultraface-training/RFB-epoch-499.pth")]
    public void Epochs_of_a_face_detector_read_as_in_PyTorch()
    {
        IReadOnlyDictionary<string, Tensor> first = Read("models/ultraface-training/RFB-epoch-000.pth"), last = Read("models/ultraface-training/RFB-epoch-499.pth");
        Assert.Equal((244, 244), (first.Count, last.Count));
        Assert.Equal((281_135, 281_135), (first.Values.Sum(tensor => tensor.Length), last.Values.Sum(tensor => tensor.Length)));
        Assert.Equal((0.2361317276954651f, 0.07698991894721985f), (first["base_net.0.0.weight"][0, 0, 0, 0], first["base_net.0.0.weight"][15, 2, 1, 0]));
        Assert.Equal((-0.1077757254242897f, 0.007563449442386627f), (last["base_net.0.0.weight"][0, 0, 0, 0], last["base_net.0.0.weight"][15, 2, 1, 0]));
        Assert.Equal((-0.00651122210547328f, -0.0023992920760065317f), (first["regression_headers.3.weight"][0, 1, 2, 0], last["regression_headers.3.weight"][0, 1, 2, 0]));
        Assert.Equal((80f, 40_000f), (first["base_net.0.1.num_batches_tracked"].Values[0], last["base_net.0.1.num_batches_tracked"].Values[0]));
    }

    private static IReadOnlyDictionary<string, Tensor> Read(string path) => WeightsReader.Read(Path.Combine(SharedData.Folder!, path));
}
