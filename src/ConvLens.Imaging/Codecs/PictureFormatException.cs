namespace ConvLens.Imaging.Codecs;

/// <summary>Bytes are not the picture that their format promises, or more than may be read.</summary>
/// <remarks>The message is one sentence, <c>EXPECTED, found FOUND</c>; who knows the file puts its name in front.</remarks>
/// <param name="expected">What should have been there; the first half of the sentence.</param>
/// <param name="found">What was there; the words after "found".</param>
/// <param name="inner">The exception that told of it, where there was one.</param>
public sealed class PictureFormatException(string expected, string found, Exception? inner = null) : IOException($"{expected}, found {found}", inner)
{
    /// <summary>What should have been there.</summary>
    public string Expected => expected;

    /// <summary>What was there.</summary>
    public string Found => found;
}
