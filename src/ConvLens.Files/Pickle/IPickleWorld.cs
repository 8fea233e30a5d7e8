namespace ConvLens.Files.Pickle;

/// <summary>What lies outside a pickle: the globals it may ask for and the objects stored beside it.</summary>
internal interface IPickleWorld
{
    /// <summary>The value of a global: a <see cref="PickleFunction"/> where it can be called. Refuses the file where the global is not known.</summary>
    object Global(string module, string name);

    /// <summary>The object that the pickle calls by an identifier of its own.</summary>
    object? Persistent(object? id);
}
