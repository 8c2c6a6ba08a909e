namespace Geo.Core.Store;

/// <summary>
/// Reads what one request asks for at one revision. A box on its own is answered from the R-tree: the rows whose envelopes
/// touch it are looked up one by one, in the order of their numbers, until the page is full. Where the box takes in so much
/// that the list itself would be long, the rows are walked in order instead and each is tested.
/// </summary>
internal sealed class ItemsReading(ReadSessions sessions, CountCache counts, LayerDefinition layer, ItemsRequest request)
{
    /// <summary>Candidates of a box up to which a list of them is made: some 10 ms.</summary>
    private const int MostCandidates = 25_000;

    private readonly ItemsSql _sql = new(request, layer);
    private readonly BoxTest? _box = request.Bbox is { } box ? new BoxTest(box, request.Within) : null;

    /// <summary>Opens the page behind the row <paramref name="after"/> (0: the first).</summary>
    public RowCursor Open(long revision, long after, int limit, IReadOnlyList<ColumnDefinition>? columns = null, CancellationToken cancel = default)
    {
        var session = sessions.Rent();
        try
        {
            var chosen = columns ?? _sql.Columns;
            bool ended = Ended(session, session.Begin(), revision);
            session.Prepare(_sql.Register);
            return new RowCursor(session, Steps(session, ended, revision, after, chosen), revision, limit, chosen, cancel);
        }
        catch
        {
            session.Dispose();
            throw;
        }
    }

    /// <summary>How many rows fit at a revision; counting ends above <paramref name="most"/>, so that any greater number says "more".</summary>
    public long Count(long revision, long most)
    {
        return counts.Of(Question(revision, most), () => _box is not null && layer.GeometryKind == GeometryKind.None ? 0 : CountNow(revision, most));
    }

    /// <summary>This very count was made before.</summary>
    public bool IsCounted(long revision, long most) => counts.Knows(Question(revision, most));

    private string Question(long revision, long most) => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{layer.Table}|{revision}|{most}|{_sql.Question}");

    private long CountNow(long revision, long most)
    {
        using (var session = sessions.Rent())
        {
            bool ended = Ended(session, session.Begin(), revision);
            session.Prepare(_sql.Register);
            if (_box is null)
            {
                string rows = _sql.HasNoFilters && !ended ? $"SELECT 1 FROM {layer.Table} AS t WHERE t.revision <= @revision" : Unordered(ended);
                using var count = new Once(session.Prepared($"SELECT count(*) FROM ({rows} LIMIT @most)"));
                _sql.Bind(count.Statement);
                count.Statement.Bind("@revision", revision);
                count.Statement.Bind("@most", most == long.MaxValue ? -1 : most + 1);
                count.Statement.Step();
                return count.Statement.Whole(0);
            }

            if (_sql.HasNoFilters && !ended && request.Within is null)
            {
                return CountInBox(session, revision, most);
            }
        }

        long found = 0;
        using var cursor = Open(revision, 0, int.MaxValue, []);
        while (found <= most && cursor.Read())
        {
            found++;
        }

        return found;
    }

    private string Unordered(bool ended) => new ItemsSql(request with { SortBy = [] }, layer).Rows(ended, near: true, from: false, []).Replace("ORDER BY 1", "", StringComparison.Ordinal);

    // An envelope of the R-tree that lies inside the box needs no look at its row.
    private long CountInBox(ReadSession session, long revision, long most)
    {
        var box = request.Bbox!.Value;
        var candidates = session.Prepared(_sql.Candidates);
        _sql.Bind(candidates);
        var one = session.Prepared($"SELECT t.geom FROM {layer.Table} AS t WHERE t.fid = @fid AND t.revision <= @revision");
        long current = 0, newest = (long)Scalar(session, $"SELECT coalesce(max(revision), 0) FROM {layer.Table}");
        while (current <= most && candidates.Step())
        {
            bool inside = candidates.Number(1) >= box.MinX && candidates.Number(2) <= box.MaxX && candidates.Number(3) >= box.MinY && candidates.Number(4) <= box.MaxY;
            if (inside && newest <= revision)
            {
                current++;
                continue;
            }

            one.Bind("@fid", candidates.Whole(0));
            one.Bind("@revision", revision);
            current += one.Step() && _box!.Meets(one.Bytes(0)) ? 1 : 0;
            one.Reset();
        }

        candidates.Reset();
        return current;
    }

    private static object Scalar(ReadSession session, string sql)
    {
        using var once = new Once(session.Prepared(sql));
        once.Statement.Step();
        return once.Statement.Value(0)!;
    }

    private Func<Statement?> Steps(ReadSession session, bool ended, long revision, long after, IReadOnlyList<ColumnDefinition> columns)
    {
        if (_box is not null && layer.GeometryKind == GeometryKind.None)
        {
            return () => null;
        }

        if (_box is not null && !ended && request.SortBy.Count == 0 && Candidates(session, after) is { } fids)
        {
            return ByNumber(session, fids, revision, columns);
        }

        // The walk in order needs the R-tree of a box no more, but that of a filter; a sort wants few rows.
        var statement = session.Prepared(_sql.Rows(ended, near: request.SortBy.Count > 0 || ended || _box is null, after > 0, columns));
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

    private Func<Statement?> ByNumber(ReadSession session, List<long> fids, long revision, IReadOnlyList<ColumnDefinition> columns)
    {
        var one = session.Prepared(_sql.One(columns));
        _sql.Bind(one);
        one.Bind("@revision", revision);
        int at = 0;
        return () =>
        {
            while (at < fids.Count)
            {
                one.Reset();
                one.Bind("@fid", fids[at++]);
                if (one.Step() && _box!.Meets(one.Bytes(2)))
                {
                    return one;
                }
            }

            return null;
        };
    }

    // Null: too many to be listed.
    private List<long>? Candidates(ReadSession session, long after)
    {
        var statement = session.Prepared(_sql.CandidateIds);
        _sql.Bind(statement);
        var fids = new List<long>();
        while (statement.Step())
        {
            if (statement.Whole(0) is var fid && fid > after)
            {
                fids.Add(fid);
                if (fids.Count > MostCandidates)
                {
                    statement.Reset();
                    return null;
                }
            }
        }

        statement.Reset();
        fids.Sort();
        return fids;
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

    // At the newest revision nothing can have ended since.
    private bool Ended(ReadSession session, long now, long revision)
    {
        if (revision >= now)
        {
            return false;
        }

        using var ended = new Once(session.Prepared(SqlText.For("ended_since", layer)));
        ended.Statement.Bind("@revision", revision);
        ended.Statement.Step();
        return ended.Statement.Whole(0) != 0;
    }

    /// <summary>A statement that is reset when its answer was read.</summary>
    private readonly ref struct Once(Statement statement)
    {
        public Statement Statement => statement;

        public void Dispose() => statement.Reset();
    }
}
