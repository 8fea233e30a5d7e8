using ConvLens.Data;

namespace ConvLens.Cli.Net;

/// <summary>Downloads over HTTPS.</summary>
internal sealed class HttpFetcher : IFetcher, IDisposable
{
    private readonly HttpClient _client = new() { Timeout = TimeSpan.FromSeconds(60) };

    /// <inheritdoc/>
    public async Task<Stream> OpenAsync(Uri address, CancellationToken cancellationToken) => await _client.GetStreamAsync(address, cancellationToken);

    /// <inheritdoc/>
    public void Dispose() => _client.Dispose();
}
