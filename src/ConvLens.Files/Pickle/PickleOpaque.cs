namespace ConvLens.Files.Pickle;

/// <summary>A value that is there but of no use here: bytes, an argument list, a NumPy number.</summary>
internal sealed class PickleOpaque
{
    private PickleOpaque()
    {
    }

    public static PickleOpaque Value { get; } = new();
}
