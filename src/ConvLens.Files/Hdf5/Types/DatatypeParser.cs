using ConvLens.Files.Elements;

namespace ConvLens.Files.Hdf5.Types;

/// <summary>Parses datatype messages, versions 1 to 4.</summary>
internal static class DatatypeParser
{
    private const int MaxDepth = 8;

    public static Datatype Parse(Hdf5Cursor cursor) => Parse(cursor, 0);

    private static Datatype Parse(Hdf5Cursor cursor, int depth)
    {
        if (depth > MaxDepth) throw cursor.Fault($"datatypes may be nested {MaxDepth} deep", "more");
        int kind = cursor.Byte(), version = kind >> 4;
        uint bits = (uint)cursor.Unsigned(3), size = cursor.UInt32();
        DatatypeClass type = (DatatypeClass)(kind & 15);
        if (version is < 1 or > 4 || type > DatatypeClass.Array) throw cursor.Fault("a datatype must have version 1 to 4 and class 0 to 10", $"version {version} and class {kind & 15}");
        if (size is 0 or > int.MaxValue) throw cursor.Fault("an element must have 1 to 2^31 - 1 bytes", $"{size}");
        Datatype plain = new(type, (int)size);
        switch (type)
        {
            case DatatypeClass.Integer:
                cursor.Skip(4);
                return plain with { BigEndian = (bits & 1) != 0, Number = Integer(size, signed: (bits & 8) != 0) };
            case DatatypeClass.Float:
                return Float(cursor, plain, bits);
            case DatatypeClass.Compound:
                return plain with { Members = Members(cursor, version, (int)(bits & 0xFFFF), size, depth) };
            case DatatypeClass.Enumeration:
                Datatype values = Parse(cursor, depth + 1);
                SkipNames(cursor, version, (int)(bits & 0xFFFF));
                cursor.Skip((int)Math.Min((bits & 0xFFFFL) * values.Size, int.MaxValue));
                return plain with { Number = values.Size == size ? values.Number : null, BigEndian = values.BigEndian };
            case DatatypeClass.VariableLength:
                Parse(cursor, depth + 1);
                return plain with { IsVariableText = (bits & 15) == 1 };
            case DatatypeClass.Array:
                int rank = cursor.Byte();
                cursor.Skip((version < 3 ? 3 : 0) + (rank * (version < 3 ? 8 : 4)));
                Parse(cursor, depth + 1);
                return plain;
            case DatatypeClass.Bits:
                cursor.Skip(4);
                return plain;
            case DatatypeClass.Time:
                cursor.Skip(2);
                return plain;
            case DatatypeClass.Opaque:
                cursor.Skip((int)(bits & 0xFF));
                return plain;
            default:
                return plain;
        }
    }

    private static ElementType? Integer(uint size, bool signed) => (size, signed) switch
    {
        (1, true) => ElementType.Int8,
        (2, true) => ElementType.Int16,
        (4, true) => ElementType.Int32,
        (8, true) => ElementType.Int64,
        (1, false) => ElementType.UInt8,
        (2, false) => ElementType.UInt16,
        (4, false) => ElementType.UInt32,
        (8, false) => ElementType.UInt64,
        _ => null,
    };

    private static Datatype Float(Hdf5Cursor cursor, Datatype plain, uint bits)
    {
        cursor.Skip(5);
        int exponentBits = cursor.Byte();
        cursor.Skip(1);
        int mantissaBits = cursor.Byte();
        cursor.Skip(4);
        bool vax = (bits & 0x40) != 0;
        ElementType? number = (plain.Size, exponentBits, mantissaBits) switch
        {
            (2, 5, 10) => ElementType.Float16,
            (2, 8, 7) => ElementType.BFloat16,
            (4, 8, 23) => ElementType.Float32,
            (8, 11, 52) => ElementType.Float64,
            _ => null,
        };
        return plain with { BigEndian = (bits & 1) != 0, Number = vax ? null : number };
    }

    private static void SkipNames(Hdf5Cursor cursor, int version, int count)
    {
        for (int i = 0; i < count; i++)
        {
            int start = cursor.Position;
            cursor.TerminatedName();
            if (version < 3) cursor.Skip(-(cursor.Position - start) & 7);
        }
    }

    private static List<DatatypeMember> Members(Hdf5Cursor cursor, int version, int count, uint size, int depth)
    {
        List<DatatypeMember> members = [];
        for (int i = 0; i < count; i++)
        {
            int start = cursor.Position;
            string name = cursor.TerminatedName();
            if (version < 3) cursor.Skip(-(cursor.Position - start) & 7);
            uint offset = version < 3 ? cursor.UInt32() : (uint)cursor.Unsigned(BytesFor(size));
            if (version == 1) cursor.Skip(28);
            Datatype type = Parse(cursor, depth + 1);
            if (offset > size || type.Size > size - offset) throw cursor.Fault($"member {Excerpt.Of(name)} must lie within its {size} bytes", $"{type.Size} bytes at {offset}");
            members.Add(new(name, (int)offset, type));
        }

        return members;
    }

    private static int BytesFor(uint size) => size < 1 << 8 ? 1 : size < 1 << 16 ? 2 : size < 1 << 24 ? 3 : 4;
}
