using System.Globalization;
using Geo.Core.Crs;
using Geo.Core.Measure;
using Geo.Core.Zonal;
using NetTopologySuite.Geometries;

namespace Geo.Core.Volumes;

/// <summary>Measures what lies above and below a base within a toe line.</summary>
/// <param name="rules">Parameters.</param>
public sealed class VolumeMeter(VolumeRules rules)
{
    private const int UsualBlock = 256;

    // A model of finer cells than the surface is read in as many cells a block.
    private const int MostModelCells = 4096;

    /// <summary>With the rules that the program brings.</summary>
    public static VolumeMeter Default { get; } = new(VolumeRules.Default);

    /// <summary>Measures. Blocks of 256 × 256 cells are read one after the other: memory does not grow with the surface.</summary>
    /// <param name="surface">The surface model.</param>
    /// <param name="toe">The toe line: polygons in the surface's CRS, holes left out.</param>
    /// <param name="options">Base and errors.</param>
    /// <param name="progress">Share of the blocks done.</param>
    /// <param name="cancel">Looked at once a block.</param>
    /// <exception cref="InputException">The toe line is no polygon, lies off the surface or where there is no data, or the base cannot be drawn.</exception>
    public VolumeMeasurement Measure(HeightSurface surface, Geometry toe, VolumeOptions options, IProgress<double>? progress, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(surface);
        ArgumentNullException.ThrowIfNull(toe);
        ArgumentNullException.ThrowIfNull(options);
        if (!ToeRing.Polygons(toe).Any())
        {
            throw new InputException("toe line", "geometry", toe.IsEmpty ? "it is empty" : $"a {toe.GeometryType} encloses nothing", "draw it as a polygon");
        }

        Grid grid = surface.Grid;
        Window all = PixelWindow(toe, grid);
        if (all.IsEmpty)
        {
            throw new InputException(surface.Name, "toe line", "it lies wholly off the surface model", "choose the surface model of this place, or check the toe line's CRS");
        }

        SurfaceError error = options.Error ?? rules.Error, modelError = options.ModelError ?? error;
        List<ToeCell> ring = ToeRing.Of(surface, toe, UsualBlock, cancel);
        var plane = PlaneBase.Of(ring, rules.HuberThreshold);
        var triangles = TriangulatedBase.Of(ring);
        ModelBase? model = options.Base != VolumeBase.Model ? null
            : new ModelBase(options.Model ?? throw new InputException("volume", "base", "the other model is missing", "name a file or scene of heights"), surface);
        // The lowest cell is known at the end only: its volume follows from the sums.
        BaseSurface basis = options.Base switch
        {
            VolumeBase.Plane => plane ?? throw NoToe(surface),
            VolumeBase.Triangulated => triangles ?? throw NoToe(surface),
            VolumeBase.Model => model!,
            _ => new LevelBase(0),
        };
        double z = Normal.Quantile((1 + rules.DetectionConfidence) / 2);
        double detection = model is null ? 0 : z * double.Hypot(error.Vertical, modelError.Vertical);
        var sums = new VolumeSums(ring.Count > 0 ? ring.Average(c => c.Height) : 0, detection);
        Window held = all.Grow(1).Intersect(grid.Whole);
        var bins = new CorrelatedError(held, surface.Cell, error.CorrelationLength);
        int size = model is null ? UsualBlock : Math.Clamp((int)(MostModelCells / model.CellsAcross), 16, UsualBlock);
        Sum(surface, toe, basis, triangles, sums, bins, size, all, progress, cancel);
        if (!(sums.Cells > 0))
        {
            throw new InputException(surface.Name, "toe line", model is null ? "the surface model has no data inside it" : "surface and base have no data in common inside it",
                "check the toe line, or choose models that cover it");
        }

        if (options.Base == VolumeBase.Lowest) basis = new LevelBase(sums.Range.Low);
        return Result(surface, toe, options, ring, plane, triangles, basis, sums, bins, held, error, modelError, z, detection);
    }

    /// <summary>The base of a measurement, to be drawn.</summary>
    internal static BaseSurface BaseOf(HeightSurface surface, Geometry toe, VolumeOptions options, VolumeRules rules, CancellationToken cancel)
    {
        if (options.Base == VolumeBase.Model) return new ModelBase(options.Model!, surface);
        if (options.Base == VolumeBase.Lowest) return new LevelBase(new VolumeMeter(rules).Measure(surface, toe, options, null, cancel).BaseHeightM);
        List<ToeCell> ring = ToeRing.Of(surface, toe, UsualBlock, cancel);
        BaseSurface? drawn = options.Base == VolumeBase.Plane ? PlaneBase.Of(ring, rules.HuberThreshold) : TriangulatedBase.Of(ring);
        return drawn ?? throw NoToe(surface);
    }

    private static void Sum(
        HeightSurface surface, Geometry toe, BaseSurface basis, TriangulatedBase? triangles, VolumeSums sums, CorrelatedError bins,
        int size, Window all, IProgress<double>? progress, CancellationToken cancel)
    {
        var heights = new float[(size + 2) * (size + 2)];
        var shares = new double[size * size];
        double[] bases = new double[size * size], other = new double[size * size];
        foreach (Window block in all.Blocks(size))
        {
            cancel.ThrowIfCancellationRequested();
            CoverageMatrix coverage = Coverage.Of(toe, surface.Grid, block, CoverageMethod.Exact);
            if (coverage.Window.IsEmpty || !coverage.Fractions.AsSpan().ContainsAnyExcept(0.0)) continue;
            int count = (int)block.PixelCount;
            Span<double> inside = shares.AsSpan(0, count);
            inside.Clear();
            Window c = coverage.Window;
            for (int row = 0; row < c.Height; row++)
            {
                coverage.Fractions.AsSpan(row * c.Width, c.Width).CopyTo(inside[((c.Row + row - block.Row) * block.Width + c.Col - block.Col)..]);
            }

            Window around = block.Grow(1);
            Span<float> read = heights.AsSpan(0, (int)around.PixelCount);
            surface.ReadAnywhere(around, read);
            basis.Fill(block, inside, bases.AsSpan(0, count));
            sums.Add(inside, read, bases.AsSpan(0, count), block, surface.Cell);
            // The triangulated base counts along, whichever is chosen: the range over bases needs it.
            if (triangles is not null && triangles != basis) triangles.Fill(block, inside, other.AsSpan(0, count));
            triangles?.Count(block, inside);
            bins.Add(block, inside);
            progress?.Report((double)(block.Bottom - all.Row) / all.Height);
        }
    }

    private VolumeMeasurement Result(
        HeightSurface surface, Geometry toe, VolumeOptions options, List<ToeCell> ring, PlaneBase? plane, TriangulatedBase? triangles, BaseSurface basis,
        VolumeSums sums, CorrelatedError bins, Window held, SurfaceError error, SurfaceError modelError, double z, double detection)
    {
        var centre = toe.EnvelopeInternal.Centre;
        double area = surface.CellArea(centre.X, centre.Y);
        double[] ofTriangles = triangles?.Weights(sums.Cells, sums.Moments.Across, sums.Moments.Down) ?? [];
        double[] weights = ReferenceEquals(basis, triangles) ? ofTriangles : basis.Weights(sums.Cells, sums.Moments.Across, sums.Moments.Down);
        bool lowest = options.Base == VolumeBase.Lowest;
        double aboveLowest = sums.Heights - (sums.Range.Low - sums.Origin) * sums.Cells;
        double net = lowest ? aboveLowest : sums.Fill - sums.Cut;
        (double cut, double fill) = lowest ? (0, aboveLowest) : (sums.Cut, sums.Fill);
        var errors = VolumeError.Of(
            surface, sums, ring, weights, bins, held, area, error,
            options.Base == VolumeBase.Model ? (options.Model!, modelError) : null, options.Base == VolumeBase.Plane ? plane!.Residual : 0);
        double reach = Normal.Quantile((1 + rules.IntervalConfidence) / 2) * errors.Total;
        double footprint = Ellipsoid.Area(GeometryTransform.Transform(toe, surface.Grid.Crs, WellKnown.Crs84)).Value;
        double covered = Math.Min(footprint, sums.Cells * area);
        return new VolumeMeasurement
        {
            Base = options.Base,
            Surface = surface.Name,
            Model = options.Base == VolumeBase.Model ? options.Model!.Name : null,
            CutM3 = cut * area,
            FillM3 = fill * area,
            NetM3 = net * area,
            Errors = errors,
            NetLowM3 = net * area - reach,
            NetHighM3 = net * area + reach,
            Bases = Bases(),
            FootprintM2 = footprint,
            CoveredM2 = covered,
            SurfaceM2 = sums.Surface * area,
            HeightMaxM = lowest ? sums.Range.High - sums.Range.Low : sums.Highest,
            HeightMeanM = net / sums.Cells,
            BaseHeightM = sums.Origin + (sums.Heights - net) / sums.Cells,
            ToeCells = ring.Count,
            ToeResidualM = plane?.Residual,
            Error = error,
            Detected = options.Base != VolumeBase.Model ? null
                : new DetectedChange(detection, z, sums.Detected.Cut * area, sums.Detected.Fill * area, (sums.Detected.Fill - sums.Detected.Cut) * area, sums.Detected.Cells * area),
            Remarks = [.. Told(footprint, covered)],
        };

        List<BaseVolume> Bases()
        {
            var all = new List<BaseVolume>();
            if (plane is not null) all.Add(new BaseVolume(VolumeBase.Plane, area * (sums.Heights + sums.Origin * sums.Cells - plane.Sum(sums.Cells, sums.Moments.Across, sums.Moments.Down))));
            if (triangles is not null)
            {
                // Weights sum to the cells: heights above the origin keep the digits.
                double above = ring.Select((cell, i) => ofTriangles[i] * (cell.Height - sums.Origin)).Sum();
                all.Add(new BaseVolume(VolumeBase.Triangulated, area * (sums.Heights - above)));
            }

            // Above a pit's lowest cell lies the pit's air, no pile: that is no volume of it.
            if (lowest || all.Count == 0 || all[0].NetM3 > 0) all.Add(new BaseVolume(VolumeBase.Lowest, area * aboveLowest));
            if (options.Base == VolumeBase.Model) all.Add(new BaseVolume(VolumeBase.Model, area * net));
            return all;
        }
    }

    private static IEnumerable<Remark> Told(double footprint, double covered)
    {
        double share = covered / footprint;
        if (share < 0.999)
        {
            string percent = (100 * (1 - share)).ToString("0.0", CultureInfo.InvariantCulture);
            yield return Remark.Of("volume_not_covered", $"{percent} % of the area within the toe line has no data and is left out", ("percent", percent));
        }
    }

    private static Window PixelWindow(Geometry toe, Grid grid) => Coverage.WindowOf(toe, grid).Intersect(grid.Whole);

    private static InputException NoToe(HeightSurface surface) =>
        new(surface.Name, "toe line", "the surface model has no ground round it: the cells just outside the line are missing or lie on one straight line",
            "draw the toe line within the model, or measure from a terrain model or the lowest point");
}
