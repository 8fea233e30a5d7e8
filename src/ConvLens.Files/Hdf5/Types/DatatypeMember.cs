namespace ConvLens.Files.Hdf5.Types;

/// <summary>A field of a compound.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Offset">Bytes from the compound's start.</param>
/// <param name="Type">Its type.</param>
internal sealed record DatatypeMember(string Name, int Offset, Datatype Type);
