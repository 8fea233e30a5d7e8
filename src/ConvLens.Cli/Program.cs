using ConvLens.Cli;

return await CommandLine.RunAsync(args, Terminal.OfProcess());
