using System.IO.Compression;

namespace ConvLens.Files.Tests.Torch;

/// <summary>PyTorch's archives put together by hand.</summary>
internal static class TorchBytes
{
    public static byte[] Archive(byte[] pickle, params (string Key, byte[] Bytes)[] storages) =>
        Zip(CompressionLevel.NoCompression, [("w/data.pkl", pickle), .. storages.Select(storage => ($"w/data/{storage.Key}", storage.Bytes))]);

    public static byte[] Zip(CompressionLevel level, params (string Name, byte[] Bytes)[] members)
    {
        using MemoryStream bytes = new();
        using (ZipArchive archive = new(bytes, ZipArchiveMode.Create, leaveOpen: true))
            foreach ((string name, byte[] content) in members)
            {
                using Stream member = archive.CreateEntry(name, level).Open();
                member.Write(content);
            }

        return bytes.ToArray();
    }

    public static byte[] Floats(params float[] values) => [.. values.SelectMany(BitConverter.GetBytes)];
}
