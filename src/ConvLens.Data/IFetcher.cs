namespace ConvLens.Data;

/// <summary>Opens addresses; the rooms with a socket hand one in.</summary>
public interface IFetcher
{
    /// <summary>Opens what stands at an address; the caller disposes the stream.</summary>
    /// <exception cref="IOException">The address cannot be reached or refuses.</exception>
    Task<Stream> OpenAsync(Uri address, CancellationToken cancellationToken);
}
