using System.Runtime.InteropServices;

namespace ConvLens.Imaging.Codecs.Vips;

/// <summary>Runs operations of libvips by name.</summary>
internal static class VipsOperation
{
    /// <summary>The image that an operation makes.</summary>
    /// <param name="name">The operation, as in <c>jpegload</c>.</param>
    /// <param name="input">Its argument <c>in</c>, where it has one.</param>
    /// <param name="arguments">Others, as text.</param>
    /// <exception cref="VipsException">The operation is not there, refuses an argument or fails.</exception>
    public static VipsObject Run(string name, VipsObject? input, params (string Name, string Value)[] arguments)
    {
        using VipsObject operation = new(VipsNative.NewOperation(name));
        if (operation.IsInvalid) throw new VipsException($"{name} is not in this libvips");
        if (input is not null) SetInput(operation, input);
        foreach ((string argument, string value) in arguments)
            if (VipsNative.SetArgument(operation.Address, argument, value) != 0) throw new VipsException(TakeErrors());
        using VipsObject built = new(VipsNative.Build(operation.Address));
        if (built.IsInvalid)
        {
            VipsNative.UnrefOutputs(operation.Address);
            throw new VipsException(TakeErrors());
        }

        VipsObject output = Output(built);
        VipsNative.UnrefOutputs(built.Address);
        return output;
    }

    /// <summary>What libvips has to say about the last failure, on one line.</summary>
    public static string TakeErrors()
    {
        string text = Marshal.PtrToStringUTF8(VipsNative.ErrorBuffer()) ?? "";
        VipsNative.ClearErrors();
        string[] lines = [.. text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Distinct()];
        return lines.Length == 0 ? "an error without words" : string.Concat(string.Join(", ", lines).Where(c => !char.IsControl(c)).Take(300));
    }

    private static void SetInput(VipsObject operation, VipsObject input)
    {
        VipsNative.Value value = default;
        _ = VipsNative.InitValue(ref value, VipsNative.ObjectType);
        VipsNative.SetObject(ref value, input.Address);
        VipsNative.SetProperty(operation.Address, "in", ref value);
        VipsNative.UnsetValue(ref value);
    }

    private static VipsObject Output(VipsObject operation)
    {
        VipsNative.Value value = default;
        _ = VipsNative.InitValue(ref value, VipsNative.ObjectType);
        VipsNative.GetProperty(operation.Address, "out", ref value);
        VipsObject output = new(VipsNative.DuplicateObject(ref value));
        VipsNative.UnsetValue(ref value);
        return output;
    }
}
