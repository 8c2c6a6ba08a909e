using System.Globalization;
using Geo.Core.Measure;
using NetTopologySuite.Geometries;

namespace Geo.Core.Store;

/// <summary>A column of a row before and after.</summary>
/// <param name="Field">The column; geometry for its place.</param>
/// <param name="Before">As text; null for nothing.</param>
/// <param name="After">As text; null for nothing.</param>
public sealed record FieldChange(string Field, string? Before, string? After)
{
    // Written with every change of their row: they follow from it.
    private static readonly string[] s_bookkeeping = ["run_id", "status_at"];

    /// <summary>The columns in which two states of a row differ, in the layer's order, the place last.</summary>
    public static IReadOnlyList<FieldChange> Between(Feature before, Feature after)
    {
        var changes = after.Properties.Keys.Where(k => !s_bookkeeping.Contains(k))
            .Select(k => new FieldChange(k, Text(before.Properties.GetValueOrDefault(k)), Text(after.Properties.GetValueOrDefault(k))))
            .Where(c => c.Before != c.After).ToList();
        if (before.Geometry is { } old && after.Geometry is { } now && !old.EqualsExact(now)) changes.Add(new FieldChange("geometry", Place(old), Place(now)));
        return changes;
    }

    private static string? Text(object? value) => value switch
    {
        null => null,
        string text => text,
        double number => number.ToString("0.######", CultureInfo.InvariantCulture),
        DateTimeOffset at => at.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture),
        IFormattable other => other.ToString(null, CultureInfo.InvariantCulture),
        System.Collections.IEnumerable list => string.Join(", ", list.Cast<object>()),
        _ => value.ToString(),
    };

    // Where it lies, how large it is and of how many corners: enough to see what was drawn anew.
    private static string Place(Geometry g)
    {
        var at = g.EnvelopeInternal.Centre;
        string size = g is Polygon or MultiPolygon ? string.Create(CultureInfo.InvariantCulture, $", {Ellipsoid.Area(g).Value:0} m²") : "";
        return string.Create(CultureInfo.InvariantCulture, $"{at.X:0.000000}, {at.Y:0.000000}{size}, {g.NumPoints} pt");
    }
}
