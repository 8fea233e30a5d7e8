using System.Buffers;
using ConvLens.Files.Elements;
using ConvLens.Files.Hdf5.Chunks;
using ConvLens.Files.Hdf5.Filters;
using ConvLens.Files.Hdf5.Types;

namespace ConvLens.Files.Hdf5;

/// <summary>An array of numbers (or of something else, which is then refused when it is read).</summary>
internal sealed class Hdf5Dataset : Hdf5Object
{
    private const int PieceBytes = 1 << 16;
    private readonly Dataspace _space;

    public Hdf5Dataset(Hdf5File file, string name, ObjectHeader header)
        : base(file, name, header)
    {
        _space = Dataspace.Parse(Required(HeaderMessageType.Dataspace));
        Type = DatatypeParser.Parse(Required(HeaderMessageType.Datatype));
        Count = _space.Count(file.Source.Path, Title);
    }

    public override string Title => $"dataset {Excerpt.Of(Name)}";

    /// <summary>Outermost first; none for a single number.</summary>
    public IReadOnlyList<long> Extents => _space.Extents;

    public Datatype Type { get; }

    /// <summary>How many elements there are.</summary>
    public int Count { get; }

    /// <summary>Reads the numbers, row-major as they lie.</summary>
    public void Read(Span<float> values) => Read(NumberField.Of(Type) ?? throw Fault($"{Title} must hold numbers", $"{Type}"), values);

    /// <summary>Reads all numbers into an array that is taken only if the file can hold so many.</summary>
    public float[] ReadAll() => ReadAll(NumberField.Of(Type) ?? throw Fault($"{Title} must hold numbers", $"{Type}"));

    /// <summary>Reads one field of every element into an array that is taken only if the file can hold so many.</summary>
    public float[] ReadAll(NumberField field)
    {
        RequireRoom();
        float[] values = new float[Count];
        Read(field, values);
        return values;
    }

    /// <summary>The addresses of the headers that the elements refer to.</summary>
    public ulong[] ReadReferences()
    {
        if (Type.Class != DatatypeClass.Reference || Type.Size != File.Source.OffsetSize) throw Fault($"{Title} must hold references to objects", $"{Type}");
        RequireRoom();
        ulong[] addresses = new ulong[Count];
        // Sixteen bits at a time, which a float32 holds exactly.
        for (int place = 0; place < Type.Size; place += sizeof(ushort))
        {
            float[] words = ReadAll(Word(place));
            for (int i = 0; i < words.Length; i++) addresses[i] |= (ulong)words[i] << (8 * place);
        }

        return addresses;
    }

    /// <summary>Refuses a dataset that the file cannot hold, before memory is taken for it.</summary>
    public void RequireRoom() => File.Source.Charge((long)Count * sizeof(float), Title);

    /// <summary>Reads one field of every element, row-major as they lie.</summary>
    public void Read(NumberField field, Span<float> values)
    {
        if (Header.Find(HeaderMessageType.ExternalFiles) is not null) throw Fault($"{Title} must lie in this file", "one in other files");
        DataLayout layout = DataLayout.Parse(Required(HeaderMessageType.DataLayout));
        FilterPipeline filters = FilterPipeline.Parse(File.Source.Path, Header.Find(HeaderMessageType.FilterPipeline));
        if (layout.Class == DataLayout.Kind.Chunked)
        {
            ChunkGrid grid = new(File.Source, _space, layout.Chunk, Type.Size);
            Fill(field, values);
            new ChunkReader(grid, layout, filters, field).Read(values);
        }
        else if (layout.Class == DataLayout.Kind.Compact) Decode(field, layout.Compact.Span, values);
        else if (layout.Address == Hdf5Source.Undefined) Fill(field, values);
        else ReadRun(layout.Address, field, values);
    }

    private void ReadRun(ulong address, NumberField field, Span<float> values)
    {
        File.Source.RequireRange(address, (ulong)Count * (ulong)field.Stride, Title);
        byte[] piece = ArrayPool<byte>.Shared.Rent(Math.Max(PieceBytes, field.Stride));
        int most = Math.Max(1, PieceBytes / field.Stride);
        while (!values.IsEmpty)
        {
            int count = Math.Min(values.Length, most);
            Span<byte> bytes = piece.AsSpan(0, count * field.Stride);
            File.Source.Fill(address, bytes, Title);
            field.Decode(bytes, values[..count]);
            address += (ulong)bytes.Length;
            values = values[count..];
        }

        ArrayPool<byte>.Shared.Return(piece);
    }

    private void Decode(NumberField field, ReadOnlySpan<byte> bytes, Span<float> values)
    {
        if (bytes.Length < (long)values.Length * field.Stride) throw Fault($"{Title} takes {(long)values.Length * field.Stride} bytes", $"{bytes.Length}");
        field.Decode(bytes, values);
    }

    // What elements are that were never written: 0, unless the dataset says otherwise.
    private void Fill(NumberField field, Span<float> values)
    {
        values.Clear();
        if (Header.Find(HeaderMessageType.FillValue) is not { } message || message.Remaining < 4) return;
        int version = message.Version(1, 3), flags = version == 3 ? message.Byte() : 0x20;
        if (version < 3) message.Skip(2);
        if (version < 3 && message.Byte() == 0 && version == 2) return;
        if ((flags & 0x20) == 0 || message.UInt32() < field.Stride) return;
        Span<float> fill = stackalloc float[1];
        field.Decode(message.Take(field.Stride), fill);
        values.Fill(fill[0]);
    }

    private NumberField Word(int place) => new(ElementType.UInt16, BigEndian: false, place, Type.Size);

    private Hdf5Cursor Required(HeaderMessageType type) => Header.Find(type) ?? throw Fault($"{Title} must have a {type} message", "none");
}
