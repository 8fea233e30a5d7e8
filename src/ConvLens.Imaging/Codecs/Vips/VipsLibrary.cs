using System.Reflection;
using System.Runtime.InteropServices;

namespace ConvLens.Imaging.Codecs.Vips;

/// <summary>Finds libvips beside the program, in the folder <c>vips</c> that the build fills, or else on the system, and starts it once.</summary>
internal static class VipsLibrary
{
    private const string Folder = "vips";

    // What libvips lets its operations say to a terminal: nothing.
    private const int AllLevels = 0xFC | 0x3;

    private static readonly LogHandler Silence = (_, _, _, _) => { };
    private static readonly Lazy<nint> Library = new(Find);
    private static readonly Lazy<bool> Started = new(Start);

    private delegate void LogHandler(nint domain, int level, nint message, nint data);

    /// <summary>Whether there is a libvips that works.</summary>
    public static bool IsPresent => Started.Value;

    private static bool Start()
    {
        if (Library.Value == 0) return false;
        NativeLibrary.SetDllImportResolver(typeof(VipsLibrary).Assembly, Resolve);
        if (VipsNative.Init("convlens") != 0) return false;
        VipsNative.SetCacheMax(0);
        if (NativeLibrary.TryGetExport(Library.Value, "vips_block_untrusted_set", out _)) VipsNative.BlockUntrusted(true);
        foreach (string domain in (string[])["VIPS", "GLib", "GLib-GObject"]) _ = VipsNative.SetLogHandler(domain, AllLevels, Marshal.GetFunctionPointerForDelegate(Silence), 0);
        return true;
    }

    private static nint Find()
    {
        string folder = Path.Combine(AppContext.BaseDirectory, Folder);
        IEnumerable<string> beside = Directory.Exists(folder) ? Directory.EnumerateFiles(folder, "libvips*").Order(StringComparer.Ordinal) : [];
        foreach (string name in beside.Concat(Names("vips", 42)))
            if (NativeLibrary.TryLoad(name, out nint library)) return library;
        return 0;
    }

    /// <summary>A name of <see cref="VipsNative"/> to the library that has its functions.</summary>
    private static nint Resolve(string name, Assembly assembly, DllImportSearchPath? path) => name switch
    {
        VipsNative.Vips => Library.Value,
        VipsNative.GObject => Holder("g_object_unref", Names(name, 0)),
        VipsNative.GLib => Holder("g_free", Names(name, 0)),
        _ => 0,
    };

    private static nint Holder(string function, string[] otherwise)
    {
        if (NativeLibrary.TryGetExport(Library.Value, function, out _)) return Library.Value;
        foreach (string name in otherwise)
            if (NativeLibrary.TryLoad(name, out nint library)) return library;
        return 0;
    }

    private static string[] Names(string name, int version) =>
        OperatingSystem.IsWindows() ? [$"lib{name}-{version}.dll"]
        : OperatingSystem.IsMacOS() ? [$"lib{name}.{version}.dylib", $"/opt/homebrew/lib/lib{name}.{version}.dylib", $"/usr/local/lib/lib{name}.{version}.dylib"]
        : [$"lib{name}.so.{version}"];
}
