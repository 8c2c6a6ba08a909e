namespace Geo.Core;

/// <summary>A coordinate reference system by its WKT 1 (GDAL's form) and, where known, its EPSG code. Coordinates are always x = east/longitude, y = north/latitude.</summary>
public sealed record SpatialReference(string Wkt, int? Epsg)
{
    /// <summary>Equal where the codes are, else where the texts are.</summary>
    public bool Equals(SpatialReference? other) =>
        other is not null && (Epsg is { } a && other.Epsg is { } b ? a == b : Wkt == other.Wkt);

    /// <inheritdoc/>
    public override int GetHashCode() => Epsg?.GetHashCode() ?? Wkt.GetHashCode(StringComparison.Ordinal);

    /// <inheritdoc/>
    public override string ToString() => Epsg is { } code ? $"EPSG:{code}" : Wkt;
}
