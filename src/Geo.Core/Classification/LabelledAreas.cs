using Geo.Core.Crs;
using Geo.Core.Vectors;

namespace Geo.Core.Classification;

/// <summary>Labels from a vector layer.</summary>
public static class LabelledAreas
{
    /// <summary>Names of fields that are taken as the label where none is named, in this order.</summary>
    public static IReadOnlyList<string> UsualFields { get; } = ["label", "class", "class_name", "类别", "地类"];

    /// <summary>Reads polygons or points with their labels.</summary>
    /// <param name="layer">Records without geometry are passed over. A layer without a CRS is refused.</param>
    /// <param name="field">Field of the label; null: the first of <see cref="UsualFields"/> that is there.</param>
    /// <param name="target">CRS of the source that will be sampled.</param>
    /// <param name="where">Name of the file, for messages.</param>
    /// <exception cref="InputException">No CRS, no such field, or a record without a label.</exception>
    public static IReadOnlyList<LabelledArea> Read(VectorLayer layer, string? field, SpatialReference target, string where)
    {
        if (layer.Crs is null)
        {
            throw new InputException(where, "CRS", "the file names none", "write it with its CRS, or as GeoJSON");
        }

        string label = field ?? UsualFields.FirstOrDefault(layer.Fields.Contains)
            ?? throw new InputException(where, "label", layer.Fields.Count == 0 ? "no feature has a property" : $"none of the fields {string.Join(", ", layer.Fields)} is a usual name of the label",
                layer.Fields.Count == 0 ? "give a file of labelled polygons or points" : "name it with --label-field");
        if (!layer.Fields.Contains(label))
        {
            throw new InputException(where, label, "there is no such field", $"name one of {string.Join(", ", layer.Fields)}");
        }

        var toSource = GeometryTransform.Of(layer.Crs, target);
        var toDegrees = GeometryTransform.Of(layer.Crs, WellKnown.Crs84);
        var areas = new List<LabelledArea>();
        foreach (int record in Records(layer))
        {
            var (feature, geometry) = (layer.Features[record], layer.Features[record].Geometry!);
            string name = feature.Attributes[label]?.ToString()?.Trim() ?? "";
            if (name.Length == 0)
            {
                throw new InputException($"{where}, record {feature.Fid}", label, "is empty", "label every area or take it out");
            }

            var place = toDegrees(geometry.InteriorPoint).Coordinate;
            areas.Add(new LabelledArea(name, toSource(geometry), place.X, place.Y));
        }

        return areas;
    }

    /// <summary>Numbers of the records that <see cref="Read"/> makes areas of, from 0 in the file's order.</summary>
    public static IReadOnlyList<int> Records(VectorLayer layer) =>
        [.. Enumerable.Range(0, layer.Features.Count).Where(i => layer.Features[i].Geometry is { IsEmpty: false })];
}
