using System.Text.Json.Serialization;
using ConvLens.Training;

namespace ConvLens.Studies.Checkpoints;

/// <summary>How positions and histories of training runs stand in JSON; generated at build, so that trimmed programs can read it too.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(TrainingPosition))]
[JsonSerializable(typeof(EpochRecord[]))]
internal sealed partial class TrainingJson : JsonSerializerContext;
