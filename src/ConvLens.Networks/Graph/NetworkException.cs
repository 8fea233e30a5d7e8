namespace ConvLens.Networks.Graph;

/// <summary>A network, its parameters or its input do not fit together. The message is one sentence: the node or parameter, what was found, what was expected.</summary>
public sealed class NetworkException(string message) : Exception(message);
