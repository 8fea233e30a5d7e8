using System.Runtime.InteropServices;

namespace ConvLens.Imaging.Codecs.Vips;

/// <summary>One reference to an object of libvips.</summary>
internal sealed class VipsObject : SafeHandle
{
    public VipsObject(nint instance) : base(0, ownsHandle: true) => SetHandle(instance);

    public override bool IsInvalid => handle == 0;

    /// <summary>The object's address, for as long as the reference is held.</summary>
    public nint Address => handle;

    protected override bool ReleaseHandle()
    {
        VipsNative.Unref(handle);
        return true;
    }
}
