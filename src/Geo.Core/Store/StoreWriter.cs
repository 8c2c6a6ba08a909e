using Dapper;
using Geo.Core.Imagery;
using Microsoft.Data.Sqlite;

namespace Geo.Core.Store;

/// <summary>What can be done inside one write transaction. Only rows that differ from what is stored make a new version.</summary>
public sealed class StoreWriter : IDisposable
{
    private readonly SqliteConnection _connection;
    private readonly SqliteTransaction _transaction;
    private readonly string _author;
    private readonly string? _runId;
    private readonly DateTimeOffset _at;
    private readonly Dictionary<string, LayerWriter> _layers = [];
    private readonly List<(string Action, string? Subject, string? Reason)> _told = [];
    private long? _revision;

    internal StoreWriter(SqliteConnection connection, SqliteTransaction transaction, string author, string? runId, DateTimeOffset at)
    {
        (_connection, _transaction, _author, _runId, _at) = (connection, transaction, author, runId, at);
    }

    /// <summary>Inserts rows, or changes those of the same id: given properties replace stored ones, missing ones stay; a null geometry leaves the stored one. run_id becomes this run's where something changed.</summary>
    /// <returns>How many were new, changed, and the same as stored.</returns>
    /// <exception cref="ArgumentException">A property that the layer does not have, or of a wrong type: our bug, not a user's.</exception>
    public PutCounts Put(string layer, IEnumerable<Feature> features)
    {
        var writer = Writer(layer);
        var counts = default(PutCounts);
        foreach (var feature in features)
        {
            counts = writer.Put(feature) switch
            {
                PutState.New => counts with { New = counts.New + 1 },
                PutState.Changed => counts with { Changed = counts.Changed + 1 },
                _ => counts with { Same = counts.Same + 1 },
            };
        }

        return counts;
    }

    /// <summary>Inserts or changes one row.</summary>
    public PutState Put(string layer, Feature feature) => Writer(layer).Put(feature);

    /// <summary>Takes rows out of the current table; their history stays. Unknown ids are passed over.</summary>
    /// <returns>How many were there.</returns>
    public int Delete(string layer, IEnumerable<string> ids)
    {
        var writer = Writer(layer);
        return ids.Count(id => writer.Delete(id));
    }

    /// <summary>A current row as this transaction sees it; null where there is none.</summary>
    public Feature? Find(string layer, string id) => Writer(layer).Find(id);

    /// <summary>The same with the revision that wrote it.</summary>
    public (Feature Feature, long Revision)? FindVersion(string layer, string id) => Writer(layer).FindVersion(id);

    /// <summary>Records a scene with its STAC item.</summary>
    public PutState PutScene(Scene scene, string stacJson) => Writer(Layers.Scenes.Id).Put(SceneRecord.ToFeature(scene, stacJson));

    /// <summary>Ends the run in this same transaction: its rows and its state "done" become visible together.</summary>
    public void FinishRun(string outputsJson)
    {
        if (_runId is null)
        {
            throw new InvalidOperationException("no run writes here");
        }

        RunLedger.End(_connection, _transaction, _runId, "done", outputsJson, error: null, ColumnValue.Instant(_at));
    }

    /// <summary>Tells the audit log what this transaction does; also where it changes files under the writer's lock and no layer. Untold, a change of layers is logged by their names.</summary>
    /// <param name="action">What is done, as review or labels.write.</param>
    /// <param name="subject">On what, as detections/D1.</param>
    /// <param name="reason">Why, in the author's words; null where none was given.</param>
    public void Audit(string action, string? subject, string? reason = null) => _told.Add((action, subject, reason));

    /// <summary>True where another run of a kind has written since a revision: what this run has read may be older than what that one wrote.</summary>
    public bool OtherRunWrote(string kind, long since) =>
        _connection.ExecuteScalar<long>(SqlText.Get("other_run_wrote"), new { kind, since, own = _runId ?? "" }, _transaction) != 0;

    /// <summary>Nothing of this transaction will be kept: for dry runs, which want to know what would happen.</summary>
    public void Discard() => Discarded = true;

    internal bool Discarded { get; private set; }

    internal SqliteConnection Connection => _connection;

    internal SqliteTransaction Transaction => _transaction;

    internal string Author => _author;

    internal string? RunId => _runId;

    // Of the write, as it is stored.
    internal string At => ColumnValue.Instant(_at);

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var writer in _layers.Values)
        {
            writer.Dispose();
        }
    }

    internal long? Complete()
    {
        foreach (var writer in _layers.Values)
        {
            writer.Complete();
        }

        if (_told.Count == 0 && _revision is not null)
        {
            _told.Add((_runId is null ? "write" : "run.write", string.Join(", ", _layers.Where(l => l.Value.Changed).Select(l => l.Key)), null));
        }

        foreach (var (action, subject, reason) in _told)
        {
            AuditLog.Add(_connection, _transaction, ColumnValue.Instant(_at), _author, action, subject, reason, _revision, _runId);
        }

        return _revision;
    }

    private LayerWriter Writer(string layer)
    {
        if (!_layers.TryGetValue(layer, out var writer))
        {
            writer = new LayerWriter(_connection, _transaction, Layers.Get(layer), _author, _runId, ColumnValue.Instant(_at), Revision);
            _layers.Add(layer, writer);
        }

        return writer;
    }

    // Taken at the first change, so that a write without one leaves no revision.
    private long Revision()
    {
        if (_revision is null)
        {
            using var command = _connection.CreateCommand();
            command.Transaction = _transaction;
            command.CommandText = "INSERT INTO revisions (at, author, run_id) VALUES (@at, @author, @run) RETURNING revision";
            command.Parameters.AddWithValue("@at", ColumnValue.Instant(_at));
            command.Parameters.AddWithValue("@author", _author);
            command.Parameters.AddWithValue("@run", (object?)_runId ?? DBNull.Value);
            _revision = (long)command.ExecuteScalar()!;
        }

        return _revision.Value;
    }
}

/// <summary>What a put did.</summary>
public enum PutState
{
    /// <summary>Nothing: the stored row says the same.</summary>
    Same = 0,
    /// <summary>There was no row of this id.</summary>
    New,
    /// <summary>The row was changed.</summary>
    Changed,
}

/// <summary>What puts did.</summary>
public readonly record struct PutCounts(int New, int Changed, int Same);
