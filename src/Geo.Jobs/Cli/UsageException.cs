namespace Geo.Jobs.Cli;

/// <summary>The command was called in a way that it does not offer (exit 2).</summary>
internal sealed class UsageException(string message) : Exception(message);
