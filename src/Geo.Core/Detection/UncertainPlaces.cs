using Geo.Core.Classification;
using Geo.Core.Crs;
using Geo.Core.Imagery;
using Geo.Core.Measure;
using NetTopologySuite.Geometries;

namespace Geo.Core.Detection;

/// <summary>
/// Proposes places to label next: where the model is least sure, spread over the ground and over the pairs of classes that
/// it cannot tell apart, with the reported classes first.
/// </summary>
/// <remarks>
/// Margin sampling with diversity: Tuia et al. 2011, https://doi.org/10.1109/JSTSP.2011.2139193. The ground is cut into cells of
/// 8 × 8 pixels of the grid. A tile of 8 × 8 cells offers its most doubtful cell for each pair of classes, so that no two
/// offers of a pair crowd; of each pair the 256 best offers are kept, and pairs take turns until there are enough places, none
/// nearer than a tile's side to another. Sums are of whole numbers and ties go by place: the same answer at any block size
/// and thread count, in memory that does not grow with the scene.
/// </remarks>
public static class UncertainPlaces
{
    private const int Offers = 256, NearestPixels = DoubtMeter.Tile;

    /// <summary>Finds them.</summary>
    /// <param name="source">Imagery with the model's bands; more threads read through its copies.</param>
    /// <param name="model">The model to be improved.</param>
    /// <param name="labelled">Ground that is labelled already, in the source's CRS: cells that hold any of it are passed over.</param>
    /// <param name="options">See there.</param>
    /// <param name="progress">Share done.</param>
    /// <param name="cancel">Looked at once a block.</param>
    /// <returns>Reported classes' pairs first; possibly none, where the model is sure.</returns>
    /// <exception cref="InputException">A band is missing.</exception>
    public static IReadOnlyList<UncertainPlace> Find(
        IReflectanceSource source, ForestModel model, IReadOnlyList<LabelledArea> labelled, LabellingOptions options, IProgress<double>? progress, CancellationToken cancel)
    {
        model.Predictors.Require(source, "uncertain places");
        var meter = new DoubtMeter(model, options, [.. labelled.SelectMany(a => LabelledPixels.Of(a.Geometry, source.Grid)).Select(p => (p.Row / DoubtMeter.Cell, p.Col / DoubtMeter.Cell))]);
        int size = (Math.Max(1, options.BlockSize) + DoubtMeter.Tile - 1) / DoubtMeter.Tile * DoubtMeter.Tile;
        Window[] blocks = [.. source.Grid.Whole.Blocks(size)];
        IReflectanceSource[] copies = [.. Enumerable.Range(1, Math.Max(0, options.Threads - 1)).Select(_ => source.Reopen())];
        var best = new Dictionary<(int First, int Second), SortedSet<DoubtfulCell>>();
        int done = 0;
        try
        {
            OrderedBlocks.Run(blocks.Length, [.. copies.Prepend(source).Select(meter.Worker)], (worker, i) => worker.Of(blocks[i]), cells =>
            {
                foreach (var cell in cells)
                {
                    if (!best.TryGetValue(cell.Pair, out var own)) best[cell.Pair] = own = [];
                    own.Add(cell);
                    if (own.Count > Offers) own.Remove(own.Max!);
                }

                progress?.Report(++done / (double)blocks.Length);
            }, cancel);
        }
        finally
        {
            foreach (var copy in copies) copy.Dispose();
        }

        return [.. Choose(best, k => meter.IsReported[k], options.Count).Select(Place)];

        UncertainPlace Place(DoubtfulCell cell)
        {
            var toLonLat = GeometryTransform.Of(source.Grid.Crs, WellKnown.Crs84);
            int left = cell.Col * DoubtMeter.Cell, top = cell.Row * DoubtMeter.Cell, side = DoubtMeter.Cell;
            Coordinate[] ring = [.. new[] { (0, 0), (0, side), (side, side), (side, 0), (0, 0) }.Select(c => Corner(left + c.Item1, top + c.Item2))];
            var square = (Polygon)toLonLat(GeometryFactory.Default.CreatePolygon(ring));
            var centre = toLonLat(GeometryFactory.Default.CreatePoint(Corner(left + side / 2.0, top + side / 2.0))).Coordinate;
            return new UncertainPlace(Math.Round(centre.X, 7), Math.Round(centre.Y, 7), Math.Round(Math.Sqrt(Ellipsoid.Area(square).Value), 1),
                model.Classes[cell.Pair.First], model.Classes[cell.Pair.Second], cell.FirstProbability, cell.SecondProbability, cell.Doubt, square);
        }

        Coordinate Corner(double col, double row)
        {
            var (x, y) = source.Grid.Transform.Apply(col, row);
            return new Coordinate(x, y);
        }
    }

    /// <summary>Pairs take turns, those with a reported class first, then by their most doubtful cell.</summary>
    internal static IReadOnlyList<DoubtfulCell> Choose(
        IReadOnlyDictionary<(int First, int Second), SortedSet<DoubtfulCell>> best, Func<int, bool> isReported, int count)
    {
        var queues = best.OrderBy(p => isReported(p.Key.First) || isReported(p.Key.Second) ? 0 : 1).ThenBy(p => p.Value.Min).Select(p => new Queue<DoubtfulCell>(p.Value)).ToArray();
        var chosen = new List<DoubtfulCell>();
        while (chosen.Count < count && queues.Any(q => q.Count > 0))
        {
            foreach (var queue in queues)
            {
                while (queue.Count > 0 && chosen.Count < count)
                {
                    var next = queue.Dequeue();
                    if (chosen.Any(c => Near(c, next))) continue;
                    chosen.Add(next);
                    break;
                }
            }
        }

        return chosen;
    }

    private static bool Near(DoubtfulCell a, DoubtfulCell b)
    {
        long across = (long)(a.Col - b.Col) * DoubtMeter.Cell, down = (long)(a.Row - b.Row) * DoubtMeter.Cell;
        return across * across + down * down < (long)NearestPixels * NearestPixels;
    }
}
