using System.Globalization;
using Geo.Core.Zonal;
using NetTopologySuite.Geometries;
using NetTopologySuite.Operation.Union;
using NetTopologySuite.Simplify;

namespace Geo.Core.Volumes;

/// <summary>A toe line that the program proposes; a person takes it, changes it, or draws another.</summary>
/// <param name="Toe">Polygons in the surface's CRS, without holes.</param>
/// <param name="ThresholdM">What stands this far from the ground belongs to the pile, metres.</param>
/// <param name="GroundSigmaM">Scatter of the ground round the pile, metres.</param>
/// <param name="IsPit">True where it lies below the ground.</param>
/// <param name="Remarks">What to look at before it is taken.</param>
public sealed record ProposedToe(MultiPolygon Toe, double ThresholdM, double GroundSigmaM, bool IsPit, IReadOnlyList<Remark> Remarks);

/// <summary>
/// Finds where a pile meets the ground. The ground is fitted robustly outside a rough outline; from cells that clearly stand above
/// it inside the outline the region grows over neighbours that still do; the line is then moved outward by the threshold over the
/// slope at its edge, to where that slope meets the ground.
/// </summary>
public static class ToeProposal
{
    private const int MostSide = 600, Rounds = 3;
    private const double Margin = 0.6, LeastMargin = 15, SureSigmas = 4, EdgeSigmas = 2.5, MostShift = 3;

    /// <summary>Proposes.</summary>
    /// <param name="surface">The surface model.</param>
    /// <param name="outline">Rough outline in its CRS, as of a register or a detection.</param>
    /// <param name="rules">Parameters.</param>
    /// <param name="cancel">Looked at between rounds.</param>
    /// <exception cref="InputException">The outline lies off the surface, there is no ground round it, or nothing stands out of the ground.</exception>
    public static ProposedToe Of(HeightSurface surface, Geometry outline, VolumeRules rules, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(surface);
        ArgumentNullException.ThrowIfNull(outline);
        ArgumentNullException.ThrowIfNull(rules);
        Window tight = Coverage.WindowOf(outline, surface.Grid);
        double cell = Math.Min(surface.Cell.Across, surface.Cell.Down);
        Window window = tight.Grow((int)Math.Max(Margin * Math.Max(tight.Width, tight.Height), LeastMargin / cell)).Intersect(surface.Grid.Whole);
        if (window.IsEmpty || tight.Intersect(surface.Grid.Whole).IsEmpty)
        {
            throw new InputException(surface.Name, "outline", "it lies wholly off the surface model", "choose the surface model of this place");
        }

        double shrink = Math.Max(1, Math.Max(window.Width, window.Height) / (double)MostSide);
        int width = Math.Max(8, (int)(window.Width / shrink)), height = Math.Max(8, (int)(window.Height / shrink));
        float[] heights = Coarser.Read(surface, window, width, height, cancel);
        var grid = Shrunk(surface.Grid, window, width, height);
        bool[] inside = Inside(outline, grid);
        double side = cell * window.Width / width;

        bool[] pile = inside;
        GroundSurface ground = null!;
        bool isPit = false;
        double edge = 0;
        for (int round = 0; round < Rounds; round++)
        {
            cancel.ThrowIfCancellationRequested();
            bool[] around = [.. CellMask.Grown(pile, width, 2).Select(p => !p)];
            ground = GroundSurface.Of(heights, width, around)
                ?? throw new InputException(surface.Name, "outline", "the surface model shows no ground round it", "choose a model that reaches beyond the pile, or draw the toe line by hand");
            float[] above = [.. heights.Select((h, i) => (float)(h - ground.At(i % width, i / width)))];
            isPit = above.Where((h, i) => inside[i] && !float.IsNaN(h)).Sum(h => (double)h) < 0;
            if (isPit) above = [.. above.Select(h => -h)];
            float[] smooth = CellMask.Smoothed(above, width);
            double sure = Math.Max(rules.PileHeight, SureSigmas * ground.Sigma);
            edge = Math.Max(rules.PileHeight / 2, EdgeSigmas * ground.Sigma);
            bool[] seeds = [.. smooth.Select((h, i) => inside[i] && h > sure)];
            bool[] grown = CellMask.Reached(seeds, [.. smooth.Select(h => h > edge)], width);
            pile = CellMask.Filled(CellMask.Reached(seeds, CellMask.Opened(grown, width), width), width);
            if (!pile.Contains(true))
            {
                throw new InputException(surface.Name, "outline", string.Create(CultureInfo.InvariantCulture,
                    $"nothing inside it stands {sure:0.00} m out of the ground (whose scatter is {ground.Sigma:0.00} m)"), "draw the toe line by hand, or check that the model was flown after the dumping");
            }
        }

        double outward = Math.Min(MostShift, edge / EdgeSlope(heights, pile, width, side, isPit));
        MultiPolygon toe = Outlined(pile, grid, width, outward / surface.MetresPerUnit);
        return new ProposedToe(toe, edge, ground.Sigma, isPit, [.. Told(pile, width, toe, outline)]);
    }

    private static Grid Shrunk(Grid grid, Window window, int width, int height)
    {
        double x = (double)window.Width / width, y = (double)window.Height / height;
        Grid cropped = grid.Crop(window);
        var t = cropped.Transform;
        return cropped with { Transform = new GeoTransform(t.OriginX, t.PixelWidth * x, t.RowRotation * y, t.OriginY, t.ColumnRotation * x, t.PixelHeight * y), Width = width, Height = height };
    }

    private static bool[] Inside(Geometry outline, Grid grid)
    {
        CoverageMatrix coverage = Coverage.Of(outline, grid, CoverageMethod.Exact);
        return [.. Enumerable.Range(0, grid.Width * grid.Height).Select(i => coverage.At(i % grid.Width, i / grid.Width) >= 0.5)];
    }

    /// <summary>Median slope of the pile's own cells along its edge, metres a metre, at least 0.1.</summary>
    private static double EdgeSlope(float[] heights, bool[] pile, int width, double side, bool isPit)
    {
        var slopes = new List<double>();
        bool[] core = CellMask.Shrunk(pile, width, 2), rim = CellMask.Shrunk(pile, width, 1);
        int height = heights.Length / width;
        for (int i = 0; i < heights.Length; i++)
        {
            int col = i % width, row = i / width;
            if (!rim[i] || core[i] || col == 0 || row == 0 || col == width - 1 || row == height - 1) continue;
            double east = heights[i + 1] - (double)heights[i - 1], south = heights[i + width] - (double)heights[i - width];
            if (!double.IsNaN(east + south)) slopes.Add(double.Hypot(east, south) / (2 * side));
        }

        slopes.Sort();
        return slopes.Count == 0 || isPit ? 1 : Math.Max(0.1, slopes[slopes.Count / 2]);
    }

    private static MultiPolygon Outlined(bool[] pile, Grid grid, int width, double outward)
    {
        var factory = new GeometryFactory();
        var rows = new List<Geometry>();
        for (int i = 0; i < pile.Length;)
        {
            int row = i / width, from = i % width, to = from;
            while (to < width && pile[row * width + to]) to++;
            if (to > from)
            {
                Coordinate At(int col, int line)
                {
                    var (x, y) = grid.Transform.Apply(col, line);
                    return new Coordinate(x, y);
                }

                rows.Add(factory.CreatePolygon([At(from, row), At(to, row), At(to, row + 1), At(from, row + 1), At(from, row)]));
                i = row * width + to;
            }
            else
            {
                i++;
            }
        }

        double cell = double.Hypot(grid.Transform.PixelWidth, grid.Transform.ColumnRotation);
        // The staircase of cells goes with a tolerance of a cell; corners of the move are rounded.
        Geometry smooth = TopologyPreservingSimplifier.Simplify(CascadedPolygonUnion.Union(rows), cell);
        Geometry moved = TopologyPreservingSimplifier.Simplify(smooth.Buffer(outward + cell / 4), cell / 2);
        return factory.CreateMultiPolygon([.. ToeRing.Polygons(moved).Select(p => factory.CreatePolygon(p.Shell))]);
    }

    private static IEnumerable<Remark> Told(bool[] pile, int width, MultiPolygon toe, Geometry outline)
    {
        int height = pile.Length / width;
        bool cut = pile.Where((p, i) => p && (i % width == 0 || i % width == width - 1 || i / width == 0 || i / width == height - 1)).Any();
        if (cut) yield return Remark.Of("toe_cut_off", $"the pile reaches the edge of the surface model or of the search area: the toe line is cut off there");
        if (toe.NumGeometries > 1) yield return Remark.Of("toe_parts", $"{toe.NumGeometries} separate piles stand in the outline", ("count", toe.NumGeometries));
        if (!outline.Intersects(toe)) yield return Remark.Of("toe_elsewhere", $"what was found does not touch the outline");
    }
}
