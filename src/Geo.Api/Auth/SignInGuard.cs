namespace Geo.Api.Auth;

/// <summary>
/// Slows guessing down: after some failed sign-ins of one account, or from one address, each further try has to wait, twice
/// as long each time. Unknown accounts count as known ones do, so that nothing is learnt from the wait. Kept in memory.
/// </summary>
internal sealed class SignInGuard(TimeProvider time)
{
    /// <summary>Failures of one account before it has to wait.</summary>
    public const int OfAccount = 5;

    /// <summary>Failures from one address before it has to wait: an office may share one.</summary>
    public const int OfAddress = 20;

    private const int MostKept = 20_000, LongestName = 64;

    /// <summary>Failures count together that lie no further apart.</summary>
    public static readonly TimeSpan Span = TimeSpan.FromMinutes(15);

    /// <summary>The longest wait.</summary>
    public static readonly TimeSpan LongestWait = TimeSpan.FromHours(1);

    private static readonly TimeSpan FirstWait = TimeSpan.FromMinutes(1);

    private readonly Lock _lock = new();
    private readonly Dictionary<string, Count> _counts = [];

    /// <summary>Accounts and addresses remembered.</summary>
    public int Kept
    {
        get
        {
            lock (_lock) return _counts.Count;
        }
    }

    /// <summary>Counts a try as failed, until <see cref="Succeeded"/>: many at once are no way around.</summary>
    /// <param name="account">Name as typed; null where there is none, as for the token.</param>
    /// <param name="address">Where it comes from.</param>
    /// <returns>How long to wait instead; null where the try may go on.</returns>
    public TimeSpan? Enter(string? account, string address)
    {
        lock (_lock)
        {
            var now = time.GetUtcNow();
            var keys = Keys(account, address).ToList();
            var wait = keys.Max(key => Wait(key.Key, key.Limit, now));
            if (wait > TimeSpan.Zero) return wait;
            if (_counts.Count > MostKept) Sweep(now);
            foreach (var (key, limit) in keys)
            {
                var before = Now(key, limit, now);
                _counts[key] = new Count(before.Failures + 1, now);
            }

            return null;
        }
    }

    /// <summary>The try was none of guessing.</summary>
    public void Succeeded(string? account, string address)
    {
        lock (_lock)
        {
            foreach (var (key, _) in Keys(account, address))
            {
                // An address keeps its other failures: who has one account could else go on guessing another's.
                if (key[0] == 'a') _counts.Remove(key);
                else if (_counts.TryGetValue(key, out var count)) _counts[key] = count with { Failures = count.Failures - 1 };
            }
        }
    }

    private static IEnumerable<(string Key, int Limit)> Keys(string? account, string address)
    {
        if (account is not null) yield return ("a " + account[..Math.Min(account.Length, LongestName)].ToUpperInvariant(), OfAccount);
        yield return ("i " + address, OfAddress);
    }

    private static TimeSpan WaitAfter(int failures, int limit) =>
        failures < limit ? TimeSpan.Zero : TimeSpan.FromTicks((long)Math.Min(LongestWait.Ticks, FirstWait.Ticks * Math.Pow(2, failures - limit)));

    private TimeSpan Wait(string key, int limit, DateTimeOffset now)
    {
        var count = Now(key, limit, now);
        return WaitAfter(count.Failures, limit) - (now - count.Last);
    }

    private Count Now(string key, int limit, DateTimeOffset now) =>
        _counts.TryGetValue(key, out var count) && now - count.Last < Span + WaitAfter(count.Failures, limit) ? count : new Count(0, now);

    private void Sweep(DateTimeOffset now)
    {
        foreach (string old in _counts.Where(c => now - c.Value.Last > Span + LongestWait).Select(c => c.Key).ToList()) _counts.Remove(old);
        // Still too many: somebody makes names up. The oldest half goes.
        if (_counts.Count > MostKept)
        {
            foreach (string old in _counts.OrderBy(c => c.Value.Last).Take(MostKept / 2).Select(c => c.Key).ToList()) _counts.Remove(old);
        }
    }

    private readonly record struct Count(int Failures, DateTimeOffset Last);
}
