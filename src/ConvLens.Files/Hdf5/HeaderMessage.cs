namespace ConvLens.Files.Hdf5;

/// <summary>One message of an object header.</summary>
/// <param name="Type">What it tells.</param>
/// <param name="IsShared">Whether the body only says where the message lies.</param>
/// <param name="Body">Its bytes.</param>
internal readonly record struct HeaderMessage(HeaderMessageType Type, bool IsShared, ReadOnlyMemory<byte> Body)
{
    /// <summary>The message itself, from another object's header where it is shared.</summary>
    public Hdf5Cursor Open(Hdf5Source source)
    {
        Hdf5Cursor cursor = new(source, Body, $"the {Type} message");
        return IsShared ? Resolve(source, cursor, Type) : cursor;
    }

    /// <summary>Follows a reference to a message of another object: a committed datatype.</summary>
    public static Hdf5Cursor Resolve(Hdf5Source source, Hdf5Cursor reference, HeaderMessageType type)
    {
        int version = reference.Version(1, 3), kind = reference.Byte();
        if (version == 1) reference.Skip(6);
        if (version == 3 && kind != 2) throw reference.Fault($"a shared {type} message must lie in another object's header", "one in a heap of shared messages");
        HeaderMessage message = ObjectHeader.Read(source, reference.Offset()).Messages.FirstOrDefault(message => message.Type == type);
        if (message.Type != type || message.IsShared) throw reference.Fault($"a shared {type} message must point at one", "none there");
        return message.Open(source);
    }
}
