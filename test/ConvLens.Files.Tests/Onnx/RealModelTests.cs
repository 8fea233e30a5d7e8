using ConvLens.Compute.Tensors;
using ConvLens.Files.Npy;
using ConvLens.Files.Onnx;
using ConvLens.Networks.Execution;
using ConvLens.Testing;

namespace ConvLens.Files.Tests.Onnx;

/// <summary>Published models against the numbers of an independent engine.</summary>
public class RealModelTests
{
    private const double Single = 1e-4, Half = 2e-2;

    [DataFact("models/squeezenet1.1-opset7.onnx")]
    public void Squeezenet_tells_what_it_sees()
    {
        foreach (string picture in new[] { "snake", "cat_dog", "spider" }) Agree("squeezenet1.1-opset7.onnx", $"{picture}_caffe227", $"squeezenet1.1/{picture}/prob");
    }

    [DataFact("models/SqueezeNet_fp16.onnx")]
    public void Half_precision_opens_in_single()
    {
        (OnnxModel model, Tensor output) = Run("SqueezeNet_fp16.onnx", Expected("snake_caffe224"));
        Assert.Equal(1000, output.Length);
        Assert.Equal(model.Network.Shapes[model.Network.Outputs[0].Index], output.Shape);
        Assert.InRange(output.Values.ToArray().Sum(), 1 - Half, 1 + Half);
    }

    [DataFact("models/googlenet-bvlc-opset13.onnx")]
    public void Googlenet_tells_what_it_sees()
    {
        foreach (string picture in new[] { "snake", "cat_dog", "spider" }) Agree("googlenet-bvlc-opset13.onnx", $"{picture}_caffe224", $"googlenet/{picture}/prob");
    }

    [DataFact("models/tiny-darknet-opset13.onnx")]
    public void Tiny_darknet_tells_what_it_sees() => Agree("tiny-darknet-opset13.onnx", "dog_unit224", "tiny-darknet/softmax");

    [DataFact("models/vgg16_block1_block2-opset13.onnx")]
    public void The_first_blocks_of_vgg_agree() => Agree("vgg16_block1_block2-opset13.onnx", "vgg12_in", "vgg16_block1_block2/block2_pool");

    [DataFact("models/resnet20-cifar10-opset13.onnx")]
    public void Resnet_folds_the_plumbing_of_its_shortcuts() => Agree("resnet20-cifar10-opset13.onnx", "resnet20_in", "resnet20/logits");

    [DataFact("models/sed-gen-unet")]
    public void A_unet_agrees() => Agree("sed-gen-unet/unet.onnx", "unet_in", "sed-gen-unet/output");

    [DataFact("models/espnet_p2_q8_cityscapes-256x512-opset13.onnx")]
    public void Espnet_agrees()
    {
        (_, Tensor output) = Run("espnet_p2_q8_cityscapes-256x512-opset13.onnx", Expected("espnet_in"));
        Tensor expected = Expected("espnet/logits_every4");
        Shape shape = output.Shape;
        float[] sparse = new float[expected.Length];
        for (int c = 0, i = 0; c < shape.C; c++)
            for (int y = 0; y < shape.H; y += 4)
                for (int x = 0; x < shape.W; x += 4) sparse[i++] = output[0, c, y, x];
        AssertClose(expected.ToLogical(), sparse, Single);
    }

    private static void Agree(string model, string input, string expected)
    {
        (_, Tensor output) = Run(model, Expected(input));
        AssertClose(Expected(expected).ToLogical(), output.ToLogical(), Single);
    }

    private static (OnnxModel Model, Tensor Output) Run(string path, Tensor input)
    {
        OnnxModel model = OnnxModel.Load(Path.Combine(SharedData.Folder!, "models", path));
        model.Parameters.RequireFit(model.Network);
        Trace trace = new Executor(model.Network, input.Shape.N, new()).Forward(model.Parameters, input);
        return (model, trace[model.Network.Outputs[0]]);
    }

    private static Tensor Expected(string name) => NpyFile.Read(Path.Combine(SharedData.Folder!, "expected", $"{name}.npy"));

    private static void AssertClose(float[] expected, float[] found, double tolerance)
    {
        double error = Tolerance.RelativeError([.. expected.Select(number => (double)number)], found);
        Assert.True(error < tolerance, $"relative error {error:G3} exceeds {tolerance:G3}");
    }
}
