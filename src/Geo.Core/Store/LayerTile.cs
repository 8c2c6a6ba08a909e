using System.Runtime.InteropServices;
using Geo.Core.Tiles;
using Geo.Core.Tiles.Mvt;

namespace Geo.Core.Store;

/// <summary>
/// Rows of a layer as one layer of a vector tile, read straight from SQLite's memory. Where a tile would hold more than
/// <see cref="MostFeatures"/>, those smaller than a cell share it: the cell stands for them, with the first one's
/// properties and how many they are in <see cref="CountKey"/>. Cells grow until the tile is small enough.
/// </summary>
internal sealed class LayerTile(ReadSessions sessions, LayerDefinition layer)
{
    /// <summary>Features a tile before they share cells.</summary>
    public const int MostFeatures = 20_000;

    /// <summary>Property that says how many features a cell stands for.</summary>
    public const string CountKey = "feature_count";

    private const int FirstCell = 4, Longest = 32, FirstColumn = 3;

    private readonly record struct Candidate(long Fid, float MinX, float MinY, float MaxX, float MaxY);

    private readonly record struct Kept(long Fid, int Cell, int Left, int Top, int Stands)
    {
        public static Kept Alone(long fid) => new(fid, 0, 0, 0, 1);
    }

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
        using var session = sessions.Rent();
        using var cancelling = session.Until(cancel);
        long now = session.Begin();
        // What the tree of a coarsened layer holds only says which rows to look at.
        bool plain = !layer.HasCoarsePlaces && request is { AsKnownOn: null, Datetime: null } && request.Matching.Count == 0 && request.Filter is null;
        // Of the layer as it stands the R-tree and the row numbers tell all.
        long revision = request.AsKnownOn is { } known ? session.Newest(known) : now;
        string rows = plain ? "" : sql.Rows(revision < now && session.EndedSince(layer, revision), near: true, from: false, layer.Columns);
        session.Prepare(sql.Register);
        using var numbers = new RowNumbers();
        // Null: each row that the numbers name, as it is.
        Kept[]? kept = plain ? InTree(session, sql, plane, numbers, cancel) : Share(InRows(session, rows, sql, revision, plane.Wanted, cancel), plane);

        int[] columns = [.. Enumerable.Range(0, layer.Columns.Count).Where(i => properties is null || properties.Contains(layer.Columns[i].Name))];
        ColumnType[] types = [.. columns.Select(i => layer.Columns[i].Type)];
        string[] keys = ["id", .. columns.Select(i => layer.Columns[i].Name), .. kept?.Any(one => one.Stands > 1) == true ? [CountKey] : Array.Empty<string>()];
        using var writer = new VectorLayerWriter(layer.Id, plane, keys, kept?.Length ?? numbers.Count);
        int next = 0;
        void Take(ValueRow row)
        {
            if ((next & 255) == 0) cancel.ThrowIfCancellationRequested();
            if (kept is not null && (next == kept.Length || row.Whole(0) != kept[next].Fid)) return;
            Write(writer, row, kept is null ? Kept.Alone(row.Whole(0)) : kept[next], columns, types);
            next++;
        }

        if (plain)
        {
            // Only what is sent, all by one statement: a statement a row takes twice the time.
            var statement = session.Prepared(SqlText.Get("rows_by_number")
                .Replace("{table}", layer.Table, StringComparison.Ordinal)
                .Replace("{columns}", string.Concat(columns.Select(i => $", t.{layer.Columns[i].Name}")), StringComparison.Ordinal));
            statement.BindText("@numbers", numbers.Json());
            for (int i = 0; i < columns.Length; i++) columns[i] = i;
            RowFunction.Run(statement, Take);
        }
        else
        {
            var statement = Bound(session, rows, sql, revision);
            nint[] values = new nint[FirstColumn + layer.Columns.Count];
            while (next < kept!.Length && statement.Step()) Take(statement.Row(values));
        }

        return writer.Finish();
    }

    // Columns: where they stand among those of the statement.
    private static void Write(VectorLayerWriter writer, ValueRow row, Kept kept, int[] columns, ColumnType[] types)
    {
        const int id = 1, geometry = 2;
        if (!BlobGeometry.TryRead(row.Bytes(geometry), out var shape)) return;
        ReadOnlySpan<byte> wkb = shape.Wkb;
        if (kept.Stands > 1) writer.Square(kept.Left, kept.Top, kept.Cell, asPoint: wkb[wkb[0] != 0 ? 1 : 4] is 1 or 4);
        else if (!writer.Shape(wkb)) return;
        writer.Text(0, row.Bytes(id));
        for (int i = 0; i < columns.Length; i++) Write(writer, row, 1 + i, FirstColumn + columns[i], types[i]);
        if (kept.Stands > 1) writer.Whole(1 + columns.Length, kept.Stands);
        writer.Add((ulong)kept.Fid);
    }

    private static void Write(VectorLayerWriter writer, ValueRow row, int key, int at, ColumnType type)
    {
        switch (type)
        {
            case ColumnType.Integer when row.Whole(at) is var whole && (whole != 0 || row.Kind(at) != StoredKind.Nothing):
                writer.Whole(key, whole);
                break;
            case ColumnType.Real when row.Number(at) is var real && (real != 0 || row.Kind(at) != StoredKind.Nothing):
                writer.Real(key, real);
                break;
            case ColumnType.Boolean when row.Whole(at) is var flag && (flag != 0 || row.Kind(at) != StoredKind.Nothing):
                writer.Flag(key, flag != 0);
                break;
            case ColumnType.Text or ColumnType.TextList or ColumnType.DateTime when row.Bytes(at) is var text && (text.Length > 0 || row.Kind(at) != StoredKind.Nothing):
                // As in GeoJSON: whole seconds without a fraction.
                if (type != ColumnType.DateTime || !text.EndsWith(".000Z"u8) || text.Length > Longest)
                {
                    writer.Text(key, text);
                    break;
                }

                Span<byte> instant = stackalloc byte[Longest];
                text[..^5].CopyTo(instant);
                instant[text.Length - 5] = (byte)'Z';
                writer.Text(key, instant[..(text.Length - 4)]);
                break;
        }
    }

    private static Kept[] Share(List<Candidate> all, TilePlane plane)
    {
        all.Sort((one, other) => one.Fid.CompareTo(other.Fid));
        if (all.Count <= MostFeatures) return [.. all.Select(one => Kept.Alone(one.Fid))];
        for (int cell = FirstCell; ; cell *= 2)
        {
            var kept = new List<Kept>();
            var cells = new Dictionary<(int Col, int Row), int>();
            foreach (var one in all)
            {
                double left = plane.X(one.MinX), right = plane.X(one.MaxX), top = plane.Y(one.MaxY), bottom = plane.Y(one.MinY);
                if (right - left >= cell || bottom - top >= cell)
                {
                    kept.Add(Kept.Alone(one.Fid));
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

    private Kept[]? InTree(ReadSession session, ItemsSql sql, TilePlane plane, RowNumbers numbers, CancellationToken cancel)
    {
        // Envelopes are asked for only where they are needed.
        var inTile = Bound(session, SqlText.For("candidate_numbers", layer), sql, 0);
        inTile.Bind("@limit", MostFeatures + 1);
        while (inTile.Step()) numbers.Add(inTile.Whole(0));
        inTile.Reset();
        numbers.Sort();
        if (numbers.Count <= MostFeatures) return null;
        numbers.Clear();
        var statement = Bound(session, SqlText.For("candidate_envelopes", layer), sql, 0);
        var found = new List<Candidate>();
        while (statement.Step())
        {
            if ((found.Count & 4095) == 0) cancel.ThrowIfCancellationRequested();
            found.Add(new Candidate(statement.Whole(0), (float)statement.Number(1), (float)statement.Number(2), (float)statement.Number(3), (float)statement.Number(4)));
        }

        statement.Reset();
        Kept[] kept = Share(found, plane);
        foreach (var one in kept) numbers.Add(one.Fid);
        return kept;
    }

    private static List<Candidate> InRows(ReadSession session, string rows, ItemsSql sql, long revision, Extent wanted, CancellationToken cancel)
    {
        var statement = Bound(session, rows, sql, revision);
        var found = new List<Candidate>();
        while (statement.Step())
        {
            cancel.ThrowIfCancellationRequested();
            // Rows of the past are in no index.
            if (GeometryBlob.Envelope(statement.Bytes(2)) is { } box && box.Intersects(wanted))
            {
                found.Add(new Candidate(statement.Whole(0), (float)box.MinX, (float)box.MinY, (float)box.MaxX, (float)box.MaxY));
            }
        }

        statement.Reset();
        return found;
    }

    private static Statement Bound(ReadSession session, string text, ItemsSql sql, long revision)
    {
        var statement = session.Prepared(text);
        sql.Bind(statement);
        statement.Bind("@revision", revision);
        return statement;
    }
}
