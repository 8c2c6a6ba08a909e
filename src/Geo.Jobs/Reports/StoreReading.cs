using Geo.Core.Store;

namespace Geo.Jobs.Reports;

/// <summary>Layers as a report reads them.</summary>
/// <param name="store">The store.</param>
/// <param name="knownAt">Up to when its knowledge counts.</param>
internal sealed class StoreReading(WorkspaceStore store, DateTimeOffset knownAt)
{
    /// <summary>Up to when its knowledge counts.</summary>
    public DateTimeOffset KnownAt { get; } = knownAt;

    /// <summary>All rows, by id.</summary>
    public Feature[] Rows(string layer) => Rows(layer, KnownAt);

    /// <summary>All rows as they were known at an instant, by id.</summary>
    public Feature[] Rows(string layer, DateTimeOffset at) => [.. store.Layer(layer).Items(ItemsRequest.Everything with { AsKnownOn = at }).OrderBy(f => f.Id, StringComparer.Ordinal)];

    /// <summary>Rows of an interval of the layer's own time.</summary>
    public Feature[] Within(string layer, DateTimeOffset from, DateTimeOffset to) =>
        [.. store.Layer(layer).Items(ItemsRequest.Everything with { AsKnownOn = KnownAt, Datetime = (from, to) }).OrderBy(f => f.Id, StringComparer.Ordinal)];

    /// <summary>Rows as stored at an instant; where the store had none yet but has now, those of now.</summary>
    /// <param name="layer">The layer.</param>
    /// <param name="at">The instant.</param>
    /// <param name="late">Out: true where they are those of now.</param>
    public Feature[] Standing(string layer, DateTimeOffset at, out bool late)
    {
        Feature[] then = Rows(layer, at < KnownAt ? at : KnownAt);
        Feature[] rows = then.Length > 0 ? then : Rows(layer);
        late = then.Length == 0 && rows.Length > 0;
        return rows;
    }
}

/// <summary>Values of rows.</summary>
internal static class RowValues
{
    public static string? Text(this Feature row, string name) => row.Properties.GetValueOrDefault(name) is string { Length: > 0 } text ? text : null;

    public static DateTimeOffset? At(this Feature row, string name) => row.Properties.GetValueOrDefault(name) as DateTimeOffset?;

    public static double? Real(this Feature row, string name) => row.Properties.GetValueOrDefault(name) as double?;

    public static int? Whole(this Feature row, string name) => (int?)(row.Properties.GetValueOrDefault(name) as long?);

    public static bool Is(this Feature row, string name) => row.Properties.GetValueOrDefault(name) is true;

    /// <summary>A point in it, five decimals (a metre); null where it has no place.</summary>
    public static (double Lon, double Lat)? Place(this Feature row) => row.Geometry is { IsEmpty: false } geometry && geometry.InteriorPoint is { IsEmpty: false } point
        ? (Math.Round(point.X, 5), Math.Round(point.Y, 5)) : null;
}
