namespace Sonde.Engine.CommandLine;

/// <summary>The command line cannot be read. The message is worded as argparse words it; the exit code is 2.</summary>
internal sealed class UsageException(string message) : Exception(message);
