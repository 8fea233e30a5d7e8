using System.Numerics;
using ConvLens.Compute.Tensors;
using ConvLens.Imaging.Codecs;
using ConvLens.Imaging.Rasters;
using ConvLens.Imaging.Resampling;

namespace ConvLens.Data.Pictures;

/// <summary>How the pixels of a picture become the numbers that a network was trained on: resize, order the channels, <c>(scale · level − mean) / std</c>.</summary>
/// <remarks>
/// <para>As text (<see cref="Parse"/>, <see cref="ToString"/>): <c>imagenet</c>, <c>caffe</c>, <c>unit</c>, <c>none</c>, or <c>key=value</c> words, which may follow one of these names and change it:
/// <c>mean=0.5</c> or <c>mean=0.485,0.456,0.406</c>, <c>std=…</c>, <c>scale=1/255</c>, <c>rgb</c> or <c>bgr</c>, <c>size=input</c> (stretched), <c>size=keep</c>, <c>crop=0.875</c> or <c>size=256 crop=224</c>
/// (which is the same), <c>filter=bilinear</c> or <c>filter=lanczos</c>. Without a name the words change <c>unit</c>.</para>
/// <para>A network of one channel gets grey levels (<see cref="FloatRaster.ToGrey"/>) and needs a mean and a std that are the same for all channels.</para>
/// </remarks>
public sealed record Preprocessing
{
    /// <summary>0 to 1 at the size of the input: the whole picture, stretched.</summary>
    public static Preprocessing Unit { get; } = new();

    /// <summary>What torchvision's weights were trained on: RGB, 0 to 1, shorter side at the input's size / 0.875 (256 for 224), the middle, minus (0.485, 0.456, 0.406), divided by (0.229, 0.224, 0.225).</summary>
    public static Preprocessing ImageNet { get; } = new() { Fit = PictureFit.Crop, Crop = 0.875, Mean = new(0.485f, 0.456f, 0.406f), Std = new(0.229f, 0.224f, 0.225f) };

    /// <summary>What Caffe's networks were trained on: BGR, 0 to 255, minus (104, 117, 123); the whole picture, stretched to the size of the input.</summary>
    public static Preprocessing Caffe { get; } = new() { Scale = 1, IsBgr = true, Mean = new(104, 117, 123) };

    /// <summary>0 to 255 as they are, in a picture that has the size of the input already.</summary>
    public static Preprocessing None { get; } = new() { Scale = 1, Fit = PictureFit.Keep };

    /// <summary>The names of the usual ones.</summary>
    public static IReadOnlyList<string> Names => [.. PreprocessingText.Named.Select(pair => pair.Name)];

    /// <summary>The factor of levels 0 to 255; 1/255 by default.</summary>
    public float Scale { get; init; } = 1f / 255;

    /// <summary>Taken from the scaled levels, in the network's order of channels; 0 by default.</summary>
    public Vector3 Mean { get; init; }

    /// <summary>Divides what is left, in the network's order of channels; 1 by default.</summary>
    public Vector3 Std { get; init; } = Vector3.One;

    /// <summary>Whether the network takes blue first.</summary>
    public bool IsBgr { get; init; }

    /// <summary>How the picture comes to its size; stretched by default.</summary>
    public PictureFit Fit { get; init; }

    /// <summary>With <see cref="PictureFit.Crop"/>: the part of the resized picture's shorter side that is cut out, above 0 and at most 1.</summary>
    public double Crop { get; init; } = 1;

    /// <summary>The filter of resizing.</summary>
    public ResizeFilter Filter { get; init; }

    /// <summary>Reads a text; <see cref="ToString"/> gives it back.</summary>
    /// <exception cref="FormatException">The text says something else; the message is one sentence.</exception>
    public static Preprocessing Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return PreprocessingText.Parse(text);
    }

    /// <summary>The shortest text that <see cref="Parse"/> reads as the same: a name, or words.</summary>
    public override string ToString() => PreprocessingText.Of(this);

    /// <summary>A picture as a network is fed.</summary>
    /// <param name="picture">The picture.</param>
    /// <param name="shape">The network's input, [N, C, H, W]; N is not asked for.</param>
    /// <returns>The numbers, [1, C, H, W].</returns>
    /// <exception cref="PictureFormatException">The network does not take pictures, or the picture has another size and must not be resized.</exception>
    public Tensor Apply(Raster picture, Shape shape)
    {
        ArgumentNullException.ThrowIfNull(picture);
        Check(shape);
        FloatRaster sized = Resize(picture, shape.W, shape.H);
        if (shape.C == 1) sized = sized.ToGrey();
        Tensor tensor = new([1, shape.C, shape.H, shape.W]);
        // Both lie pixel by pixel.
        for (int i = 0; i < tensor.Length; i++)
        {
            int channel = i % shape.C, stored = shape.C == 3 && IsBgr ? i - channel + 2 - channel : i;
            tensor.Span[i] = ((Scale * sized.Values[stored]) - Mean[channel]) / Std[channel];
        }

        return tensor;
    }

    /// <summary>The way back: numbers in a network's input space as a picture to look at; what is below 0 or above 255 is cut off.</summary>
    /// <param name="tensor">The numbers, [N, C, H, W] with 1 or 3 channels.</param>
    /// <param name="sample">Which of the N.</param>
    /// <exception cref="PictureFormatException">The numbers are no pictures.</exception>
    public Raster ToRaster(Tensor tensor, int sample = 0)
    {
        ArgumentNullException.ThrowIfNull(tensor);
        FloatRaster levels = new(tensor.Shape.W, tensor.Shape.H, tensor.Shape.C);
        ReadOnlySpan<float> numbers = ToColours(tensor.Slice(sample, 1)).Values;
        for (int i = 0; i < numbers.Length; i++) levels.Values[i] = numbers[i] * 255;
        return levels.ToRaster();
    }

    /// <summary>The way back: pictures in a network's input space as red, green and blue (or grey) from 0 to 1.</summary>
    /// <exception cref="PictureFormatException">The numbers are no pictures.</exception>
    public Tensor ToColours(Tensor pictures)
    {
        ArgumentNullException.ThrowIfNull(pictures);
        Check(pictures.Shape);
        return Reorder(pictures, (number, channel) => ((number * Std[channel]) + Mean[channel]) / (Scale * 255));
    }

    /// <summary>Signals at the input, as they are, with red first.</summary>
    /// <exception cref="PictureFormatException">The numbers are no pictures.</exception>
    public Tensor ToColourOrder(Tensor signals)
    {
        ArgumentNullException.ThrowIfNull(signals);
        Check(signals.Shape);
        return Reorder(signals, (number, _) => number);
    }

    private Tensor Reorder(Tensor tensor, Func<float, int, float> change)
    {
        int channels = tensor.Shape.C;
        Tensor result = new(tensor.Shape);
        for (int i = 0; i < tensor.Length; i++)
        {
            int channel = i % channels, shown = channels == 3 && IsBgr ? i - channel + 2 - channel : i;
            result.Span[shown] = change(tensor.Values[i], channel);
        }

        return result;
    }

    internal void Check(Shape shape)
    {
        if (shape.Rank != 4 || shape.C is not (1 or 3)) throw new PictureFormatException("a picture feeds a network whose input is N×3×H×W or N×1×H×W (others take .npy)", $"an input of {shape}");
        bool isGrey = Mean == new Vector3(Mean.X) && Std == new Vector3(Std.X);
        if (shape.C == 1 && !isGrey) throw new PictureFormatException("a network of one channel needs a mean and a std of one number (try --preprocess unit)", $"'{this}'");
    }

    private FloatRaster Resize(Raster picture, int width, int height)
    {
        switch (Fit)
        {
            case PictureFit.Keep when (picture.Width, picture.Height) != (width, height):
                throw new PictureFormatException($"'{this}' leaves a picture as it is, and the network takes {width}×{height} pixels", $"{picture.Width}×{picture.Height}");
            case PictureFit.Crop:
                // The side that needs more enlargement takes the exact size, the other follows, rounded down as in torchvision.
                (int cropWidth, int cropHeight) = (Grown(width), Grown(height));
                bool isWide = (long)picture.Width * cropHeight >= (long)picture.Height * cropWidth;
                (int fullWidth, int fullHeight) = isWide
                    ? ((int)((long)cropHeight * picture.Width / picture.Height), cropHeight)
                    : (cropWidth, (int)((long)cropWidth * picture.Height / picture.Width));
                Bound(fullWidth, fullHeight, picture);
                return Resampler.Resize(picture, fullWidth, fullHeight, Filter).CropCentre(width, height);
            default:
                return Resampler.Resize(picture, width, height, Filter);
        }
    }

    private int Grown(int side) => Math.Max(side, (int)Math.Min(int.MaxValue, Math.Round(side / Crop)));

    private static void Bound(long width, long height, Raster picture)
    {
        if (width * height * 3 > PictureReader.MaxSamples) throw new PictureFormatException($"a resized picture may have {PictureReader.MaxSamples} samples at most", $"{picture.Width}×{picture.Height} pixels, of which the shorter side is enlarged to {Math.Min(width, height)}");
    }
}
