using Geo.Core.Crs;
using Geo.Core.Imagery;
using Geo.Core.Measure;
using NetTopologySuite.Geometries;

namespace Geo.Core.Tracking.Recovery;

/// <summary>The one grid of the recovery raster.</summary>
public static class RecoveryGrid
{
    // Round the sites, so that a boundary pixel is whole.
    private const int Margin = 2;

    /// <summary>Side of a scene's pixel on the ground, m.</summary>
    public static double PixelMetres(Scene scene)
    {
        ArgumentNullException.ThrowIfNull(scene);
        Extent cell = scene.Grid.Crop(new Window(scene.Grid.Width / 2, scene.Grid.Height / 2, 1, 1)).Extent;
        var box = GeometryFactory.Default.ToGeometry(new Envelope(cell.MinX, cell.MaxX, cell.MinY, cell.MaxY));
        return Math.Sqrt(Ellipsoid.Area(GeometryTransform.Transform(box, scene.Grid.Crs, WellKnown.Crs84)).Value);
    }

    /// <summary>Pixels and CRS of the finest scene (of the newest of these), over the sites only.</summary>
    /// <param name="scenes">Scenes that the raster rests on, at least one.</param>
    /// <param name="sites">Boundaries, CRS84, at least one.</param>
    public static Grid Of(IReadOnlyList<Scene> scenes, IEnumerable<Geometry> sites)
    {
        Scene finest = scenes.OrderBy(s => Math.Round(PixelMetres(s))).ThenByDescending(s => s.AcquiredAt).ThenBy(s => s.Id, StringComparer.Ordinal).First();
        Func<Geometry, Geometry> toGrid = GeometryTransform.Of(WellKnown.Crs84, finest.Grid.Crs);
        Window? all = null;
        foreach (Geometry site in sites)
        {
            Window one = SiteObserver.WindowOf(toGrid(site).EnvelopeInternal, finest.Grid).Grow(Margin);
            int col = Math.Min(one.Col, all?.Col ?? one.Col), row = Math.Min(one.Row, all?.Row ?? one.Row);
            all = new Window(col, row, Math.Max(one.Right, all?.Right ?? one.Right) - col, Math.Max(one.Bottom, all?.Bottom ?? one.Bottom) - row);
        }

        return finest.Grid.Crop(all ?? throw new ArgumentException("no site", nameof(sites)));
    }
}
