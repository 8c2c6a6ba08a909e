using Geo.Core.Filters;

namespace Geo.Core.Store;

/// <summary>What filters may name of a layer, and how its geometries are read.</summary>
internal static class LayerQueryables
{
    /// <summary>Name of the geometry in filters.</summary>
    public const string Geometry = "geometry";

    /// <summary>Blobs of the store.</summary>
    public static readonly GeometryColumns Geometries = new(GeometryBlob.Read, GeometryBlob.Envelope);

    /// <summary>id, geometry and every published column. Statements call the layer's table t (items_current.sql).</summary>
    public static Queryables Of(LayerDefinition layer)
    {
        bool geometry = layer.GeometryKind != GeometryKind.None;
        return new Queryables(
        [
            new QueryableProperty("id", FilterType.Text, "t.id"),
            .. geometry ? [new QueryableProperty(Geometry, FilterType.Geometry, "t.geom")] : Array.Empty<QueryableProperty>(),
            .. layer.Columns.Select(column => new QueryableProperty(column.Name, TypeOf(column.Type), $"t.{column.Name}")),
        ])
        {
            SpatialIndex = geometry ? ($"rtree_{layer.Table}_geom", "t.fid") : null,
            Around = layer.Cells is { } cells ? box => cells.Around(box) : null,
        };
    }

    private static FilterType TypeOf(ColumnType type) => type switch
    {
        ColumnType.Integer or ColumnType.Real => FilterType.Number,
        ColumnType.Boolean => FilterType.Boolean,
        ColumnType.DateTime => FilterType.Timestamp,
        ColumnType.TextList => FilterType.Array,
        _ => FilterType.Text,
    };
}
