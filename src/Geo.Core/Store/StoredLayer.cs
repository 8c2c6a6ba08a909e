using Microsoft.Data.Sqlite;

namespace Geo.Core.Store;

/// <summary>Reading one layer: streamed pages, one item, counts, extents, versions. Readers never wait for the writer.</summary>
public sealed class StoredLayer
{
    private readonly Database _database;

    internal StoredLayer(Database database, LayerDefinition definition) => (_database, Definition) = (database, definition);

    /// <summary>Columns, titles, visibility.</summary>
    public LayerDefinition Definition { get; }

    /// <summary>The rows that a request asks for, ordered as they were first written, streamed. Each page of a series shows the revision of the first.</summary>
    /// <exception cref="InputException">A column or token that does not exist, a value that does not fit, a limit below 1.</exception>
    public FeaturePage Items(ItemsRequest request)
    {
        if (request.Limit < 1)
        {
            throw new InputException($"layer {Definition.Id}", "limit", $"{request.Limit} is not positive", "give 1 or more");
        }

        (long revision, long after) = request.After is { } token ? PageToken.Parse(token, Definition) : (RevisionOf(request), 0L);
        var filter = LayerFilter.Of(request, Definition);
        return new FeaturePage(revision,
            page => Enumerate(page, filter, after, request.Limit),
            () => CountAt(revision, filter));
    }

    /// <summary>How many rows fulfil the request, whatever its limit and token.</summary>
    public long Count(ItemsRequest request) => CountAt(RevisionOf(request), LayerFilter.Of(request, Definition));

    /// <summary>All rows.</summary>
    public long Count() => Count(ItemsRequest.All);

    /// <summary>One current row.</summary>
    /// <exception cref="NotFoundException">There is none of this id.</exception>
    public Feature Get(string id) => Find(id) ?? throw new NotFoundException($"item of {Definition.Id}", id);

    /// <summary>One current row; null where there is none.</summary>
    public Feature? Find(string id)
    {
        using var connection = _database.Open();
        using var command = connection.CreateCommand();
        command.CommandText = SqlText.For("row_by_id", Definition);
        command.Parameters.AddWithValue("@id", id);
        using var reader = command.ExecuteReader();
        return reader.Read() ? RowReader.Read(reader, 1, Definition) : null;
    }

    /// <summary>A row as it was known at an instant; null where there was none.</summary>
    /// <param name="id">Its id.</param>
    /// <param name="knownOn">The instant; null for now.</param>
    public Feature? Find(string id, DateTimeOffset? knownOn) => knownOn is null ? Find(id)
        : Items(new ItemsRequest { Limit = 1, AsKnownOn = knownOn, Matching = new Dictionary<string, string> { ["id"] = id } }).FirstOrDefault();

    /// <summary>The rows of a tile as one layer of a Mapbox vector tile; empty where nothing is there (see LayerTile).</summary>
    /// <param name="set">The tile's set.</param>
    /// <param name="at">Its address.</param>
    /// <param name="request">Which rows; its bbox, limit and token mean nothing here.</param>
    /// <param name="properties">Columns to send; null for all.</param>
    /// <param name="cancel">Stops between rows.</param>
    public byte[] Tile(Tiles.TileMatrixSet set, Tiles.TileAddress at, ItemsRequest request, IReadOnlyList<string>? properties, CancellationToken cancel) =>
        new LayerTile(_database, Definition).Make(set, at, request, properties, cancel);

    /// <summary>Every state that a row ever had, oldest first; empty for an id never seen.</summary>
    public IReadOnlyList<FeatureVersion> Versions(string id)
    {
        using var connection = _database.Open();
        using var command = connection.CreateCommand();
        command.CommandText = SqlText.For("versions", Definition);
        command.Parameters.AddWithValue("@id", id);
        using var reader = command.ExecuteReader();
        var versions = new List<FeatureVersion>();
        while (reader.Read())
        {
            versions.Add(new FeatureVersion(
                reader.GetInt64(0), reader.IsDBNull(1) ? null : reader.GetInt64(1),
                ColumnValue.Instant(reader.GetString(2)), reader.IsDBNull(3) ? null : ColumnValue.Instant(reader.GetString(3)),
                reader.GetString(4), reader.IsDBNull(5) ? null : reader.GetString(5), RowReader.Read(reader, 6, Definition)));
        }

        return versions;
    }

    /// <summary>The rectangle round all current geometries, CRS84; null where there are none.</summary>
    public Extent? Extent()
    {
        using var connection = _database.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT min_x, min_y, max_x, max_y FROM gpkg_contents WHERE table_name = @table AND min_x IS NOT NULL";
        command.Parameters.AddWithValue("@table", Definition.Table);
        using var reader = command.ExecuteReader();
        return reader.Read() ? new Extent(reader.GetDouble(0), reader.GetDouble(1), reader.GetDouble(2), reader.GetDouble(3)) : null;
    }

    /// <summary>First and last instant of the datetime column, UTC; null where there is none.</summary>
    public (DateTimeOffset From, DateTimeOffset To)? Interval()
    {
        if (Definition.DatetimeColumn is not { } column)
        {
            return null;
        }

        using var connection = _database.Open();
        using var command = connection.CreateCommand();
        command.CommandText = $"SELECT min({column}), max({column}) FROM {Definition.Table}";
        using var reader = command.ExecuteReader();
        return reader.Read() && !reader.IsDBNull(0)
            ? (ColumnValue.Instant(reader.GetString(0)), ColumnValue.Instant(reader.GetString(1)))
            : null;
    }

    private long RevisionOf(ItemsRequest request)
    {
        using var connection = _database.Open();
        using var command = connection.CreateCommand();
        command.CommandText = request.AsKnownOn is null
            ? "SELECT coalesce(max(revision), 0) FROM revisions"
            : "SELECT coalesce(max(revision), 0) FROM revisions WHERE at <= @at";
        if (request.AsKnownOn is { } at)
        {
            command.Parameters.AddWithValue("@at", ColumnValue.Instant(at));
        }

        return (long)command.ExecuteScalar()!;
    }

    private IEnumerable<Feature> Enumerate(FeaturePage page, LayerFilter filter, long after, int limit)
    {
        long last = after;
        int taken = 0;
        foreach (var (fid, feature) in Rows(page.Revision, after, filter))
        {
            if (taken == limit)
            {
                // One more row than the page holds: there is a next page.
                page.Next = PageToken.Format(page.Revision, last);
                yield break;
            }

            (last, taken) = (fid, taken + 1);
            yield return feature;
        }

        page.Next = null;
    }

    private long CountAt(long revision, LayerFilter filter)
    {
        if (filter.Bbox is not null)
        {
            return Rows(revision, 0, filter, geometryOnly: true).LongCount();
        }

        using var connection = _database.Open();
        using var transaction = connection.BeginTransaction(deferred: true);
        using var command = Command(connection, transaction, revision, 0, filter);
        command.CommandText = $"SELECT count(*) FROM ({command.CommandText})";
        return (long)command.ExecuteScalar()!;
    }

    private IEnumerable<(long Fid, Feature Feature)> Rows(long revision, long after, LayerFilter filter, bool geometryOnly = false)
    {
        if (filter.Bbox is not null && Definition.GeometryKind == GeometryKind.None)
        {
            yield break;
        }

        using var connection = _database.Open();
        // Deferred: a reader that takes the write lock would stop the writer.
        using var transaction = connection.BeginTransaction(deferred: true);
        using var command = Command(connection, transaction, revision, after, filter);
        using var reader = command.ExecuteReader();
        while (reader.Read())
        {
            var geometry = RowReader.Geometry(reader, 2);
            if (filter.Area is { } area && (geometry is null || !area.Intersects(geometry)))
            {
                continue;
            }

            yield return (reader.GetInt64(0), geometryOnly ? Nothing : RowReader.Read(reader, 1, Definition, geometry));
        }
    }

    private SqliteCommand Command(SqliteConnection connection, SqliteTransaction transaction, long revision, long after, LayerFilter filter)
    {
        var command = connection.CreateCommand();
        command.Transaction = transaction;
        command.Parameters.AddWithValue("@revision", revision);
        command.CommandText = SqlText.For("ended_since", Definition);
        bool ended = (long)command.ExecuteScalar()! != 0;

        command.CommandText = filter.Apply(SqlText.For(ended ? "items_as_of" : "items_current", Definition), Definition);
        command.Parameters.AddWithValue("@after", after);
        filter.AddParameters(command);
        return command;
    }

    private static readonly Feature Nothing = new("", null, new Dictionary<string, object?>());
}
