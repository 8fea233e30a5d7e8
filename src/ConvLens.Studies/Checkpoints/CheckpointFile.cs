using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using ConvLens.Compute.Tensors;
using ConvLens.Data.Batches;
using ConvLens.Files;
using ConvLens.Files.Safetensors;
using ConvLens.Files.Weights;
using ConvLens.Training;

namespace ConvLens.Studies.Checkpoints;

/// <summary>A training run between two steps as a safetensors file: parameters, what the optimizer remembers, position and history.</summary>
/// <remarks>Bits survive the round trip, so a resumed run equals one that was never stopped.</remarks>
public static class CheckpointFile
{
    /// <summary>The file's name in a result folder.</summary>
    public const string Name = "checkpoint.safetensors";

    private const string OptimizerPrefix = "optimizer/", PlanKey = "plan", DataKey = "data", PositionKey = "position", HistoryKey = "history";

    /// <summary>Writes a state.</summary>
    public static void Save(string path, TrainingPlan plan, Dataset train, TrainingState state) =>
        SafetensorsFile.Write(
            path,
            [.. state.Parameters.Select(pair => (pair.Key, pair.Value)), .. state.OptimizerTensors.Select(pair => (OptimizerPrefix + pair.Key, pair.Value))],
            new Dictionary<string, string>(StringComparer.Ordinal)
            {
                [PlanKey] = plan.Description,
                [DataKey] = DescribeData(train),
                [PositionKey] = JsonSerializer.Serialize(state.Position, TrainingJson.Default.TrainingPosition),
                [HistoryKey] = JsonSerializer.Serialize([.. state.History], TrainingJson.Default.EpochRecordArray),
            });

    /// <summary>Reads the state of a run of the same plan on the same data.</summary>
    /// <exception cref="FileFormatException">The file is damaged, is no checkpoint, or belongs to another plan or other data.</exception>
    public static TrainingState Load(string path, TrainingPlan plan, Dataset train)
    {
        SafetensorsContent content = SafetensorsFile.Read(path);
        Require(path, content, PlanKey, plan.Description);
        Require(path, content, DataKey, DescribeData(train));
        Dictionary<string, Tensor> tensors = content.Tensors.ToDictionary(entry => entry.Name, entry => entry.Tensor, StringComparer.Ordinal);
        TrainingPosition position = Parse(path, content, PositionKey, TrainingJson.Default.TrainingPosition);
        int batches = plan.StepsPerEpoch(train.Count);
        if (position.Epoch < 0 || position.Batch < 0 || position.Batch > batches || position.Steps != ((long)position.Epoch * batches) + position.Batch)
            throw new FileFormatException(path, $"the position must lie in epochs of {batches} steps", $"epoch {position.Epoch}, batch {position.Batch}, step {position.Steps}");
        if (position.Epoch > plan.Epochs) throw new FileFormatException(path, $"the run has {plan.Epochs} epochs", $"{position.Epoch} complete");
        EpochRecord[] history = Parse(path, content, HistoryKey, TrainingJson.Default.EpochRecordArray);
        if (history.Length != position.Epoch || history.Any(epoch => epoch is null)) throw new FileFormatException(path, $"the history must hold {position.Epoch} epochs", $"{history.Count(epoch => epoch is not null)}");
        return new(
            WeightMatching.Fit(path, plan.Network, tensors.Where(pair => !pair.Key.StartsWith(OptimizerPrefix, StringComparison.Ordinal)).ToDictionary(StringComparer.Ordinal)),
            OptimizerTensors(path, plan, tensors, position.Steps > 0),
            position,
            history);
    }

    private static Dictionary<string, Tensor> OptimizerTensors(string path, TrainingPlan plan, Dictionary<string, Tensor> tensors, bool expected)
    {
        Dictionary<string, Tensor> remembered = new(StringComparer.Ordinal);
        if (!expected) return remembered;
        foreach ((string parameter, var spec) in plan.Network.Parameters.Where(parameter => parameter.Spec.Trainable))
            foreach (string slot in plan.Optimizer.Slots)
            {
                string key = $"{slot}/{parameter}";
                if (!tensors.TryGetValue(OptimizerPrefix + key, out Tensor? tensor)) throw new FileFormatException(path, $"the optimizer needs a tensor '{OptimizerPrefix}{key}'", "none");
                if (tensor.Shape != spec.Shape) throw new FileFormatException(path, $"tensor '{OptimizerPrefix}{key}' must be {spec.Shape}", $"{tensor.Shape}");
                remembered[key] = tensor;
            }

        return remembered;
    }

    private static string DescribeData(Dataset data) => string.Create(CultureInfo.InvariantCulture, $"{data.Name}, {data.Count} samples");

    private static void Require(string path, SafetensorsContent content, string key, string expected)
    {
        string found = content.Metadata.TryGetValue(key, out string? value) ? $"'{value}'" : "nothing";
        if (found != $"'{expected}'") throw new FileFormatException(path, $"a checkpoint to resume needs the {key} '{expected}'", found);
    }

    private static T Parse<T>(string path, SafetensorsContent content, string key, JsonTypeInfo<T> type)
    {
        string text = content.Metadata.GetValueOrDefault(key, "");
        try
        {
            return JsonSerializer.Deserialize(text, type) ?? throw new FileFormatException(path, $"a checkpoint needs its {key}", "null");
        }
        catch (JsonException)
        {
            throw new FileFormatException(path, $"a checkpoint needs its {key} as JSON", $"'{(text.Length > 40 ? text[..40] + "…" : text)}'");
        }
    }
}
