using ConvLens.Data;

namespace ConvLens.Studies.Recipes;

/// <summary>Where data may be looked for, in this order.</summary>
/// <param name="Explicit">The folder that the user named with <c>--data</c>.</param>
/// <param name="Environment">The folder in <c>CONVLENS_DATA</c>.</param>
/// <param name="Cache">The user's cache.</param>
/// <param name="Fetcher">Downloads into the cache; null to stay offline.</param>
public sealed record DataPlaces(string? Explicit, string? Environment, string? Cache, IFetcher? Fetcher);
