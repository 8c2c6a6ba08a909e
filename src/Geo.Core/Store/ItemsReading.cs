namespace Geo.Core.Store;

/// <summary>
/// Reads what one request asks for at one revision. Where an index narrows the rows of the current table, <see cref="NarrowedRows"/>
/// gives them in the order of their numbers; what is sorted or of the past is one statement.
/// </summary>
internal sealed class ItemsReading(ReadSessions sessions, CountCache counts, LayerDefinition layer, ItemsRequest request)
{
    private readonly ItemsSql _sql = new(request, layer);
    private readonly BoxTest? _box = request.Bbox is { } box ? new BoxTest(box, request.Within) : null;

    /// <summary>How far is looked at a time where an index narrows the rows.</summary>
    public Reach Reach { get; init; } = Reach.Usual;

    /// <summary>Opens the page behind the row <paramref name="after"/> (0: the first).</summary>
    public RowCursor Open(long revision, long after, int limit, IReadOnlyList<ColumnDefinition>? columns = null, CancellationToken cancel = default)
    {
        var session = sessions.Rent();
        try
        {
            var chosen = columns ?? _sql.Columns;
            // At the newest revision nothing can have ended since.
            bool ended = revision < session.Begin() && session.EndedSince(layer, revision);
            session.Prepare(_sql.Register);
            return new RowCursor(session, Steps(session, ended, revision, after, chosen, cancel), revision, limit, chosen, cancel);
        }
        catch
        {
            session.Dispose();
            throw;
        }
    }

    /// <summary>The token of the page behind one, known before its rows are read; null where there is none.</summary>
    public string? Next(long revision, long after, int limit, CancellationToken cancel)
    {
        if (_box is null && request.SortBy.Count == 0 && _sql.HasNoFilters && limit < int.MaxValue)
        {
            using var session = sessions.Rent();
            using var cancelling = session.Until(cancel);
            if (session.Begin() <= revision)
            {
                // SQLite itself passes over the page.
                using var ends = new Once(session.Prepared($"SELECT fid FROM {layer.Table} WHERE fid > @after ORDER BY fid LIMIT 2 OFFSET @passed"));
                ends.Statement.Bind("@after", after);
                ends.Statement.Bind("@passed", limit - 1);
                return ends.Statement.Step() && ends.Statement.Whole(0) is var last && ends.Statement.Step() ? PageToken.Format(revision, last) : null;
            }
        }

        using var cursor = Open(revision, after, limit, [], cancel);
        while (cursor.Read())
        {
        }

        return cursor.Next;
    }

    /// <summary>How many rows fit at a revision; counting ends above <paramref name="most"/>, so that any greater number says "more".</summary>
    public long Count(long revision, long most, CancellationToken cancel) =>
        counts.Of(Question(revision, most), () => _box is not null && layer.GeometryKind == GeometryKind.None ? 0 : CountNow(revision, most, cancel));

    /// <summary>This very count was made before.</summary>
    public bool IsCounted(long revision, long most) => counts.Knows(Question(revision, most));

    private string Question(long revision, long most) => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{layer.Table}|{revision}|{most}|{_sql.Question}");

    private long CountNow(long revision, long most, CancellationToken cancel)
    {
        cancel.ThrowIfCancellationRequested();
        using (var session = sessions.Rent())
        {
            using var cancelling = session.Until(cancel);
            // No row of the current table is younger than the newest revision.
            bool current = session.Begin() <= revision;
            long stop = most == long.MaxValue ? -1 : most + 1;
            session.Prepare(_sql.Register);
            if (current && _box is null)
            {
                return Counted(session, _sql.HasNoFilters ? $"SELECT count(*) FROM {layer.Table}" : $"SELECT count(*) FROM ({_sql.Countable})", stop);
            }

            if (current && _sql.HasNoFilters && request.Within is null)
            {
                long inside = Counted(session, SqlText.For("count_inside", layer), stop);
                return inside > most ? inside : inside + CountedAcross(session, most - inside, cancel);
            }
        }

        long found = 0;
        using var cursor = Open(revision, 0, int.MaxValue, [], cancel);
        while (found <= most && cursor.Read())
        {
            found++;
        }

        return found;
    }

    private long Counted(ReadSession session, string sql, long stop)
    {
        using var count = new Once(session.Prepared(sql));
        _sql.Bind(count.Statement);
        count.Statement.Bind("@most", stop);
        count.Statement.Step();
        return count.Statement.Whole(0);
    }

    private long CountedAcross(ReadSession session, long most, CancellationToken cancel)
    {
        using var across = new Once(session.Prepared(SqlText.For("candidates_across", layer)));
        _sql.Bind(across.Statement);
        long found = 0;
        while (found <= most && across.Statement.Step())
        {
            cancel.ThrowIfCancellationRequested();
            found += _box!.Meets(across.Statement.Bytes(0)) ? 1 : 0;
        }

        return found;
    }

    private Func<Statement?> Steps(ReadSession session, bool ended, long revision, long after, IReadOnlyList<ColumnDefinition> columns, CancellationToken cancel)
    {
        if (_box is not null && layer.GeometryKind == GeometryKind.None)
        {
            return () => null;
        }

        if (!ended && request.SortBy.Count == 0)
        {
            var lists = _sql.Lists(session.Indexes(layer.Table));
            // One equality alone is what SQLite serves in order by itself.
            if (lists.Any(list => !list.Ordered))
            {
                return new NarrowedRows(session, _sql, lists, _box, layer.Table, revision, after, columns, Reach, cancel).Next;
            }
        }

        var statement = session.Prepared(_sql.Rows(ended, near: true, after > 0, columns));
        _sql.Bind(statement);
        statement.Bind("@revision", revision);
        statement.Bind("@after", after);
        if (after > 0 && request.SortBy.Count > 0)
        {
            BindKeys(session, statement, revision, after);
        }

        return () =>
        {
            while (statement.Step())
            {
                if (_box is null || _box.Meets(statement.Bytes(2)))
                {
                    return statement;
                }
            }

            return null;
        };
    }

    private void BindKeys(ReadSession session, Statement statement, long revision, long after)
    {
        var keys = session.Prepared(_sql.Keys);
        keys.Bind("@after", after);
        keys.Bind("@revision", revision);
        if (!keys.Step())
        {
            throw new InputException($"layer {layer.Id}", "after", "no page ended there", "follow the link 'next' of the page before");
        }

        for (int i = 0; i < request.SortBy.Count; i++)
        {
            statement.Bind($"@k{i}", keys.Value(i));
        }

        keys.Reset();
    }

    /// <summary>A statement that is reset when its answer was read.</summary>
    private readonly ref struct Once(Statement statement)
    {
        public Statement Statement => statement;

        public void Dispose() => statement.Reset();
    }
}
