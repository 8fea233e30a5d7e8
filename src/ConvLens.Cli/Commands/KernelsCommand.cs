using System.CommandLine;
using ConvLens.Cli.Options;
using ConvLens.Figures.Kernels;
using ConvLens.Insight.Diagnostics;
using ConvLens.Networks.Graph;

namespace ConvLens.Cli.Commands;

/// <summary><c>convlens kernels MODEL</c>.</summary>
internal static class KernelsCommand
{
    /// <summary>The command.</summary>
    public static Command Create(Terminal terminal)
    {
        Command command = new("kernels", "A sheet of all kernels of each convolution");
        ModelSelection model = new(command, terminal);
        SheetCommand sheets = new(command);
        command.SetAction(parsed =>
        {
            Network network = model.Network(parsed);
            IReadOnlyList<Node> nodes = sheets.Nodes(parsed, network);
            IReadOnlyList<KernelMaps> kernels = KernelMaps.Of(model.Parameters(parsed, network), nodes);
            if (kernels.Count == 0) throw new UsageException($"only convolutions have kernels, and none of {string.Join(", ", nodes.Select(node => $"'{node.Name}'"))} is one");
            return sheets.Write(terminal, parsed, network, model.Describe(parsed), kernels.Select(kernel => KernelFigure.Draw(kernel, sheets.FigureName(kernel.Node))));
        });
        return command;
    }
}
