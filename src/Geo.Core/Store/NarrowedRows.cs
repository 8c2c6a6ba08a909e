namespace Geo.Core.Store;

/// <summary>
/// Rows of the current table that fit, in the order of their numbers, where indexes (an R-tree, an index of a property) list the
/// numbers of those that may. An index lists them in an order of its own, so that the first row is known when all are listed: few
/// are, sorted and looked up. Of many the table itself is walked instead, as the page is soon full then; where a stretch of the table
/// holds next to none of them, the next ones are listed and walking goes on behind them. Hence the first row never waits for the
/// whole table, and memory does not depend on how many rows fit.
/// </summary>
internal sealed class NarrowedRows
{
    // Below one row in so many, listing costs less than walking on.
    private const int LongestStretch = 65_536, Sparse = 100;

    private readonly IReadOnlyList<(string Sql, bool Ordered)> _lists;
    private readonly ReadSession _session;
    private readonly ItemsSql _sql;
    private readonly BoxTest? _box;
    private readonly CancellationToken _cancel;
    private readonly Statement _one, _stretch;
    private readonly List<long> _listed = [];
    private readonly long _end;
    private readonly Reach _reach;
    private int _at, _length, _found;
    private bool _isWhole, _isWalking;
    private long _last, _upTo;

    /// <param name="session">In its transaction, with the filter's functions.</param>
    /// <param name="sql">The request.</param>
    /// <param name="lists">Of <see cref="ItemsSql.Lists"/>.</param>
    /// <param name="box">What the rows must meet besides.</param>
    /// <param name="table">The layer's table.</param>
    /// <param name="revision">No younger rows.</param>
    /// <param name="after">Only rows behind this one.</param>
    /// <param name="columns">Columns to read.</param>
    /// <param name="reach">How far is looked at a time.</param>
    /// <param name="cancel">Stops between rows.</param>
    public NarrowedRows(ReadSession session, ItemsSql sql, IReadOnlyList<(string Sql, bool Ordered)> lists, BoxTest? box, string table, long revision, long after, IReadOnlyList<ColumnDefinition> columns, Reach reach, CancellationToken cancel)
    {
        (_session, _sql, _lists, _box, _last, _reach, _length, _cancel) = (session, sql, lists, box, after, reach, reach.Stretch, cancel);
        (_one, _stretch) = (Ready(sql.One(columns)), Ready(sql.Window(columns)));
        _one.Bind("@revision", revision);
        _stretch.Bind("@revision", revision);
        var newest = session.Prepared($"SELECT max(fid) FROM {table}");
        newest.Step();
        _end = newest.Whole(0);
        newest.Reset();
        foreach (var (list, _) in lists)
        {
            if (List($"SELECT n FROM ({list}) WHERE n > @after LIMIT @most"))
            {
                _listed.Sort();
                return;
            }
        }

        _listed.Clear();
        Walk();
    }

    /// <summary>The next row; null at the end.</summary>
    public Statement? Next()
    {
        while (true)
        {
            if (_isWalking)
            {
                while (_stretch.Step())
                {
                    if (_box is null || _box.Meets(_stretch.Bytes(2)))
                    {
                        _found++;
                        return _stretch;
                    }
                }

                _stretch.Reset();
                _last = _upTo;
                if (_last >= _end) return null;
                if (_found >= _length / Sparse)
                {
                    _length = Math.Min(2 * _length, LongestStretch);
                    Walk();
                }
                else
                {
                    // Any list would do; an equality is the shorter one as a rule.
                    string list = _lists.FirstOrDefault(l => l.Ordered, _lists[0]).Sql;
                    List($"SELECT n FROM ({list}) WHERE n > @after ORDER BY n LIMIT @most");
                    (_isWalking, _length) = (false, _reach.Stretch);
                }
            }
            else if (_at < _listed.Count)
            {
                long number = _listed[_at++];
                // A row may touch several rectangles.
                if (number == _last) continue;
                _last = number;
                _cancel.ThrowIfCancellationRequested();
                _one.Reset();
                _one.Bind("@fid", number);
                if (_one.Step() && (_box is null || _box.Meets(_one.Bytes(2)))) return _one;
            }
            else if (_isWhole)
            {
                return null;
            }
            else
            {
                Walk();
            }
        }
    }

    private void Walk()
    {
        (_isWalking, _found, _upTo) = (true, 0, _last + _length);
        _stretch.Bind("@after", _last);
        _stretch.Bind("@upto", _upTo);
    }

    // True where all were listed; else only so many.
    private bool List(string sql)
    {
        _listed.Clear();
        _at = 0;
        var list = Ready(sql);
        list.Bind("@after", _last);
        list.Bind("@most", _reach.Listed);
        while (list.Step()) _listed.Add(list.Whole(0));
        list.Reset();
        return _isWhole = _listed.Count < _reach.Listed;
    }

    private Statement Ready(string sql)
    {
        var statement = _session.Prepared(sql);
        _sql.Bind(statement);
        return statement;
    }
}

/// <summary>How far is looked at a time before something else is tried.</summary>
/// <param name="Listed">Numbers that an index lists.</param>
/// <param name="Stretch">Rows that are walked before the stretch is judged; where it is worth it, the next is twice as long.</param>
internal readonly record struct Reach(int Listed, int Stretch)
{
    /// <summary>Some 5 ms each.</summary>
    public static Reach Usual => new(20_000, 4_096);
}
