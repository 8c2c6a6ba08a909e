using System.Collections.Concurrent;
using Geo.Core.Crs;
using Geo.Core.Measure;
using Geo.Core.Zonal;
using NetTopologySuite.Geometries;
using NetTopologySuite.Index.Strtree;

namespace Geo.Core.Tracking;

/// <summary>
/// Sites and their references on the grids of scenes, worked out once a site and grid: a reference does not change from date
/// to date but for what the date hides. Thread-safe.
/// </summary>
/// <param name="surroundings">What lies around the sites.</param>
/// <param name="rules">Thresholds.</param>
/// <remarks>Memory: 12 bytes a pixel of each site's window (site and ring), for the last four grids.</remarks>
public sealed class SiteGrounds(Surroundings surroundings, RestorationRules rules)
{
    private const int GridsKept = 4;
    private readonly List<GridGrounds> _grids = [];     // the latest first
    private readonly Lock _reading = new();

    internal RestorationRules Rules => rules;

    internal GridGrounds On(Grid grid)
    {
        lock (_grids)
        {
            var known = _grids.Find(one => one.Grid.Equals(grid)) ?? new GridGrounds(grid, surroundings, rules, _reading);
            _grids.Remove(known);
            _grids.Insert(0, known);
            if (_grids.Count > GridsKept) _grids.RemoveAt(GridsKept);
            return known;
        }
    }
}

/// <summary>Sites and their references on one grid.</summary>
internal sealed class GridGrounds
{
    private readonly Surroundings _surroundings;
    private readonly RestorationRules _rules;
    private readonly Lock _reading;
    private readonly Func<Geometry, Geometry> _toGrid;
    private readonly STRtree<Geometry> _disturbed = new();
    private readonly ConcurrentDictionary<(string Kind, string Code), (Geometry Geometry, SiteGround? Ground)> _known = [];

    public GridGrounds(Grid grid, Surroundings surroundings, RestorationRules rules, Lock reading)
    {
        (Grid, _surroundings, _rules, _reading) = (grid, surroundings, rules, reading);
        _toGrid = GeometryTransform.Of(WellKnown.Crs84, grid.Crs);
        foreach (var geometry in surroundings.Disturbed.Where(g => !g.IsEmpty))
        {
            var onGrid = _toGrid(geometry);
            _disturbed.Insert(onGrid.EnvelopeInternal, onGrid);
        }

        _disturbed.Build();
    }

    public Grid Grid { get; }

    /// <summary>A site; null where it lies outside of the grid, or is a point only.</summary>
    public SiteGround? Of(TrackedSite site)
    {
        var key = (site.Kind, site.Code);
        if (_known.TryGetValue(key, out var known) && ReferenceEquals(known.Geometry, site.Geometry)) return known.Ground;
        var made = Make(site.Geometry);
        _known[key] = (site.Geometry, made);
        return made;
    }

    private SiteGround? Make(Geometry site)
    {
        var zone = _toGrid(site);
        if (zone is not (Polygon or MultiPolygon) || zone.IsEmpty) return null;

        // On a grid as large as the site, so that what lies outside of the scene counts as not seen.
        var own = SiteObserver.WindowOf(zone.EnvelopeInternal, Grid);
        if (own.Intersect(Grid.Whole).IsEmpty) return null;
        var coverage = Coverage.Of(zone, Grid.Crop(own));
        if (coverage.Window.IsEmpty) return null;

        var (ring, x, y) = ReferenceRing.Around(zone, site, Grid, _rules);
        var around = SiteObserver.WindowOf(ring.EnvelopeInternal, Grid).Intersect(Grid.Whole);
        var window = Union(coverage.Window with { Col = coverage.Window.Col + own.Col, Row = coverage.Window.Row + own.Row }, around);
        var share = new double[checked((int)window.PixelCount)];
        for (int row = 0; row < coverage.Window.Height; row++)
        {
            coverage.Fractions.AsSpan(row * coverage.Window.Width, coverage.Window.Width).CopyTo(
                share.AsSpan((own.Row + coverage.Window.Row + row - window.Row) * window.Width + own.Col + coverage.Window.Col - window.Col));
        }

        bool[] pixels = ReferenceRing.Pixels(ring, Grid, window, _disturbed);
        double projected = Ellipsoid.Area(site).Value;
        lock (_reading)
        {
            string land = TakeOutLand(window, pixels) ? "+land" : "";
            float[]? weights = null;
            double? surface = null;
            var heights = _surroundings.Heights.FirstOrDefault(model => (surface = SurfaceArea.Of(site, projected, model)) is not null);
            if (heights is not null) weights = Matched(heights, window, share, pixels);
            string method = heights is null ? "ring" : weights is null ? "ring_unmatched" : "slope_aspect";
            var transform = Grid.Transform;
            return new SiteGround(
                window, share, coverage.Sum, weights ?? [.. pixels.Select(p => p ? 1f : 0f)], weights is not null, method + land,
                Math.Sqrt(Math.Abs(transform.PixelWidth * x * transform.PixelHeight * y)), projected, surface);
        }
    }

    private bool TakeOutLand(Window window, bool[] pixels)
    {
        if (_surroundings.Land is not { } land) return false;
        var nearest = NearestPixels.Of(Grid, window, land.Values.Grid);
        if (nearest.Window.IsEmpty) return false;
        var classes = new float[nearest.Window.PixelCount];
        land.Values.Read(nearest.Window, classes);
        for (int i = 0; i < pixels.Length; i++)
        {
            if (nearest.At[i] < 0 || classes[nearest.At[i]] is not (>= 1 and var number) || number > land.Classes.Count) continue;
            pixels[i] &= !_rules.Observing.NoReferenceClasses.Contains(land.Classes[(int)number - 1]);
        }

        return true;
    }

    private float[]? Matched(RasterValues heights, Window window, double[] share, bool[] pixels)
    {
        var nearest = NearestPixels.Of(Grid, window, heights.Grid);
        if (nearest.Window.IsEmpty) return null;
        var field = new SlopeField(heights, nearest.Window);
        var weights = SlopeMatch.Weights(share, pixels, i => nearest.At[i] < 0 ? (double.NaN, 0) : field.At(nearest.At[i]), _rules.Observing);
        return weights is not null && SlopeMatch.Effective(weights.Select(w => (double)w)) >= _rules.ReferencePixels ? weights : null;
    }

    private static Window Union(Window a, Window b)
    {
        if (b.IsEmpty) return a;
        int col = Math.Min(a.Col, b.Col), row = Math.Min(a.Row, b.Row);
        return new Window(col, row, Math.Max(a.Right, b.Right) - col, Math.Max(a.Bottom, b.Bottom) - row);
    }
}
