namespace ConvLens.Data.Tests.Mnist;

/// <summary>Answers addresses from memory and notes which were asked for; an address without an answer cannot be reached.</summary>
internal sealed class FakeFetcher(Func<Uri, byte[]?> answer) : IFetcher
{
    public List<Uri> Asked { get; } = [];

    public Task<Stream> OpenAsync(Uri address, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        Asked.Add(address);
        return answer(address) is byte[] bytes ? Task.FromResult<Stream>(new MemoryStream(bytes)) : throw new IOException("no route");
    }
}
