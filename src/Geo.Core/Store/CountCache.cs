using System.Collections.Concurrent;

namespace Geo.Core.Store;

/// <summary>How many rows fit a query at a revision: said once, as neither changes.</summary>
internal sealed class CountCache
{
    private const int Most = 2000;
    private readonly ConcurrentDictionary<string, long> _counts = new(StringComparer.Ordinal);

    public bool Knows(string query) => _counts.ContainsKey(query);

    public long Of(string query, Func<long> count)
    {
        if (_counts.TryGetValue(query, out long known))
        {
            return known;
        }

        if (_counts.Count >= Most)
        {
            _counts.Clear();
        }

        return _counts[query] = count();
    }
}
