using Geo.Core.Crs;
using NetTopologySuite.Algorithm.Locate;
using NetTopologySuite.Geometries;

namespace Geo.Core.Imagery;

/// <summary>How much of an area scenes see clearly together.</summary>
public static class ClearGround
{
    private const int Cells = 128;

    /// <summary>Share of an area that at least one of the scenes sees without cloud, shadow or snow.</summary>
    /// <param name="scenes">The scenes.</param>
    /// <param name="scenesFolder">The workspace's scenes/ folder.</param>
    /// <param name="area">Polygons, longitude/latitude (CRS84).</param>
    /// <param name="cancel">Stops between scenes.</param>
    /// <returns>Share in [0, 1], counted on cells of a 128th of the area's longer side, from the scenes' overviews.</returns>
    public static double Share(IReadOnlyList<Scene> scenes, string scenesFolder, Geometry area, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(scenes);
        ArgumentNullException.ThrowIfNull(area);
        Geometry placed = GeometryTransform.Transform(area, WellKnown.Crs84, WellKnown.WebMercator);
        Envelope box = placed.EnvelopeInternal;
        double side = Math.Max(box.Width, box.Height) / Cells;
        var grid = new Grid(GeoTransform.NorthUp(box.MinX, box.MaxY, side, side), Math.Max(1, (int)Math.Ceiling(box.Width / side)), Math.Max(1, (int)Math.Ceiling(box.Height / side)), WellKnown.WebMercator);
        bool[] wanted = Inside(placed, grid), seen = new bool[wanted.Length];
        foreach (Scene scene in scenes)
        {
            cancel.ThrowIfCancellationRequested();
            if (SceneSample.Read(scene, scenesFolder, grid, "natural", clearOnly: true, cancel) is not { } channels) continue;
            for (int i = 0; i < seen.Length; i++) seen[i] |= wanted[i] && !float.IsNaN(channels[0][i]);
        }

        return (double)seen.Count(s => s) / wanted.Count(w => w);
    }

    private static bool[] Inside(Geometry area, Grid grid)
    {
        var locator = new IndexedPointInAreaLocator(area);
        var inside = new bool[grid.Width * grid.Height];
        for (int i = 0; i < inside.Length; i++)
        {
            var (x, y) = grid.Transform.Apply(i % grid.Width + 0.5, i / grid.Width + 0.5);
            inside[i] = locator.Locate(new Coordinate(x, y)) != Location.Exterior;
        }

        // An area thinner than its cells is met by none of their centres: then its box counts.
        if (!inside.Contains(true)) Array.Fill(inside, true);
        return inside;
    }
}
