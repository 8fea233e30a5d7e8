using ConvLens.Networks.Graph;

namespace ConvLens.Networks.Zoo;

/// <summary>The networks known by name.</summary>
public static class ModelZoo
{
    /// <summary>All of them.</summary>
    public static IReadOnlyList<ZooModel> All { get; } =
    [
        new(LeNet5.Name, 28, "LeNet-5 for handwritten digits [lecun1998]", size => LeNet5.Create(size)),
        new(DemoNet.Name, 32, "a small classifier of pulses that trains in seconds", size => DemoNet.Create(size)),
        new(PulseNet.Name, 100, "classifier of pulses with 20×20 kernels [bensky2024]", size => PulseNet.Create(size)),
        new(CsiNet.Name, 32, "channel matrices squeezed to a quarter and rebuilt [wen2018]", size => CsiNet.Create(size)),
        new(DualNet.MagnitudeName, 32, "downlink magnitudes rebuilt with the uplink's help [liu2019]", size => DualNet.CreateMagnitude(size)),
        new(DualNet.AbsoluteName, 32, "absolute real and imaginary parts rebuilt with the uplink's help [liu2019]", size => DualNet.CreateAbsolute(size)),
        new(AlexNet.Name, 224, "AlexNet in one column [krizhevsky2014]", AlexNet.Create, "alexnet-owt-7be5be79.pth"),
        OfVgg(11, false, "8a719046"), OfVgg(11, true, "6002323d"),
        OfVgg(13, false, "19584684"), OfVgg(13, true, "abd245e5"),
        OfVgg(16, false, "397923af"), OfVgg(16, true, "6c64b313"),
        OfVgg(19, false, "dcbb9e9d"), OfVgg(19, true, "c79401a0"),
        OfResNet(18, "f37072fd"), OfResNet(34, "b627a593"), OfResNet(50, "0676ba61"), OfResNet(101, "63fe2227"), OfResNet(152, "394f9c45"),
        new(SqueezeNet.Name(0), 224, "SqueezeNet 1.0 [iandola2016]", size => SqueezeNet.Create(0, size), "squeezenet1_0-b66bff10.pth"),
        new(SqueezeNet.Name(1), 224, "SqueezeNet 1.1 [iandola2016]", size => SqueezeNet.Create(1, size), "squeezenet1_1-b8a52dc0.pth"),
        new(MobileNetV2.Name, 224, "MobileNet-v2 [sandler2018]", MobileNetV2.Create, "mobilenet_v2-b0353104.pth"),
        new(DenseNet121.Name, 224, "DenseNet-121 [huang2017]", DenseNet121.Create, "densenet121-a639ec97.pth"),
        new(GoogLeNet.Name, 224, "GoogLeNet with batch normalization [szegedy2015]", GoogLeNet.Create, "googlenet-1378be20.pth"),
        new(InceptionV3.Name, 299, "Inception-v3 [szegedy2016]", InceptionV3.Create, "inception_v3_google-0cc3c7bd.pth"),
        new(UNet.Name, 256, "U-Net for segmentation [ronneberger2015]", UNet.Create),
        new(FcnResNet50.Name, 520, "fully convolutional segmentation on ResNet-50 [long2015]", FcnResNet50.Create, "fcn_resnet50_coco-1167a1af.pth"),
    ];

    /// <summary>All names.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. All.Select(model => model.Name)];

    /// <summary>A model by name.</summary>
    /// <exception cref="NetworkException">There is no such network; the message lists those there are.</exception>
    public static ZooModel Find(string name) =>
        All.FirstOrDefault(model => model.Name == name) ?? throw new NetworkException($"there is no model '{name}' in the zoo, expected one of {string.Join(", ", Names)}");

    /// <summary>A network by name, for pictures of its usual size.</summary>
    /// <exception cref="NetworkException">There is no such network; the message lists those there are.</exception>
    public static Network Create(string name) => Find(name).Create();

    private static ZooModel OfVgg(int depth, bool normalized, string digits) => new(
        Vgg.Name(depth, normalized), 224, $"VGG-{depth}{(normalized ? " with batch normalization" : "")} [simonyan2015]", size => Vgg.Create(depth, normalized, size), $"{Vgg.Name(depth, normalized)}-{digits}.pth");

    private static ZooModel OfResNet(int depth, string digits) => new(ResNet.Name(depth), 224, $"ResNet-{depth} [he2016]", size => ResNet.Create(depth, size), $"{ResNet.Name(depth)}-{digits}.pth");
}
