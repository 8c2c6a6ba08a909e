using Geo.Core.Crs;
using Geo.Core.Imagery;
using NetTopologySuite.Geometries;

namespace Geo.Core.Placement;

/// <summary>
/// Judges whether a register's outlines lie on what a scene shows. All outlines are moved together over the ground, as far as the
/// coordinates of Chinese web maps are off (GCJ-02 some 500 m, BD-09 some 1300 m); at each shift they part the ground into
/// inside and ring (<see cref="SiteContrast"/>). Where the register is right the score stands out at no shift; a copy from a web map
/// makes it stand out elsewhere.
/// </summary>
public static class RegisterFit
{
    /// <summary>Furthest shift that is looked for, metres each way.</summary>
    public const double ReachMetres = 1500;

    private const int Step = 2, LeastSites = 6;
    private const double PeakMetres = 200, LeastStrength = 5, LeastMargin = 1.5, LeastGain = 3, FitsWithinMetres = 60, LikeMetres = 60;

    /// <summary>Judges.</summary>
    /// <param name="outlines">Polygons in longitude/latitude as the register has them; anything else is passed over.</param>
    /// <param name="scene">A scene over them with red; more bands tell more. Stays the caller's.</param>
    /// <param name="cancel">Looked at once an outline.</param>
    public static RegisterFitResult Judge(IReadOnlyList<Geometry> outlines, IReflectanceSource scene, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(outlines);
        ArgumentNullException.ThrowIfNull(scene);
        var polygons = outlines.Where(outline => outline is Polygon or MultiPolygon && !outline.IsEmpty).ToList();
        if (polygons.Count < LeastSites) return RegisterFitResult.Unknown(polygons.Count);
        var grid = scene.Grid;
        var (metresCol, metresRow) = GroundPixel.MetresOf(grid);
        var move = GeometryTransform.Of(WellKnown.Crs84, grid.Crs);
        var pixels = polygons.ConvertAll(polygon => InPixels(move(polygon), grid, 1, 0, 0));
        pixels.RemoveAll(pixel => !pixel.EnvelopeInternal.Intersects(new Envelope(0, grid.Width, 0, grid.Height)));
        if (pixels.Count < LeastSites) return RegisterFitResult.Unknown(pixels.Count);
        var box = new Envelope();
        pixels.ForEach(pixel => box.ExpandToInclude(pixel.EnvelopeInternal));
        int aroundCol = (int)(1.3 * ReachMetres / metresCol), aroundRow = (int)(1.3 * ReachMetres / metresRow);
        var wanted = new Window((int)box.MinX - aroundCol, (int)box.MinY - aroundRow, (int)box.Width + 2 * aroundCol, (int)box.Height + 2 * aroundRow);
        if (EvidenceRaster.Read(scene, wanted, cancel) is not { } evidence) return RegisterFitResult.Unknown(0);
        var (factor, firstCol, firstRow) = evidence.Place;
        var sites = polygons.Select(polygon => SiteContrast.Of(InPixels(move(polygon), grid, factor, firstCol, firstRow))).OfType<SiteContrast>().ToList();
        return sites.Count < LeastSites ? RegisterFitResult.Unknown(sites.Count) : Judge(sites, evidence, polygons, cancel);
    }

    private static RegisterFitResult Judge(List<SiteContrast> sites, EvidenceRaster evidence, List<Geometry> outlines, CancellationToken cancel)
    {
        double cell = Math.Max(evidence.MetresCol, evidence.MetresRow);
        var coarse = Surface(sites, evidence, (int)(ReachMetres / cell / Step), Step, 0, 0, cancel);
        var (col, row) = coarse.Best();
        double radius = PeakMetres / cell / Step;
        var (mean, deviation) = coarse.Away(col, row, radius);
        if (deviation <= 0) return RegisterFitResult.Unknown(sites.Count);
        double Height(int c, int r) => (coarse.At(c, r) - mean) / deviation;
        var second = coarse.Best((c, r) => (c - col) * (c - col) + (r - row) * (r - row) > radius * radius);
        // Once more cell by cell round the best place.
        var fine = Surface(sites, evidence, 2 * Step, 1, col * Step, row * Step, cancel);
        var top = fine.Best();
        var (fineCol, fineRow) = fine.Top(top.Col, top.Row);
        // The outlines fit best when moved so far: the register lies as far the other way.
        double east = -(col * Step + fineCol) * evidence.MetresCol, north = (row * Step + fineRow) * evidence.MetresRow;
        double strength = Height(col, row), margin = strength - Height(second.Col, second.Row), zero = Height(0, 0);
        bool clear = strength >= LeastStrength && margin >= LeastMargin;
        var state = !clear ? FitState.CannotTell : east * east + north * north <= FitsWithinMetres * FitsWithinMetres ? FitState.Fits
            : strength - zero >= LeastGain ? FitState.Shifted : FitState.CannotTell;
        return new RegisterFitResult(state, Math.Round(east, 1), Math.Round(north, 1), sites.Count, Math.Round(strength, 2), Math.Round(margin, 2), Math.Round(zero, 2),
            state == FitState.Shifted ? LooksLike(outlines, east, north) : null);
    }

    private static ShiftSurface Surface(List<SiteContrast> sites, EvidenceRaster evidence, int reach, int step, int centreCol, int centreRow, CancellationToken cancel)
    {
        var surface = new ShiftSurface(reach);
        foreach (var site in sites)
        {
            cancel.ThrowIfCancellationRequested();
            surface.Add(site.Over(evidence, reach, step, centreCol, centreRow), site.Weight);
        }

        return surface;
    }

    // The offsets at the register's middle, whose place we know as the register has it.
    private static string? LooksLike(List<Geometry> outlines, double east, double north)
    {
        var box = new Envelope();
        outlines.ForEach(outline => box.ExpandToInclude(outline.EnvelopeInternal));
        var (lon, lat) = (box.Centre.X, box.Centre.Y);
        (string Name, (double Lon, double Lat) True)[] kinds =
        [
            ("gcj02", ChineseOffsets.Gcj02ToWgs84(lon, lat)), ("bd09", ChineseOffsets.Bd09ToWgs84(lon, lat)), ("wgs84", ChineseOffsets.Wgs84ToGcj02(lon, lat)),
        ];
        double metresLat = Measure.Ellipsoid.Distance(lon, lat - 0.005, lon, lat + 0.005) * 100, metresLon = Measure.Ellipsoid.Distance(lon - 0.005, lat, lon + 0.005, lat) * 100;
        var (name, off) = kinds.Select(kind =>
        {
            double e = (lon - kind.True.Lon) * metresLon - east, n = (lat - kind.True.Lat) * metresLat - north;
            return (kind.Name, Off: Math.Sqrt(e * e + n * n));
        }).MinBy(kind => kind.Off);
        return off <= LikeMetres ? name : null;
    }

    private static Geometry InPixels(Geometry inCrs, Grid grid, int factor, int firstCol, int firstRow)
    {
        inCrs.Apply(new ToPixels(grid.Transform, factor, firstCol, firstRow));
        inCrs.GeometryChanged();
        return inCrs;
    }

    private sealed class ToPixels(GeoTransform transform, int factor, int firstCol, int firstRow) : IEntireCoordinateSequenceFilter
    {
        public bool Done => false;

        public bool GeometryChanged => true;

        public void Filter(CoordinateSequence sequence)
        {
            for (int i = 0; i < sequence.Count; i++)
            {
                var (col, row) = transform.Invert(sequence.GetX(i), sequence.GetY(i));
                sequence.SetX(i, (col - firstCol) / factor);
                sequence.SetY(i, (row - firstRow) / factor);
            }
        }
    }
}
