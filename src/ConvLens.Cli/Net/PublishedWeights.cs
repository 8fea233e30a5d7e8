using System.Globalization;
using ConvLens.Cli.Progress;
using ConvLens.Data.Weights;
using ConvLens.Networks.Graph;

namespace ConvLens.Cli.Net;

/// <summary><c>--weights auto</c>: fetches a file of published weights and shows how far it has come.</summary>
internal static class PublishedWeights
{
    /// <summary>The path of the file.</summary>
    public static async Task<string> FindAsync(Terminal terminal, string file, Network network)
    {
        // What servers say of a length is lost with decompression; the parameters make up nearly all of a file.
        double bytes = network.Parameters.Sum(parameter => 4.0 * parameter.Spec.Shape.Length);
        using HttpFetcher fetcher = new();
        PublishedWeightsLocator locator = new(terminal.Environment("CONVLENS_DATA"), UserCache.Folder, fetcher);
        return await ConsoleProgress.WatchAsync(terminal, async progress =>
        {
            bool downloaded = false;
            string path = await locator.FindAsync(file, received =>
            {
                downloaded = true;
                progress.Report(file, Math.Min(received / bytes, 0.99), Megabytes(received));
            });
            if (downloaded) progress.Report(file, 1, Megabytes(new FileInfo(path).Length));
            return path;
        });
    }

    private static string Megabytes(long bytes) => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1e6:0.0} MB");
}
