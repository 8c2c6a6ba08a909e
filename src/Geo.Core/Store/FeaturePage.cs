using System.Collections;

namespace Geo.Core.Store;

/// <summary>Rows of one revision of a layer, read as they are enumerated; enumerate once.</summary>
public sealed class FeaturePage : IEnumerable<Feature>
{
    private readonly Func<bool, CancellationToken, RowCursor> _open;
    private readonly Func<long, CancellationToken, long> _count;
    private readonly Func<long, bool> _isCounted;
    private readonly Func<CancellationToken, string?> _next;

    internal FeaturePage(long revision, Func<bool, CancellationToken, RowCursor> open, Func<long, CancellationToken, long> count, Func<long, bool> isCounted, Func<CancellationToken, string?> next)
    {
        (Revision, _open, _count, _isCounted, _next) = (revision, open, count, isCounted, next);
    }

    /// <summary>The revision of the workspace that the page shows.</summary>
    public long Revision { get; }

    /// <summary>Set after the enumeration has ended: the token of the next page (letters, digits and hyphen only); null where there is none.</summary>
    public string? Next { get; private set; }

    /// <summary>How many rows fulfil the request in this revision, over all pages.</summary>
    public long NumberMatched(CancellationToken cancel) => _count(long.MaxValue, cancel);

    /// <summary>The same where there are at most so many; null above, which is known without counting further.</summary>
    public long? NumberMatched(long most, CancellationToken cancel) => _count(most, cancel) is var matched && matched <= most ? matched : null;

    /// <summary>Counting so far was done before and takes no time.</summary>
    public bool IsCounted(long most) => _isCounted(most);

    /// <summary>The rows unparsed, for who writes them on at once.</summary>
    public RowCursor Open(CancellationToken cancel) => _open(true, cancel);

    /// <summary>The token of the next page, before this one is read; null where there is none.</summary>
    public string? NextToken(CancellationToken cancel) => _next(cancel);

    /// <summary>The same rows without their columns.</summary>
    public RowCursor Ahead(CancellationToken cancel) => _open(false, cancel);

    /// <summary>Set after the enumeration has ended: how many rows there were.</summary>
    public int Returned { get; private set; }

    /// <inheritdoc/>
    public IEnumerator<Feature> GetEnumerator()
    {
        using var cursor = _open(true, CancellationToken.None);
        while (cursor.Read())
        {
            Returned++;
            yield return cursor.Row.Feature();
        }

        Next = cursor.Next;
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
