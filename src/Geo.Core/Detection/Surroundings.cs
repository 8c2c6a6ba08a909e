namespace Geo.Core.Detection;

/// <summary>
/// Measures objects and the ground round them: a second look at the windows of the candidates, tile by tile, each tile
/// evaluated once however many candidates it holds. Memory: a tile a thread and the sums of each candidate.
/// </summary>
internal static class Surroundings
{
    /// <summary>The ring round an object reaches so far from it, pixels (Chebyshev); it begins at the second pixel, as the first is mixed.</summary>
    public const int Reach = 16;

    /// <summary>What counts as near, pixels.</summary>
    public const int Near = 3;

    /// <summary>A strong pixel has more than this probability, in 1/65535.</summary>
    public const int Strong = ProbabilitySmoothing.One * 4 / 5;

    private const int TileSize = 128;

    // How near a pixel is; the higher holds.
    private const byte Away = 0, InRing = 1, IsNear = 2, Beside = 3, Within = 4;

    /// <summary>The candidates with their attributes, in their order.</summary>
    /// <param name="candidates">Of the whole grid.</param>
    /// <param name="plan">As the candidates were found with.</param>
    /// <param name="predictors">Number of predictors.</param>
    /// <param name="looks">One a thread.</param>
    /// <param name="cancel">Looked at once a tile.</param>
    public static List<Candidate> Of(IReadOnlyList<Candidate> candidates, BlockPlan plan, int predictors, IReadOnlyList<SecondLook> looks, CancellationToken cancel)
    {
        var tiles = new SortedDictionary<(int Row, int Col), List<int>>();
        Window[] windows = [.. candidates.Select(c => c.Box.Grow(Reach).Intersect(plan.Grid.Whole))];
        for (int i = 0; i < windows.Length; i++)
        {
            foreach (var tile in windows[i].Blocks(TileSize))
            {
                var key = (tile.Row / TileSize, tile.Col / TileSize);
                if (!tiles.TryGetValue(key, out var own)) tiles.Add(key, own = []);
                own.Add(i);
            }
        }

        var work = tiles.ToArray();
        var sums = candidates.Select(_ => new SurroundingSums(plan.Classes, predictors)).ToArray();
        var wide = plan with { KeepsProbabilities = true };
        var workers = looks.Take(Math.Max(1, work.Length)).Select(l => (Blocks: new BlockClassifier(wide, l.Probability), l.Predictors)).ToArray();
        OrderedBlocks.Run(work.Length, workers, (worker, t) =>
        {
            var tile = new Window(work[t].Key.Col * TileSize, work[t].Key.Row * TileSize, TileSize, TileSize);
            var needed = Union(work[t].Value.Select(i => windows[i].Intersect(tile)));
            var block = worker.Blocks.Of(needed);
            var parts = work[t].Value.Select(i => (Candidate: i, Sums: SumsOf(candidates[i].Runs, windows[i].Intersect(tile), block, plan, predictors))).ToList();
            if (worker.Predictors is { } predictorsOf) Measure(parts, candidates, tile, predictorsOf);
            return parts;
        }, parts =>
        {
            foreach (var (i, part) in parts) sums[i].Add(part);
        }, cancel);
        return [.. candidates.Select((c, i) => c with { Attributes = ObjectAttributes.Of(c.Runs, c.Polygon, sums[i]) })];
    }

    private static SurroundingSums SumsOf(PixelRun[] runs, Window part, BlockResult block, BlockPlan plan, int predictors)
    {
        var sums = new SurroundingSums(plan.Classes, predictors);
        byte[] places = Places(runs, part);
        int own = runs[0].Class - 1;
        for (int row = 0; row < part.Height; row++)
        {
            int at = (part.Row + row - block.Block.Row) * block.Block.Width + part.Col - block.Block.Col;
            for (int col = 0; col < part.Width; col++, at++)
            {
                byte place = places[row * part.Width + col], decided = block.Classes[at];
                if (place == Away || decided == 0) continue;
                int probability = Whole(block.Probabilities![own][at]);
                if (place == Within)
                {
                    for (int k = 0; k < sums.Inside.Length; k++) sums.Inside[k] += Whole(block.Probabilities[k][at]);
                    if (probability > Strong) sums.StrongPixels++;
                    continue;
                }

                if (place >= IsNear)
                {
                    sums.NearPixels++;
                    sums.NearProbability += probability;
                }

                if (place == Beside) continue;
                sums.RingPixels++;
                sums.RingProbability += probability;
                sums.Ring[decided - 1]++;
                if (plan.Decision.IsReported[decided - 1]) sums.RingReported++;
            }
        }

        return sums;
    }

    // Predictors over the objects' own pixels in the tile; windows of single objects, as these cover little of it.
    private static void Measure(List<(int Candidate, SurroundingSums Sums)> parts, IReadOnlyList<Candidate> candidates, Window tile, PredictorsOf predictorsOf)
    {
        foreach (var (i, sums) in parts)
        {
            Window own = candidates[i].Box.Intersect(tile);
            if (own.IsEmpty) continue;
            float[][] columns = predictorsOf(own);
            foreach (var run in candidates[i].Runs)
            {
                if (run.Row < own.Row || run.Row >= own.Bottom) continue;
                int from = Math.Max(run.From, own.Col), to = Math.Min(run.To, own.Right);
                if (from >= to) continue;
                sums.Measured += to - from;
                int at = (run.Row - own.Row) * own.Width + from - own.Col;
                for (int p = 0; p < sums.Values.Length; p++)
                {
                    foreach (float value in columns[p].AsSpan(at, to - from))
                    {
                        sums.Values[p] += value;
                        sums.Squares[p] += (double)value * value;
                    }
                }
            }
        }
    }

    // Each run widened to all sides; what is nearer is written over what is farther.
    private static byte[] Places(PixelRun[] runs, Window part)
    {
        var places = new byte[part.PixelCount];
        foreach (var (distance, place) in new[] { (Reach, InRing), (Near, IsNear), (1, Beside), (0, Within) })
        {
            foreach (var run in runs)
            {
                if (run.Row + distance < part.Row || run.Row - distance >= part.Bottom) continue;
                int left = Math.Max(run.From - distance, part.Col) - part.Col, right = Math.Min(run.To + distance, part.Right) - part.Col;
                if (left >= right) continue;
                for (int row = Math.Max(run.Row - distance, part.Row); row <= Math.Min(run.Row + distance, part.Bottom - 1); row++)
                {
                    places.AsSpan((row - part.Row) * part.Width + left, right - left).Fill(place);
                }
            }
        }

        return places;
    }

    // Kept probabilities are whole numbers over 65535: the nearest whole number is the one they were made of.
    private static int Whole(float probability) => (int)MathF.Round(probability * ProbabilitySmoothing.One);

    private static Window Union(IEnumerable<Window> windows)
    {
        int left = int.MaxValue, top = int.MaxValue, right = int.MinValue, bottom = int.MinValue;
        foreach (var w in windows) (left, top, right, bottom) = (Math.Min(left, w.Col), Math.Min(top, w.Row), Math.Max(right, w.Right), Math.Max(bottom, w.Bottom));
        return new Window(left, top, right - left, bottom - top);
    }
}
