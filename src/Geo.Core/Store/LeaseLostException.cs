namespace Geo.Core.Store;

/// <summary>A run's process came back after its lease had been taken over, or after the run had ended: nothing of what it tried was written.</summary>
public sealed class LeaseLostException(string runId, long token)
    : Exception($"run {runId}: the lease with token {token} is no longer held; another process has taken the run over or it has ended")
{
    /// <summary>The run.</summary>
    public string RunId { get; } = runId;

    /// <summary>The token of the claim that was lost.</summary>
    public long Token { get; } = token;
}
