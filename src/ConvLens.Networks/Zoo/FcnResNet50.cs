using ConvLens.Networks.Graph;
using ConvLens.Networks.Layers;
using ConvLens.Networks.Layers.Geometry;

namespace ConvLens.Networks.Zoo;

/// <summary>A fully convolutional network for segmentation [long2015] on ResNet-50 with dilated last stages, in torchvision's form and with its names; 32,957,013 parameters, 35,322,218 with the auxiliary classifier that is left aside here.</summary>
/// <remarks>Input [N, 3, H, W]; output logits [N, 21, H, W] of the background and Pascal VOC's 20 classes, enlarged from an eighth by straight lines: node <c>out</c>.</remarks>
public static class FcnResNet50
{
    /// <summary><c>fcn_resnet50</c>.</summary>
    public const string Name = "fcn_resnet50";

    /// <summary>The network for pictures of a size; 520×520 is what published weights were tested with.</summary>
    public static Network Create(Extent size) => ResNet.AddBody(new NetworkBuilder(Name).LeaveAside("aux_classifier").AddPicture(size), "backbone.", 50, dilatedFrom: 3)
        .AddNormalized("classifier.0", "classifier.1", new(512, 3) { Padding = 1 })
        .Add("classifier.2", new Relu())
        .Add("classifier.3", new Dropout(0.1f))
        .Add("classifier.4", new Convolution(21, 1))
        .Add("out", new Resize(Interpolation.Linear) { Axes = [2, 3], Sizes = [size.Rows, size.Columns] })
        .Build();
}
