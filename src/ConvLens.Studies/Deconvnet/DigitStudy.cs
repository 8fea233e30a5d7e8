using ConvLens.Insight.Deconvnet;
using ConvLens.Insight.Diagnostics;

namespace ConvLens.Studies.Deconvnet;

/// <summary>What the study found for one digit.</summary>
/// <param name="Digit">The digit.</param>
/// <param name="Prediction">The first test picture of it that is classified right.</param>
/// <param name="Skipped">Earlier test pictures of it, which are not.</param>
/// <param name="Projections">The projections of each convolution's maps, by the convolution's name.</param>
public sealed record DigitStudy(int Digit, ClassPrediction Prediction, IReadOnlyList<int> Skipped, IReadOnlyList<(string Convolution, DeconvnetProjection Projection)> Projections);
