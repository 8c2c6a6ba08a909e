using System.Diagnostics;
using System.Globalization;
using Geo.Core.Store;

namespace Geo.Jobs.Runs;

/// <summary>
/// Tells which running runs nobody executes any more, by how long this process has seen their lease unchanged on its own
/// monotonic clock: a wall clock that jumps ahead does not end the lease of a living run (it is renewed within a heartbeat),
/// one that jumps back does not prolong that of a dead one. Thread-safe.
/// </summary>
internal sealed class LeaseWatch(TimeProvider time, TimeSpan lease)
{
    private readonly Dictionary<string, (DateTimeOffset? Until, long Token, long Since)> _seen = [];
    private readonly Lock _gate = new();

    /// <summary>True once the run is dead: its lease has run out and was not renewed over two heartbeats, or its process is gone from this machine, or it was not renewed over a whole lease whatever the wall clock says.</summary>
    /// <param name="run">A running run, as it is now.</param>
    public bool IsDead(Run run)
    {
        bool ranOut = run.LeaseUntil is not { } until || until <= time.GetUtcNow();
        if (ranOut && OwnerIsGone(run.Owner)) return true;
        lock (_gate)
        {
            if (!_seen.TryGetValue(run.Id, out var seen) || seen.Until != run.LeaseUntil || seen.Token != run.FencingToken)
            {
                _seen[run.Id] = (run.LeaseUntil, run.FencingToken, time.GetTimestamp());
                return false;
            }

            return time.GetElapsedTime(seen.Since) >= (ranOut ? lease / 3 : lease);
        }
    }

    // "machine:pid" of this machine, and no such process.
    private static bool OwnerIsGone(string? owner)
    {
        if (owner is null || !owner.StartsWith(Environment.MachineName + ":", StringComparison.Ordinal)
            || !int.TryParse(owner.AsSpan(Environment.MachineName.Length + 1), NumberStyles.None, CultureInfo.InvariantCulture, out int pid))
        {
            return false;
        }

        try
        {
            using var process = Process.GetProcessById(pid);
            return process.HasExited;
        }
        catch (ArgumentException)
        {
            return true;
        }
    }
}
