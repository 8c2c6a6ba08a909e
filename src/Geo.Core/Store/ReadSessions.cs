using System.Collections.Concurrent;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Geo.Core.Store;

/// <summary>Connections that only read, kept open with their statements prepared. Thread-safe; a session belongs to one reader at a time.</summary>
internal sealed class ReadSessions(Func<SqliteConnection> open)
{
    private const int Kept = 32;
    private readonly ConcurrentStack<ReadSession> _idle = new();

    public ReadSession Rent() => _idle.TryPop(out var session) ? session : new ReadSession(open(), this);

    /// <summary>Closes what is idle, so that the file can be moved.</summary>
    public void Clear()
    {
        while (_idle.TryPop(out var session))
        {
            session.Close();
        }
    }

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

    /// <summary>Ends whatever runs on this connection as cancelled; from any thread.</summary>
    public void Interrupt() => raw.sqlite3_interrupt(connection.Handle);

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
