using System.Text;

namespace ConvLens.Files.Tests.Pickle;

/// <summary>Pickles put together by hand, operation by operation.</summary>
internal static class PickleBytes
{
    /// <summary>A whole pickle: protocol 2, operations, the end.</summary>
    public static byte[] Of(params byte[][] operations) => [0x80, 2, .. operations.SelectMany(operation => operation), (byte)'.'];

    /// <summary>Operations without arguments, by their letters.</summary>
    public static byte[] Codes(string letters) => Encoding.Latin1.GetBytes(letters);

    public static byte[] Global(string module, string name) => Encoding.UTF8.GetBytes($"c{module}\n{name}\n");

    public static byte[] Text(string text) => [(byte)'X', .. BitConverter.GetBytes(Encoding.UTF8.GetByteCount(text)), .. Encoding.UTF8.GetBytes(text)];

    public static byte[] Number(long number) => [0x8A, 8, .. BitConverter.GetBytes(number)];

    public static byte[] Tuple(params byte[][] items) => [(byte)'(', .. items.SelectMany(item => item), (byte)'t'];

    /// <summary>A call: what the global returns for the arguments.</summary>
    public static byte[] Call(byte[] global, params byte[][] arguments) => [.. global, .. Tuple(arguments), (byte)'R'];

    /// <summary>A dictionary of names and values.</summary>
    public static byte[] Dictionary(params (string Name, byte[] Value)[] entries) => [(byte)'}', (byte)'(', .. entries.SelectMany(entry => (byte[])[.. Text(entry.Name), .. entry.Value]), (byte)'u'];

    /// <summary>A view of storage <paramref name="key"/> of <paramref name="count"/> numbers.</summary>
    public static byte[] Tensor(string key, long count, long offset, long[] extents, long[] strides, string type = "FloatStorage") => Call(
        Global("torch._utils", "_rebuild_tensor_v2"),
        [.. Tuple(Text("storage"), Global("torch", type), Text(key), Text("cpu"), Number(count)), (byte)'Q'],
        Number(offset), Tuple([.. extents.Select(Number)]), Tuple([.. strides.Select(Number)]), Codes("\x89"), Codes("}"));
}
