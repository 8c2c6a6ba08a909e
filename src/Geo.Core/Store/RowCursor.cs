namespace Geo.Core.Store;

/// <summary>
/// The rows of one page, one after another, as SQLite holds them. Each page of a series shows the revision of the first.
/// Not thread-safe; dispose it to give its connection back.
/// </summary>
public sealed class RowCursor : IDisposable
{
    private readonly ReadSession _session;
    private readonly Func<Statement?> _step;
    private readonly long _revision;
    private readonly int _limit;
    private readonly CancellationToken _cancel;
    private readonly CancellationTokenRegistration _cancelling;
    private Statement? _current;
    private long _last;
    private int _taken;

    internal RowCursor(ReadSession session, Func<Statement?> step, long revision, int limit, IReadOnlyList<ColumnDefinition> columns, CancellationToken cancel)
    {
        (_session, _step, _revision, _limit, Columns, _cancel) = (session, step, revision, limit, columns, cancel);
        _cancelling = session.Until(cancel);
    }

    /// <summary>The columns of the rows.</summary>
    public IReadOnlyList<ColumnDefinition> Columns { get; }

    /// <summary>After <see cref="Read"/> has said false: the token of the next page; null where there is none.</summary>
    public string? Next { get; private set; }

    /// <summary>The row.</summary>
    public StoredRow Row => new(_current!, Columns);

    /// <summary>Goes on to the next row; false at the end of the page.</summary>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public bool Read()
    {
        // An interrupt between two statements is not heard.
        _cancel.ThrowIfCancellationRequested();
        _current = _step();
        if (_current is null)
        {
            return false;
        }

        if (_taken == _limit)
        {
            // One more row than the page holds: there is a next page.
            Next = PageToken.Format(_revision, _last);
            return false;
        }

        (_last, _taken) = (_current.Whole(0), _taken + 1);
        return true;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _cancelling.Dispose();
        _session.Dispose();
    }
}
