namespace ConvLens.Compute.Pooling;

/// <summary>What is done at one window.</summary>
internal interface IVolumeVisitor
{
    /// <summary>Visits a window, whose number lies at <paramref name="output"/> in the output's memory.</summary>
    void Visit(in VolumeWindow window, int output);
}
