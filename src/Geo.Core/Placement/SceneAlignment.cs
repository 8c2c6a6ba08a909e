using Geo.Core.Gdal;
using Geo.Core.Imagery;

namespace Geo.Core.Placement;

/// <summary>
/// How far a scene lies off another: phase correlation (<see cref="PhaseCorrelation"/>) of one band in many windows spread over the
/// ground that both show, on the pixels of the coarser; the median of the windows that agree. Clouds and no data are left out
/// by the scenes' own masks. Reads at most 2 × 36 windows, so its time does not grow with the scenes.
/// </summary>
public static class SceneAlignment
{
    private const int MostWindowsASide = 6, LeastWindows = 4;
    private const double LeastSeen = 0.85, LeastQuality = 6, AgreeingPixels = 1, MostErrorPixels = 0.25;

    // In this order: soil, rock and works stand out in red whatever the season.
    private static readonly BandRole[] s_order =
        [BandRole.Red, BandRole.Green, BandRole.NirNarrow, BandRole.Nir, BandRole.Swir1, BandRole.Swir2, BandRole.Blue, BandRole.RedEdge1, BandRole.RedEdge2, BandRole.RedEdge3, BandRole.Coastal];

    /// <summary>Measures a scene against a reference.</summary>
    /// <param name="scene">The scene.</param>
    /// <param name="reference">The reference; both stay the caller's.</param>
    /// <param name="referenceId">What the result calls the reference.</param>
    /// <param name="cancel">Looked at once a window.</param>
    public static SceneShift Measure(IReflectanceSource scene, IReflectanceSource reference, string referenceId, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(scene);
        ArgumentNullException.ThrowIfNull(reference);
        return Found(scene, reference, referenceId, cancel) ?? new SceneShift(ShiftState.Unknown, referenceId, null, null, null, 0);
    }

    /// <summary>Whether a scene shows anything that can be compared.</summary>
    public static bool CanMeasure(IReflectanceSource source) => s_order.Any(source.Roles.Contains);

    private static SceneShift? Found(IReflectanceSource scene, IReflectanceSource reference, string referenceId, CancellationToken cancel)
    {
        BandRole common = s_order.FirstOrDefault(role => scene.Roles.Contains(role) && reference.Roles.Contains(role));
        BandRole ofScene = common != BandRole.Other ? common : s_order.FirstOrDefault(scene.Roles.Contains), ofReference = common != BandRole.Other ? common : s_order.FirstOrDefault(reference.Roles.Contains);
        if (ofScene == BandRole.Other || ofReference == BandRole.Other) return null;
        // On the coarser scene's pixels, so that it is not interpolated.
        Grid coarser = GroundPixel.SideOf(scene.Grid) > GroundPixel.SideOf(reference.Grid) * 1.001 ? scene.Grid : reference.Grid;
        if (Shared(coarser, ReferenceEquals(coarser, scene.Grid) ? reference.Grid : scene.Grid) is not { IsEmpty: false } shared) return null;
        using var readsScene = new PatchReader(scene, ofScene, coarser.Crs);
        using var readsReference = new PatchReader(reference, ofReference, coarser.Crs);
        var search = new ShiftSearch(readsScene, readsReference, coarser.Transform, shared, cancel);
        // Where nothing agrees a shift may be wider than a window: once more with pixels four times as wide.
        var rough = search.Over(1, 0, 0) ?? search.Over(4, 0, 0);
        if (rough is null) return null;
        var fine = Math.Abs(rough.Value.Col) + Math.Abs(rough.Value.Row) > 2 ? search.Over(1, (int)Math.Round(rough.Value.Col), (int)Math.Round(rough.Value.Row)) : rough;
        if (fine is not { } shift) return null;
        var (metresCol, metresRow) = GroundPixel.MetresOf(coarser);
        double east = shift.Col * metresCol, north = -shift.Row * metresRow, pixel = GroundPixel.SideOf(scene.Grid);
        return new SceneShift(Math.Sqrt(east * east + north * north) > pixel ? ShiftState.Off : ShiftState.Fits, referenceId,
            Math.Round(east, 3), Math.Round(north, 3), Math.Round(shift.Error * Math.Max(metresCol, metresRow), 3), shift.Windows);
    }

    /// <summary>Metres of one unit of a grid's CRS eastward and northward, at its middle.</summary>
    public static (double East, double North) MetresOfUnit(Grid grid)
    {
        var (col, row) = GroundPixel.MetresOf(grid);
        return (col / Math.Abs(grid.Transform.PixelWidth), row / Math.Abs(grid.Transform.PixelHeight));
    }

    // The coarser grid's pixels that the other covers.
    private static Window Shared(Grid grid, Grid other)
    {
        using var transform = other.Crs == grid.Crs ? null : new PointTransform(other.Crs, grid.Crs);
        double left = double.MaxValue, top = double.MaxValue, right = double.MinValue, bottom = double.MinValue;
        for (int i = 0; i <= 8; i++)
        {
            foreach (var (col, row) in new[] { (i / 8.0, 0.0), (i / 8.0, 1.0), (0.0, i / 8.0), (1.0, i / 8.0) })
            {
                var (x, y) = other.Transform.Apply(col * other.Width, row * other.Height);
                double[] xs = [x], ys = [y];
                transform?.Transform(xs, ys);
                var (c, r) = grid.Transform.Invert(xs[0], ys[0]);
                if (!double.IsFinite(c) || !double.IsFinite(r)) continue;
                (left, right, top, bottom) = (Math.Min(left, c), Math.Max(right, c), Math.Min(top, r), Math.Max(bottom, r));
            }
        }

        if (!(right > left) || right < -1e8 || left > 1e8 || bottom < -1e8 || top > 1e8) return default;
        (left, right, top, bottom) = (Math.Max(left, -1), Math.Min(right, grid.Width + 1), Math.Max(top, -1), Math.Min(bottom, grid.Height + 1));
        return new Window((int)Math.Ceiling(left), (int)Math.Ceiling(top), (int)right - (int)Math.Ceiling(left), (int)bottom - (int)Math.Ceiling(top)).Intersect(grid.Whole);
    }

    /// <summary>A shift in pixels, its standard error, and the windows that agreed on it.</summary>
    private readonly record struct Agreed(double Col, double Row, double Error, int Windows);

    private sealed class ShiftSearch(PatchReader scene, PatchReader reference, GeoTransform pixels, Window shared, CancellationToken cancel)
    {
        /// <summary>The shift in pixels; null where the windows do not agree on one.</summary>
        /// <param name="factor">Width of the pixels that are compared.</param>
        /// <param name="aheadCol">What is known of the shift already: windows of the scene are read there.</param>
        /// <param name="aheadRow">The same downward.</param>
        public Agreed? Over(int factor, int aheadCol, int aheadRow)
        {
            int least = Math.Min(shared.Width, shared.Height) / factor;
            int size = least >= 256 ? 128 : least >= 96 ? 64 : least >= 48 ? 32 : 0;
            if (size == 0) return null;
            var correlation = new PhaseCorrelation(size);
            double[] first = new double[size * size], second = new double[size * size];
            var found = new List<PhasePeak>();
            int tried = 0;
            foreach (int row in Places(shared.Row, shared.Height, size * factor))
            {
                foreach (int col in Places(shared.Col, shared.Width, size * factor))
                {
                    cancel.ThrowIfCancellationRequested();
                    var one = reference.Read(Patch(col, row, factor), size, first);
                    if (one.Seen < LeastSeen) continue;
                    var other = scene.Read(Patch(col + aheadCol, row + aheadRow, factor), size, second);
                    if (other.Seen < LeastSeen) continue;
                    tried++;
                    if (correlation.Find(first, second) is not { } peak || peak.Quality < LeastQuality) continue;
                    // A feature stands a slip too far in what was read.
                    found.Add(peak with
                    {
                        Col = (peak.Col - other.SlipCol + one.SlipCol) * factor + aheadCol,
                        Row = (peak.Row - other.SlipRow + one.SlipRow) * factor + aheadRow,
                    });
                }
            }

            return Agreeing(found, tried, factor);
        }

        private GeoTransform Patch(int col, int row, int factor)
        {
            var (x, y) = pixels.Apply(col, row);
            return pixels with { OriginX = x, OriginY = y, PixelWidth = pixels.PixelWidth * factor, PixelHeight = pixels.PixelHeight * factor };
        }

        private static IEnumerable<int> Places(int start, int length, int size)
        {
            // Side by side where there is room, else half over each other.
            int count = Math.Clamp(length >= 3 * size ? length / size : (2 * length / size) - 1, 1, MostWindowsASide);
            for (int i = 0; i < count; i++) yield return start + (count == 1 ? (length - size) / 2 : (int)((long)(length - size) * i / (count - 1)));
        }
    }

    private static Agreed? Agreeing(List<PhasePeak> found, int tried, int factor)
    {
        if (found.Count < LeastWindows || found.Count * 5 < tried) return null;
        double col = Median(found.Select(peak => peak.Col)), row = Median(found.Select(peak => peak.Row));
        var agreeing = found.FindAll(peak => Math.Abs(peak.Col - col) <= AgreeingPixels * factor && Math.Abs(peak.Row - row) <= AgreeingPixels * factor);
        if (agreeing.Count < LeastWindows || agreeing.Count * 2 < found.Count) return null;
        (col, row) = (Median(agreeing.Select(peak => peak.Col)), Median(agreeing.Select(peak => peak.Row)));
        // 1.4826: from a median deviation to a standard deviation; 1.2533: from the mean's standard error to the median's (both for normal errors).
        double deviation = 1.4826 * Math.Max(Median(agreeing.Select(peak => Math.Abs(peak.Col - col))), Median(agreeing.Select(peak => Math.Abs(peak.Row - row))));
        double error = Math.Max(0.01 * factor, 1.2533 * deviation / Math.Sqrt(agreeing.Count));
        return error > MostErrorPixels * factor ? null : new Agreed(col, row, error, agreeing.Count);
    }

    private static double Median(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        int middle = sorted.Length / 2;
        return sorted.Length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
