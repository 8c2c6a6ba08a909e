using Microsoft.Data.Sqlite;
using NetTopologySuite.Geometries;

namespace Geo.Core.Store;

/// <summary>Rows to features: id, geometry and the layer's columns stand side by side from a given ordinal on.</summary>
internal static class RowReader
{
    public static Feature Read(SqliteDataReader reader, int idAt, LayerDefinition layer) =>
        Read(reader, idAt, layer, Geometry(reader, idAt + 1));

    public static Feature Read(SqliteDataReader reader, int idAt, LayerDefinition layer, Geometry? geometry)
    {
        var properties = new Dictionary<string, object?>(layer.Columns.Count);
        for (int i = 0; i < layer.Columns.Count; i++)
        {
            properties.Add(layer.Columns[i].Name, ColumnValue.FromStored(reader.GetValue(idAt + 2 + i), layer.Columns[i].Type));
        }

        return new Feature(reader.GetString(idAt), geometry, properties);
    }

    public static Geometry? Geometry(SqliteDataReader reader, int at) => GeometryBlob.Read(reader.IsDBNull(at) ? null : (byte[])reader.GetValue(at));
}
