using ConvLens.Files.Elements;

namespace ConvLens.Files.Hdf5.Types;

/// <summary>The number that is read from each element: the element itself, or a field of it.</summary>
/// <param name="Type">The number.</param>
/// <param name="BigEndian">Whether its highest byte comes first.</param>
/// <param name="Offset">Bytes before it in the element.</param>
/// <param name="Stride">Bytes of the element.</param>
internal sealed record NumberField(ElementType Type, bool BigEndian, int Offset, int Stride)
{
    private const int PieceBytes = 4096;

    /// <summary>The field of a type, or null where the type is no number.</summary>
    public static NumberField? Of(Datatype type) => type.Number is { } number ? new(number, type.BigEndian, 0, type.Size) : null;

    /// <summary>A field of a compound, or null where there is none of this name or it is no number.</summary>
    public static NumberField? Of(Datatype compound, string member) =>
        compound.Members.FirstOrDefault(candidate => candidate.Name == member) is { Type.Number: { } number } found ? new(number, found.Type.BigEndian, found.Offset, compound.Size) : null;

    /// <summary>Reads the field of as many elements as <paramref name="values"/> has room for.</summary>
    public void Decode(ReadOnlySpan<byte> elements, Span<float> values)
    {
        bool swap = BigEndian == BitConverter.IsLittleEndian && Type.Size > 1;
        if (!swap && Stride == Type.Size)
        {
            Type.Decode(elements[..(values.Length * Stride)], values);
            return;
        }

        Span<byte> piece = stackalloc byte[PieceBytes];
        while (!values.IsEmpty)
        {
            int count = Math.Min(values.Length, PieceBytes / Type.Size);
            for (int i = 0; i < count; i++)
            {
                Span<byte> number = piece.Slice(i * Type.Size, Type.Size);
                elements.Slice((i * Stride) + Offset, Type.Size).CopyTo(number);
                if (swap) number.Reverse();
            }

            Type.Decode(piece[..(count * Type.Size)], values[..count]);
            elements = elements[(count * Stride)..];
            values = values[count..];
        }
    }
}
