using Microsoft.Data.Sqlite;

namespace Geo.Core.Store;

/// <summary>Puts and deletes in one layer and its history, with statements prepared once.</summary>
internal sealed class LayerWriter : IDisposable
{
    private const string RunColumn = "run_id";
    private readonly LayerDefinition _layer;
    private readonly SqliteConnection _connection;
    private readonly SqliteTransaction _transaction;
    private readonly string _author;
    private readonly string? _runId;
    private readonly string _at;
    private readonly Func<long> _revision;
    private readonly Dictionary<string, SqliteCommand> _commands = [];
    private readonly int _runColumn;
    private readonly string[] _valueNames;

    public LayerWriter(SqliteConnection connection, SqliteTransaction transaction, LayerDefinition layer,
        string author, string? runId, string at, Func<long> revision)
    {
        (_connection, _transaction, _layer, _author, _runId, _at, _revision) = (connection, transaction, layer, author, runId, at, revision);
        _runColumn = layer.Columns.ToList().FindIndex(c => c.Name == RunColumn);
        _valueNames = [.. layer.Columns.Select((_, i) => $"@c{i}")];
    }

    /// <summary>Something was put or deleted that made a difference.</summary>
    public bool Changed { get; private set; }

    private bool HasGeometry => _layer.GeometryKind != GeometryKind.None;

    public Feature? Find(string id) => FindVersion(id)?.Feature;

    public (Feature Feature, long Revision)? FindVersion(string id)
    {
        using var reader = Select(id);
        return reader.Read() ? (RowReader.Read(reader, 1, _layer), reader.GetInt64(3 + _layer.Columns.Count)) : null;
    }

    public PutState Put(Feature feature)
    {
        Check(feature);
        var geometry = GeometryBlob.Write(feature.Geometry, _layer, feature.Id);
        var values = new object?[_layer.Columns.Count];
        bool known, differs = false;
        long fid = 0;
        using (var reader = Select(feature.Id))
        {
            known = reader.Read();
            if (known)
            {
                fid = reader.GetInt64(0);
                byte[]? stored = reader.IsDBNull(2) ? null : (byte[])reader.GetValue(2);
                differs = geometry is not null && (stored is null || !stored.AsSpan().SequenceEqual(geometry));
                geometry ??= stored;
            }

            for (int i = 0; i < values.Length; i++)
            {
                var column = _layer.Columns[i];
                object? before = known && !reader.IsDBNull(3 + i) ? reader.GetValue(3 + i) : null;
                values[i] = feature.Properties.TryGetValue(column.Name, out object? given)
                    ? ColumnValue.ToStored(given, column, $"{_layer.Id}/{feature.Id}")
                    : before;
                // Another run that finds the same is no change: the row goes on leading to the run that made it.
                differs |= column.Name != RunColumn && !SameValue(before, values[i]);
            }
        }

        if (known && !differs)
        {
            return PutState.Same;
        }

        if (_runId is not null)
        {
            values[_runColumn] = _runId;
        }

        if (known)
        {
            EndVersion(feature.Id);
            Run("update", () => UpdateSql, c => Bind(c, fid, feature.Id, geometry, values));
        }
        else
        {
            fid = (long)Scalar("insert", () => InsertSql, c => Bind(c, null, feature.Id, geometry, values))!;
        }

        Run("history", () => HistorySql, c => Bind(c, fid, feature.Id, geometry, values));
        Changed = true;
        return known ? PutState.Changed : PutState.New;
    }

    public bool Delete(string id)
    {
        int rows = Run("delete", () => $"DELETE FROM {_layer.Table} WHERE id = @id", c => c.Parameters["@id"].Value = id, "@id");
        if (rows == 0)
        {
            return false;
        }

        EndVersion(id);
        Changed = true;
        return true;
    }

    /// <summary>Brings the GeoPackage's own tables up to date.</summary>
    public void Complete()
    {
        if (!Changed)
        {
            return;
        }

        string contents = HasGeometry
            ? SqlText.For("update_contents", _layer)
            : $"UPDATE gpkg_contents SET last_change = @at WHERE table_name = '{_layer.Table}'";
        Run("contents", () => contents, c => c.Parameters["@at"].Value = _at, "@at");
        Run("history contents", () => SqlText.For("widen_history_contents", _layer), c => c.Parameters["@at"].Value = _at, "@at");
    }

    public void Dispose()
    {
        foreach (var command in _commands.Values)
        {
            command.Dispose();
        }
    }

    private string Names => string.Concat(_layer.Columns.Select(c => $", {c.Name}"));

    private string Places => string.Concat(_layer.Columns.Select((_, i) => $", @c{i}"));

    private string InsertSql =>
        $"INSERT INTO {_layer.Table} (id, revision{(HasGeometry ? ", geom" : "")}{Names}) VALUES (@id, @revision{(HasGeometry ? ", @geom" : "")}{Places}) RETURNING fid";

    private string UpdateSql =>
        $"UPDATE {_layer.Table} SET revision = @revision{(HasGeometry ? ", geom = @geom" : "")}{string.Concat(_layer.Columns.Select((c, i) => $", {c.Name} = @c{i}"))} WHERE fid = @fid";

    private string HistorySql =>
        $"INSERT INTO {_layer.Table}_history (fid, id, revision, valid_from, author{(HasGeometry ? ", geom" : "")}{Names}) VALUES (@fid, @id, @revision, @at, @author{(HasGeometry ? ", @geom" : "")}{Places})";

    private void Check(Feature feature)
    {
        if (string.IsNullOrWhiteSpace(feature.Id))
        {
            throw new ArgumentException($"a row of {_layer.Id} without id", nameof(feature));
        }

        foreach (string name in feature.Properties.Keys)
        {
            if (_layer.Column(name) is null)
            {
                throw new ArgumentException($"{_layer.Id} has no column {name}", nameof(feature));
            }
        }
    }

    private static bool SameValue(object? a, object? b) => (a, b) switch
    {
        (null, null) => true,
        (long n, double d) => n == d,
        (double d, long n) => d == n,
        _ => Equals(a, b),
    };

    private SqliteDataReader Select(string id)
    {
        var command = Command("select", () => SqlText.For("row_by_id", _layer), "@id");
        command.Parameters["@id"].Value = id;
        return command.ExecuteReader();
    }

    private void EndVersion(string id) => Run("end", () => SqlText.For("end_version", _layer), c =>
    {
        c.Parameters["@id"].Value = id;
        c.Parameters["@revision"].Value = _revision();
        c.Parameters["@at"].Value = _at;
    }, "@id", "@revision", "@at");

    private void Bind(SqliteCommand command, long? fid, string id, byte[]? geometry, object?[] values)
    {
        if (command.Parameters.Count == 0)
        {
            foreach (string name in (string[])["@fid", "@id", "@revision", "@at", "@author", "@geom", .. _valueNames])
            {
                // Those that the statement does not name are passed over.
                command.Parameters.Add(new SqliteParameter { ParameterName = name });
            }
        }

        void Set(int at, object? value) => command.Parameters[at].Value = value ?? DBNull.Value;
        Set(0, fid);
        Set(1, id);
        Set(2, _revision());
        Set(3, _at);
        Set(4, _author);
        Set(5, geometry);
        for (int i = 0; i < values.Length; i++)
        {
            Set(6 + i, values[i]);
        }
    }

    private int Run(string name, Func<string> sql, Action<SqliteCommand> bind, params string[] parameters)
    {
        var command = Command(name, sql, parameters);
        bind(command);
        return command.ExecuteNonQuery();
    }

    private object? Scalar(string name, Func<string> sql, Action<SqliteCommand> bind)
    {
        var command = Command(name, sql);
        bind(command);
        return command.ExecuteScalar();
    }

    private SqliteCommand Command(string name, Func<string> sql, params string[] parameters)
    {
        if (!_commands.TryGetValue(name, out var command))
        {
            command = _connection.CreateCommand();
            command.Transaction = _transaction;
            command.CommandText = sql();
            foreach (string parameter in parameters)
            {
                command.Parameters.Add(new SqliteParameter { ParameterName = parameter });
            }

            _commands.Add(name, command);
        }

        return command;
    }
}
