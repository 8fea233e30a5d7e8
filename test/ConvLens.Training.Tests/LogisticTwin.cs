using ConvLens.Data.Batches;
using ConvLens.Networks.Parameters;

namespace ConvLens.Training.Tests;

/// <summary>Multinomial logistic regression by gradient descent with momentum, in double precision and without any part of the trainer.</summary>
internal sealed class LogisticTwin
{
    private readonly int _classes, _features;

    public LogisticTwin(TrainingPlan plan, Dataset train, Dataset test, double momentum)
    {
        ParameterSet initial = ParameterSet.Initialize(plan.Network, plan.Seed);
        Weights = [.. initial["fc1.weight"].ToLogical().Select(value => (double)value)];
        Biases = [.. initial["fc1.bias"].ToLogical().Select(value => (double)value)];
        (_classes, _features) = (Biases.Length, Weights.Length / Biases.Length);
        double[] weightVelocity = new double[Weights.Length], biasVelocity = new double[_classes];
        for (int epoch = 0; epoch < plan.Epochs; epoch++)
        {
            double rate = plan.Optimizer.LearningRate * plan.Schedule.FactorAt(epoch), loss = 0;
            int right = 0;
            foreach (int[] batch in EpochOrder.Of(plan.Seed, epoch, train.Count).Chunk(plan.BatchSize))
            {
                double[] weightGradient = new double[Weights.Length], biasGradient = new double[_classes];
                foreach (int sample in batch)
                {
                    double[] probabilities = Probabilities(train, sample);
                    loss -= Math.Log(probabilities[train.Labels[sample]]);
                    if (Array.IndexOf(probabilities, probabilities.Max()) == train.Labels[sample]) right++;
                    for (int c = 0; c < _classes; c++)
                    {
                        double signal = (probabilities[c] - (train.Labels[sample] == c ? 1 : 0)) / batch.Length;
                        biasGradient[c] += signal;
                        for (int f = 0; f < _features; f++) weightGradient[(c * _features) + f] += signal * Pixel(train, sample, f);
                    }
                }

                Descend(Weights, weightVelocity, weightGradient, rate, momentum);
                Descend(Biases, biasVelocity, biasGradient, rate, momentum);
            }

            (double testLoss, double testAccuracy) = Measure(test);
            History.Add(new(epoch + 1, loss / train.Count, (double)right / train.Count, testLoss, testAccuracy));
        }
    }

    public double[] Weights { get; }

    public double[] Biases { get; }

    public List<EpochRecord> History { get; } = [];

    private static void Descend(double[] values, double[] velocity, double[] gradient, double rate, double momentum)
    {
        for (int i = 0; i < values.Length; i++)
        {
            velocity[i] = (momentum * velocity[i]) + gradient[i];
            values[i] -= rate * velocity[i];
        }
    }

    private static double Pixel(Dataset data, int sample, int feature) => data.Inputs.Values[(sample * data.Inputs.Length / data.Count) + feature];

    private double[] Probabilities(Dataset data, int sample)
    {
        double[] exponentials = [.. Enumerable.Range(0, _classes).Select(c =>
            Math.Exp(Biases[c] + Enumerable.Range(0, _features).Sum(f => Weights[(c * _features) + f] * Pixel(data, sample, f))))];
        return [.. exponentials.Select(value => value / exponentials.Sum())];
    }

    private (double Loss, double Accuracy) Measure(Dataset data)
    {
        double[][] rows = [.. Enumerable.Range(0, data.Count).Select(sample => Probabilities(data, sample))];
        return (
            rows.Select((row, sample) => -Math.Log(row[data.Labels[sample]])).Average(),
            rows.Where((row, sample) => Array.IndexOf(row, row.Max()) == data.Labels[sample]).Count() / (double)data.Count);
    }
}
