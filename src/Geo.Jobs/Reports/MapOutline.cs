using Geo.Core.Reporting.Monthly;
using Geo.Core.Store;
using NetTopologySuite.Geometries.Utilities;
using NetTopologySuite.Simplify;

namespace Geo.Jobs.Reports;

/// <summary>A place's outline or line as the report's map keeps it: fifty metres are less than a pixel there.</summary>
internal static class MapOutline
{
    private const double Tolerance = 0.0005;

    /// <summary>Null where the row has no place.</summary>
    public static MapArea? Of(Feature row) => row.Geometry is not { IsEmpty: false } geometry ? null : new MapArea(
        row.Text("name") ?? row.Id, row.Text("name_en"),
        [.. LinearComponentExtracter.GetLines(TopologyPreservingSimplifier.Simplify(geometry, Tolerance)).Select(line =>
            (IReadOnlyList<double>)[.. line.Coordinates.SelectMany(c => (double[])[Math.Round(c.X, 5), Math.Round(c.Y, 5)])])]);
}
