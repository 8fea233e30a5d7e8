using System.Text;
using ConvLens.Files.Hdf5.Types;

namespace ConvLens.Files.Hdf5;

/// <summary>A small named array beside a group or dataset.</summary>
internal sealed record Hdf5Attribute(Hdf5File File, string Name, Datatype Type, int Count, ReadOnlyMemory<byte> Data)
{
    public static Hdf5Attribute Parse(Hdf5File file, Hdf5Cursor cursor)
    {
        int version = cursor.Version(1, 3), flags = cursor.Byte(), nameSize = cursor.UInt16(), typeSize = cursor.UInt16(), spaceSize = cursor.UInt16();
        if (version == 3) cursor.Skip(1);
        string name = cursor.Name(nameSize);
        if (version == 1) cursor.Align();
        Hdf5Cursor type = cursor.Part(typeSize, "an attribute's type");
        if (version == 1) cursor.Align();
        Hdf5Cursor space = cursor.Part(spaceSize, "an attribute's extents");
        if (version == 1) cursor.Align();
        if (version > 1 && (flags & 1) != 0) type = HeaderMessage.Resolve(file.Source, type, HeaderMessageType.Datatype);
        if (version > 1 && (flags & 2) != 0) space = HeaderMessage.Resolve(file.Source, space, HeaderMessageType.Dataspace);
        Datatype datatype = DatatypeParser.Parse(type);
        int count = Dataspace.Parse(space).Count(file.Source.Path, $"attribute {Excerpt.Of(name)}");
        return new(file, name, datatype, count, cursor.Memory((long)count * datatype.Size));
    }

    /// <summary>The values as texts.</summary>
    /// <exception cref="FileFormatException">They are none.</exception>
    public IReadOnlyList<string> Texts()
    {
        string[] texts = new string[Count];
        for (int i = 0; i < Count; i++)
        {
            ReadOnlyMemory<byte> bytes = Data.Slice(i * Type.Size, Type.Size);
            if (Type.IsVariableText) bytes = File.HeapObject(new(File.Source, bytes, "a text"));
            else if (Type.Class != DatatypeClass.Text) throw Fault("text", $"{Type}");
            int end = bytes.Span.IndexOf((byte)0);
            texts[i] = Encoding.UTF8.GetString(end < 0 ? bytes.Span : bytes.Span[..end]);
        }

        return texts;
    }

    /// <summary>The only value as text.</summary>
    public string Text() => Texts() is [string text] ? text : throw Fault("one text", $"{Count}");

    /// <summary>The only value as a number.</summary>
    public float Number()
    {
        if (Count != 1 || NumberField.Of(Type) is not { } field) throw Fault("one number", $"{Count} of {Type}");
        Span<float> value = stackalloc float[1];
        field.Decode(Data.Span, value);
        return value[0];
    }

    private FileFormatException Fault(string expected, string found) => new(File.Source.Path, $"attribute {Excerpt.Of(Name)} must be {expected}", found);
}
