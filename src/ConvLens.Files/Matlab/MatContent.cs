namespace ConvLens.Files.Matlab;

/// <summary>What a MAT file holds.</summary>
/// <param name="Arrays">Numeric arrays, those in structs and cells too, in the file's order.</param>
/// <param name="Others">What is no array of numbers, with its class: text, empty and sparse arrays, objects.</param>
public sealed record MatContent(IReadOnlyList<MatArray> Arrays, IReadOnlyList<(string Name, string Class)> Others)
{
    /// <summary>An array by name, or null.</summary>
    public MatArray? Find(string name) => Arrays.FirstOrDefault(array => array.Name == name);
}
