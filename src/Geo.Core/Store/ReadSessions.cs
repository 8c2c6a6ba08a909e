using System.Collections.Concurrent;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Geo.Core.Store;

/// <summary>Connections that only read, kept open with their statements prepared. Thread-safe; a session belongs to one reader at a time.</summary>
internal sealed class ReadSessions(Func<SqliteConnection> open)
{
    private const int Kept = 32;
    private readonly ConcurrentStack<ReadSession> _idle = new();
    private readonly ConcurrentDictionary<string, IReadOnlySet<string>> _indexes = new();

    public ReadSession Rent() => _idle.TryPop(out var session) ? session : new ReadSession(open(), this);

    /// <summary>Closes what is idle, so that the file can be moved.</summary>
    public void Clear()
    {
        while (_idle.TryPop(out var session))
        {
            session.Close();
        }
    }

    /// <summary>Columns of a table that an index begins with; none of a coarsened layer, which is a view. Looked up once.</summary>
    internal IReadOnlySet<string> Indexes(string table, ReadSession session) => _indexes.GetOrAdd(table, static (table, session) =>
    {
        var columns = new HashSet<string>();
        var statement = session.Prepared("SELECT i.name FROM pragma_index_list(@table) AS l, pragma_index_info(l.name) AS i WHERE i.seqno = 0 AND l.partial = 0 AND i.name IS NOT NULL");
        statement.Bind("@table", table);
        while (statement.Step()) columns.Add((string)statement.Value(0)!);
        statement.Reset();
        return columns;
    }, session);

    internal void Return(ReadSession session)
    {
        if (_idle.Count < Kept) _idle.Push(session);
        else session.Close();
    }
}

/// <summary>One read transaction: from the first <see cref="Begin"/> on it sees the store as it then was. Disposing gives the connection back.</summary>
internal sealed class ReadSession(SqliteConnection connection, ReadSessions home) : IDisposable
{
    private const int MostStatements = 200;
    private readonly Dictionary<string, Statement> _statements = [];
    private readonly List<Statement> _used = [];
    private bool _begun, _broken;

    /// <summary>Opens the transaction; the revision that it sees.</summary>
    public long Begin()
    {
        Run("BEGIN");
        _begun = true;
        return Newest();
    }

    /// <summary>The revision of the store: now, or as the transaction sees it.</summary>
    public long Newest()
    {
        var statement = Prepared("SELECT coalesce(max(revision), 0) FROM revisions");
        statement.Step();
        long revision = statement.Whole(0);
        statement.Reset();
        return revision;
    }

    /// <summary>The newest revision at an instant; 0 before the first.</summary>
    public long Newest(DateTimeOffset at)
    {
        var statement = Prepared("SELECT coalesce(max(revision), 0) FROM revisions WHERE at <= @at");
        statement.Bind("@at", ColumnValue.Instant(at));
        statement.Step();
        long revision = statement.Whole(0);
        statement.Reset();
        return revision;
    }

    /// <summary>Whether a state of the layer has ended after a revision.</summary>
    public bool EndedSince(LayerDefinition layer, long revision)
    {
        var statement = Prepared(SqlText.For("ended_since", layer));
        statement.Bind("@revision", revision);
        statement.Step();
        bool ended = statement.Whole(0) != 0;
        statement.Reset();
        return ended;
    }

    /// <summary>Changes the connection's functions; no statement may be running.</summary>
    public void Prepare(Action<SqliteConnection> change) => change(connection);

    /// <summary>A statement, prepared once a connection; it is reset when the session ends.</summary>
    public Statement Prepared(string sql)
    {
        if (!_statements.TryGetValue(sql, out var statement))
        {
            if (_statements.Count >= MostStatements)
            {
                Forget();
            }

            statement = new Statement(connection, sql);
            _statements.Add(sql, statement);
        }

        _used.Add(statement);
        return statement;
    }

    /// <summary>Columns of a table that an index begins with.</summary>
    public IReadOnlySet<string> Indexes(string table) => home.Indexes(table, this);

    /// <summary>Until it is disposed: when <paramref name="cancel"/> is, whatever runs on this connection ends as cancelled.</summary>
    public CancellationTokenRegistration Until(CancellationToken cancel) => cancel.UnsafeRegister(static state => ((ReadSession)state!).Interrupt(), this);

    private void Interrupt() => raw.sqlite3_interrupt(connection.Handle);

    public void Dispose()
    {
        foreach (var statement in _used)
        {
            statement.Reset();
        }

        _used.Clear();
        if (_begun)
        {
            _begun = false;
            try
            {
                Run("COMMIT");
            }
            catch (Exception e) when (e is SqliteException or OperationCanceledException)
            {
                _broken = true;
            }
        }

        if (_broken) Close();
        else home.Return(this);
    }

    internal void Close()
    {
        Forget();
        connection.Dispose();
    }

    // Only between queries: what is in use must not be forgotten.
    private void Forget()
    {
        foreach (var (sql, statement) in _statements.Where(s => !_used.Contains(s.Value)).ToList())
        {
            statement.Dispose();
            _statements.Remove(sql);
        }
    }

    private void Run(string sql)
    {
        var statement = Prepared(sql);
        statement.Step();
        statement.Reset();
    }
}
