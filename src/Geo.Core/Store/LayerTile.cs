using System.Runtime.InteropServices;
using Geo.Core.Tiles;
using Geo.Core.Tiles.Mvt;
using Microsoft.Data.Sqlite;

namespace Geo.Core.Store;

/// <summary>
/// Rows of a layer as one layer of a vector tile, read straight from SQLite's memory. Where a tile would hold more than
/// <see cref="MostFeatures"/>, those smaller than a cell share it: the cell stands for them, with the first one's
/// properties and how many they are in <see cref="CountKey"/>. Cells grow until the tile is small enough.
/// </summary>
internal sealed class LayerTile(Database database, LayerDefinition layer)
{
    /// <summary>Features a tile before they share cells.</summary>
    public const int MostFeatures = 20_000;

    /// <summary>Property that says how many features a cell stands for.</summary>
    public const string CountKey = "feature_count";

    private const int FirstCell = 4, Longest = 32;

    private readonly record struct Candidate(long Fid, float MinX, float MinY, float MaxX, float MaxY);

    private readonly record struct Kept(long Fid, int Cell, int Left, int Top, int Stands);

    /// <summary>The tile.</summary>
    /// <param name="set">Its set.</param>
    /// <param name="at">Its address.</param>
    /// <param name="request">Which rows; its bbox, limit and token mean nothing here.</param>
    /// <param name="properties">Columns to send; null for all.</param>
    /// <param name="cancel">Stops between rows.</param>
    /// <returns>MVT; empty where nothing is there.</returns>
    public byte[] Make(TileMatrixSet set, TileAddress at, ItemsRequest request, IReadOnlyList<string>? properties, CancellationToken cancel)
    {
        if (layer.GeometryKind == GeometryKind.None) return [];
        var plane = new TilePlane(set, at);
        var sql = new ItemsSql(request with { Bbox = plane.Wanted, SortBy = [], Properties = null }, layer);
        using var connection = database.Open();
        using var transaction = connection.BeginTransaction(deferred: true);
        bool plain = request is { AsKnownOn: null, Datetime: null } && request.Matching.Count == 0 && request.Filter is null;
        // Of the layer as it stands the R-tree and the row numbers tell all.
        long revision = plain ? 0 : Revision(connection, transaction, request.AsKnownOn);
        string rows = plain ? "" : sql.Rows(Ended(connection, transaction, revision), near: true, from: false, layer.Columns);
        sql.Register(connection);
        List<Candidate> candidates = plain ? InTree(connection, plane.Wanted, cancel) : InRows(connection, rows, sql, revision, plane.Wanted, cancel);
        candidates.Sort((one, other) => one.Fid.CompareTo(other.Fid));
        Kept[] kept = Share(candidates, plane);

        int[] columns = [.. Enumerable.Range(0, layer.Columns.Count).Where(i => properties is null || properties.Contains(layer.Columns[i].Name))];
        string[] keys = ["id", .. columns.Select(i => layer.Columns[i].Name), .. kept.Any(one => one.Stands > 1) ? [CountKey] : Array.Empty<string>()];
        var writer = new VectorLayerWriter(layer.Id, plane, keys);
        if (plain)
        {
            string list = string.Concat(columns.Select(i => $", t.{layer.Columns[i].Name}"));
            using var statement = new Statement(connection, $"SELECT t.fid, t.id, t.geom{list} FROM {layer.Table} AS t WHERE t.fid = @fid");
            foreach (var one in kept)
            {
                cancel.ThrowIfCancellationRequested();
                statement.Reset();
                statement.Bind("@fid", one.Fid);
                if (statement.Step()) Write(writer, statement, one, columns, i => 3 + i, keys.Length - 1);
            }
        }
        else
        {
            using var statement = new Statement(connection, rows);
            sql.Bind(statement);
            statement.Bind("@revision", revision);
            int next = 0;
            while (next < kept.Length && statement.Step())
            {
                cancel.ThrowIfCancellationRequested();
                if (statement.Whole(0) != kept[next].Fid) continue;
                Write(writer, statement, kept[next], columns, i => 3 + columns[i], keys.Length - 1);
                next++;
            }
        }

        return writer.Finish();
    }

    private void Write(VectorLayerWriter writer, Statement row, Kept kept, int[] columns, Func<int, int> place, int countKey)
    {
        ReadOnlySpan<byte> blob = row.Bytes(2);
        if (blob.Length < 8) return;
        ReadOnlySpan<byte> wkb = Wkb.Inside(blob);
        if (kept.Stands > 1) writer.Square(kept.Left, kept.Top, kept.Cell, asPoint: wkb[wkb[0] != 0 ? 1 : 4] is 1 or 4);
        else if (!writer.Shape(wkb)) return;
        writer.Text(0, row.Bytes(1));
        Span<byte> instant = stackalloc byte[Longest];
        for (int i = 0; i < columns.Length; i++)
        {
            int at = place(i);
            ColumnType type = layer.Columns[columns[i]].Type;
            switch (type)
            {
                case ColumnType.Integer when row.Whole(at) is var whole && (whole != 0 || row.Kind(at) != StoredKind.Nothing):
                    writer.Whole(1 + i, whole);
                    break;
                case ColumnType.Real when row.Number(at) is var real && (real != 0 || row.Kind(at) != StoredKind.Nothing):
                    writer.Real(1 + i, real);
                    break;
                case ColumnType.Boolean when row.Whole(at) is var flag && (flag != 0 || row.Kind(at) != StoredKind.Nothing):
                    writer.Flag(1 + i, flag != 0);
                    break;
                case ColumnType.Text or ColumnType.TextList or ColumnType.DateTime when row.Bytes(at) is var text && (text.Length > 0 || row.Kind(at) != StoredKind.Nothing):
                    // As in GeoJSON: whole seconds without a fraction.
                    if (type != ColumnType.DateTime || !text.EndsWith(".000Z"u8) || text.Length > Longest)
                    {
                        writer.Text(1 + i, text);
                        break;
                    }

                    text[..^5].CopyTo(instant);
                    instant[text.Length - 5] = (byte)'Z';
                    writer.Text(1 + i, instant[..(text.Length - 4)]);
                    break;
            }
        }

        if (kept.Stands > 1) writer.Whole(countKey, kept.Stands);
        writer.Add((ulong)kept.Fid);
    }

    private static Kept[] Share(List<Candidate> all, TilePlane plane)
    {
        if (all.Count <= MostFeatures) return [.. all.Select(one => new Kept(one.Fid, 0, 0, 0, 1))];
        for (int cell = FirstCell; ; cell *= 2)
        {
            var kept = new List<Kept>();
            var cells = new Dictionary<(int Col, int Row), int>();
            foreach (var one in all)
            {
                double left = plane.X(one.MinX), right = plane.X(one.MaxX), top = plane.Y(one.MaxY), bottom = plane.Y(one.MinY);
                if (right - left >= cell || bottom - top >= cell)
                {
                    kept.Add(new Kept(one.Fid, 0, 0, 0, 1));
                    continue;
                }

                var at = ((int)Math.Floor((left + right) / 2 / cell), (int)Math.Floor((top + bottom) / 2 / cell));
                ref int place = ref CollectionsMarshal.GetValueRefOrAddDefault(cells, at, out bool known);
                if (known)
                {
                    kept[place] = kept[place] with { Stands = kept[place].Stands + 1 };
                }
                else
                {
                    place = kept.Count;
                    kept.Add(new Kept(one.Fid, cell, at.Item1 * cell, at.Item2 * cell, 1));
                }

                if (kept.Count > MostFeatures && cell < 2 * TilePlane.Side) break;
            }

            if (kept.Count <= MostFeatures || cell >= 2 * TilePlane.Side) return [.. kept];
        }
    }

    private List<Candidate> InTree(SqliteConnection connection, Extent wanted, CancellationToken cancel)
    {
        if (layer.HasCoarsePlaces) return InCells(connection, wanted, cancel);
        using var statement = new Statement(connection,
            $"SELECT id, minx, miny, maxx, maxy FROM rtree_{layer.Table}_geom WHERE maxx >= @minx AND minx <= @maxx AND maxy >= @miny AND miny <= @maxy");
        foreach (var (name, value) in (ReadOnlySpan<(string, double)>)[("@minx", wanted.MinX), ("@miny", wanted.MinY), ("@maxx", wanted.MaxX), ("@maxy", wanted.MaxY)]) statement.Bind(name, value);
        var found = new List<Candidate>();
        while (statement.Step())
        {
            if ((found.Count & 4095) == 0) cancel.ThrowIfCancellationRequested();
            found.Add(new Candidate(statement.Whole(0), (float)statement.Number(1), (float)statement.Number(2), (float)statement.Number(3), (float)statement.Number(4)));
        }

        return found;
    }

    // Where cells stand for places the tree only says which rows to look at: what it holds is not to be told.
    private List<Candidate> InCells(SqliteConnection connection, Extent wanted, CancellationToken cancel)
    {
        using var statement = new Statement(connection, $"""
            SELECT t.fid, t.geom FROM rtree_{layer.Table}_geom AS r CROSS JOIN {layer.Table} AS t ON t.fid = r.id
            WHERE r.maxx >= @minx AND r.minx <= @maxx AND r.maxy >= @miny AND r.miny <= @maxy
            """);
        foreach (var (name, value) in (ReadOnlySpan<(string, double)>)[("@minx", wanted.MinX), ("@miny", wanted.MinY), ("@maxx", wanted.MaxX), ("@maxy", wanted.MaxY)]) statement.Bind(name, value);
        var found = new List<Candidate>();
        while (statement.Step())
        {
            cancel.ThrowIfCancellationRequested();
            if (GeometryBlob.Envelope(statement.Bytes(1).ToArray()) is { } box && box.Intersects(wanted)) found.Add(new Candidate(statement.Whole(0), (float)box.MinX, (float)box.MinY, (float)box.MaxX, (float)box.MaxY));
        }

        return found;
    }

    private static List<Candidate> InRows(SqliteConnection connection, string rows, ItemsSql sql, long revision, Extent wanted, CancellationToken cancel)
    {
        using var statement = new Statement(connection, rows);
        sql.Bind(statement);
        statement.Bind("@revision", revision);
        var found = new List<Candidate>();
        while (statement.Step())
        {
            cancel.ThrowIfCancellationRequested();
            // Rows of the past are in no index.
            if (GeometryBlob.Envelope(statement.Bytes(2).ToArray()) is { } box && box.Intersects(wanted))
            {
                found.Add(new Candidate(statement.Whole(0), (float)box.MinX, (float)box.MinY, (float)box.MaxX, (float)box.MaxY));
            }
        }

        return found;
    }

    private bool Ended(SqliteConnection connection, SqliteTransaction transaction, long revision)
    {
        using var command = connection.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = SqlText.For("ended_since", layer);
        command.Parameters.AddWithValue("@revision", revision);
        return (long)command.ExecuteScalar()! != 0;
    }

    private static long Revision(SqliteConnection connection, SqliteTransaction transaction, DateTimeOffset? knownOn)
    {
        using var command = connection.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = knownOn is null ? "SELECT coalesce(max(revision), 0) FROM revisions" : "SELECT coalesce(max(revision), 0) FROM revisions WHERE at <= @at";
        if (knownOn is { } at) command.Parameters.AddWithValue("@at", ColumnValue.Instant(at));
        return (long)command.ExecuteScalar()!;
    }
}
