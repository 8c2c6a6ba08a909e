using Geo.Core.Store;

namespace Geo.Jobs.Cli;

/// <summary>A run ended as failed; the message is the run's own error.</summary>
internal sealed class RunFailedException(Run run) : Exception(run.Error ?? $"run {run.Id} failed")
{
    public string RunId { get; } = run.Id;
}
