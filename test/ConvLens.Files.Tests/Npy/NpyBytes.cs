using System.Text;

namespace ConvLens.Files.Tests.Npy;

/// <summary>Array files put together by hand from the format's own rules.</summary>
internal static class NpyBytes
{
    public static byte[] Of(string dictionary, params byte[] data) => Of(1, dictionary, data);

    public static byte[] Of(byte major, string dictionary, params byte[] data)
    {
        byte[] header = Encoding.UTF8.GetBytes(dictionary + "\n");
        byte[] length = major == 1
            ? [(byte)header.Length, (byte)(header.Length >> 8)]
            : [(byte)header.Length, (byte)(header.Length >> 8), (byte)(header.Length >> 16), (byte)(header.Length >> 24)];
        return [0x93, .. "NUMPY"u8, major, 0, .. length, .. header, .. data];
    }

    public static string Dictionary(string descr, string shape, bool fortran = false) =>
        $"{{'descr': '{descr}', 'fortran_order': {(fortran ? "True" : "False")}, 'shape': {shape}, }}";
}
