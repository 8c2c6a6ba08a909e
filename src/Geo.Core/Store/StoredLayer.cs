namespace Geo.Core.Store;

/// <summary>Reading one layer: streamed pages, one item, counts, extents, versions. Readers never wait for the writer.</summary>
public sealed class StoredLayer
{
    private readonly Database _database;

    private readonly CountCache _counts;

    internal StoredLayer(Database database, CountCache counts, LayerDefinition definition) => (_database, _counts, Definition) = (database, counts, definition);

    /// <summary>Columns, titles, visibility.</summary>
    public LayerDefinition Definition { get; }

    /// <summary>The rows that a request asks for, in the request's order, streamed. Each page of a series shows the revision of the first.</summary>
    /// <exception cref="InputException">A column or token that does not exist, a value that does not fit, a limit below 1.</exception>
    public FeaturePage Items(ItemsRequest request)
    {
        if (request.Limit < 1)
        {
            throw new InputException($"layer {Definition.Id}", "limit", $"{request.Limit} is not positive", "give 1 or more");
        }

        (long revision, long after) = request.After is { } token ? PageToken.Parse(token, Definition) : (RevisionOf(request), 0L);
        var reading = new ItemsReading(_database.Reading, _counts, Definition, request);
        return new FeaturePage(revision, (whole, cancel) => reading.Open(revision, after, request.Limit, whole ? null : [], cancel), (most, cancel) => reading.Count(revision, most, cancel), most => reading.IsCounted(revision, most),
            cancel => reading.Next(revision, after, request.Limit, cancel));
    }

    /// <summary>How many rows fulfil the request, whatever its limit and token.</summary>
    public long Count(ItemsRequest request) => new ItemsReading(_database.Reading, _counts, Definition, request).Count(RevisionOf(request), long.MaxValue, CancellationToken.None);

    /// <summary>All rows.</summary>
    public long Count() => Count(ItemsRequest.All);

    /// <summary>One current row.</summary>
    /// <exception cref="NotFoundException">There is none of this id.</exception>
    public Feature Get(string id) => Find(id) ?? throw new NotFoundException($"item of {Definition.Id}", id);

    /// <summary>One current row; null where there is none.</summary>
    public Feature? Find(string id) => FindVersion(id)?.Feature;

    /// <summary>Shows one row unparsed, as it is or as it was known at an instant; false where there is none.</summary>
    public bool See(string id, DateTimeOffset? knownOn, RowView view)
    {
        if (knownOn is null)
        {
            using var session = _database.Reading.Rent();
            var statement = session.Prepared(SqlText.For("row_by_id", Definition));
            statement.Bind("@id", id);
            if (!statement.Step())
            {
                return false;
            }

            view(new StoredRow(statement, Definition.Columns), statement.Whole(3 + Definition.Columns.Count));
            return true;
        }

        using var cursor = Items(new ItemsRequest { Limit = 1, AsKnownOn = knownOn, Matching = new Dictionary<string, string> { ["id"] = id } }).Open(CancellationToken.None);
        if (!cursor.Read())
        {
            return false;
        }

        view(cursor.Row, null);
        return true;
    }

    /// <summary>One current row with the revision that wrote it; null where there is none.</summary>
    public (Feature Feature, long Revision)? FindVersion(string id)
    {
        using var session = _database.Reading.Rent();
        var statement = session.Prepared(SqlText.For("row_by_id", Definition));
        statement.Bind("@id", id);
        return statement.Step() ? (new StoredRow(statement, Definition.Columns).Feature(), statement.Whole(3 + Definition.Columns.Count)) : null;
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
        new LayerTile(_database.Reading, Definition).Make(set, at, request, properties, cancel);

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
        if (Definition.HasCoarsePlaces) return CoarseExtent();
        using var connection = _database.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT min_x, min_y, max_x, max_y FROM gpkg_contents WHERE table_name = @table AND min_x IS NOT NULL";
        command.Parameters.AddWithValue("@table", Definition.Table);
        using var reader = command.ExecuteReader();
        return reader.Read() ? new Extent(reader.GetDouble(0), reader.GetDouble(1), reader.GetDouble(2), reader.GetDouble(3)) : null;
    }

    private Extent? CoarseExtent()
    {
        // A connection that is kept: making one's views takes longer than a tile.
        using var session = _database.Reading.Rent();
        long revision = session.Begin();
        if (_database.CoarseExtents.TryGetValue(Definition.Table, out var known) && known.Revision == revision) return known.Extent;
        var statement = session.Prepared($"SELECT min(ST_MinX(geom)), min(ST_MinY(geom)), max(ST_MaxX(geom)), max(ST_MaxY(geom)) FROM {Definition.Table}");
        Extent? extent = statement.Step() && statement.Kind(0) != StoredKind.Nothing ? new Extent(statement.Number(0), statement.Number(1), statement.Number(2), statement.Number(3)) : null;
        statement.Reset();
        _database.CoarseExtents[Definition.Table] = (revision, extent);
        return extent;
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
        if (request is { AsKnownOn: null, AtRevision: { } told })
        {
            return told;
        }

        using var session = _database.Reading.Rent();
        if (request.AsKnownOn is not { } at)
        {
            return session.Newest();
        }

        return session.Newest(at);
    }
}
