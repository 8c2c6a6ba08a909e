using Geo.Core.Gdal;
using Geo.Core.Store;
using Geo.Core.Vectors;

namespace Geo.Jobs.Cli;

/// <summary>Fields of a file to be written.</summary>
public static class OgrFields
{
    /// <summary>The fields of rows as they are: the kind of the first value that is there.</summary>
    public static IReadOnlyList<VectorField> Of(IReadOnlyList<IReadOnlyDictionary<string, object?>> rows) =>
        [.. rows.SelectMany(row => row.Keys).Distinct().Select(name => new VectorField(name, rows.Select(row => row.GetValueOrDefault(name)).FirstOrDefault(value => value is not null) switch
        {
            bool => FieldKind.Boolean,
            int or long => FieldKind.WholeNumber,
            float or double => FieldKind.RealNumber,
            DateOnly => FieldKind.Date,
            DateTimeOffset => FieldKind.DateTime,
            _ => FieldKind.Text,
        }))];

    /// <summary>The fields of a layer, its id first.</summary>
    public static IReadOnlyList<VectorField> Of(LayerDefinition layer) =>
        [new VectorField("id", FieldKind.Text), .. layer.Columns.Select(column => new VectorField(column.Name, column.Type switch
        {
            ColumnType.Boolean => FieldKind.Boolean,
            ColumnType.Integer => FieldKind.WholeNumber,
            ColumnType.Real => FieldKind.RealNumber,
            ColumnType.DateTime => FieldKind.DateTime,
            _ => FieldKind.Text,
        }))];

    /// <summary>A row of a layer as attributes of a file: lists become one text.</summary>
    public static IReadOnlyDictionary<string, object?> Attributes(Feature feature)
    {
        var attributes = new Dictionary<string, object?> { ["id"] = feature.Id };
        foreach (var (name, value) in feature.Properties)
        {
            attributes[name] = value is IEnumerable<string> list ? string.Join(',', list) : value;
        }

        return attributes;
    }
}
