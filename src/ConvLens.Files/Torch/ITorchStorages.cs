namespace ConvLens.Files.Torch;

/// <summary>Where a file keeps the numbers of its storages.</summary>
internal interface ITorchStorages
{
    /// <summary>Whether numbers lie with their highest byte first.</summary>
    bool BigEndian { get; }

    /// <summary>The bytes of a storage, exactly as many as it says.</summary>
    ExactReader Open(TorchStorage storage);
}
