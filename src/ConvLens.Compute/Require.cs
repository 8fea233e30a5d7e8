namespace ConvLens.Compute;

/// <summary>The checks at a kernel's door.</summary>
internal static class Require
{
    /// <summary>Refuses a span of another length: behind the door, kernels use pointers.</summary>
    public static void Length(int found, int expected, string name)
    {
        if (found != expected) throw new ArgumentException($"{name} needs {expected} numbers, found {found}", name);
    }
}
