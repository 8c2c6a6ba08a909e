using System.Runtime.ExceptionServices;
using Geo.Core.Imagery;

namespace Geo.Core.Zonal;

/// <summary>Statistics of all bands of many scenes in the same zones: each tile that a zone touches is decoded once a scene, others never.</summary>
/// <param name="quantiles">Shares wanted, ascending, in [0, 1].</param>
/// <param name="threads">Threads; the answer does not depend on it.</param>
public sealed class SiteStatistics(IReadOnlyList<double> quantiles, int threads)
{
    private readonly IReadOnlyList<double> _quantiles = quantiles.Zip(quantiles.Skip(1)).All(pair => pair.First <= pair.Second) && quantiles.All(share => share is >= 0 and <= 1)
        ? quantiles
        : throw new ArgumentOutOfRangeException(nameof(quantiles), "ascending shares in [0, 1]");

    /// <summary>Statistics of several scenes, side by side over the threads.</summary>
    /// <param name="plan">The zones on the grid that all scenes share.</param>
    /// <param name="files">The scenes' rasters.</param>
    /// <param name="take">Called once a scene, in any order and from any thread: number of the file, statistics by zone and band; null for a zone off the grid.</param>
    /// <param name="progress">Share of the scenes done.</param>
    /// <param name="cancel">Looked at once a tile.</param>
    /// <remarks>Memory: a tile and the zones' pixels a thread.</remarks>
    /// <exception cref="InputException">A scene lies on another grid, or holds other tiles than the plan.</exception>
    public void Of(ZonePlan plan, IReadOnlyList<string> files, Action<int, IReadOnlyList<ZoneSummary[]?>> take, IProgress<double>? progress, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentNullException.ThrowIfNull(files);
        ArgumentNullException.ThrowIfNull(take);
        int done = 0, atOnce = Math.Min(threads, files.Count);
        if (atOnce == 0) return;
        var options = new ParallelOptions { MaxDegreeOfParallelism = atOnce, CancellationToken = cancel };
        try
        {
            Parallel.For(0, files.Count, options, () => new WordStatistics(), (file, _, scratch) =>
            {
                take(file, Scene(plan, files[file], threads / atOnce, scratch, cancel));
                progress?.Report((double)Interlocked.Increment(ref done) / files.Count);
                return scratch;
            }, _ => { });
        }
        catch (AggregateException several) when (several.Flatten().InnerExceptions is [InputException or GdalException, ..])
        {
            ExceptionDispatchInfo.Throw(several.Flatten().InnerExceptions[0]);
        }
    }

    private ZoneSummary[]?[] Scene(ZonePlan plan, string file, int workers, WordStatistics scratch, CancellationToken cancel)
    {
        using var first = RasterTiles.Open(file);
        if (!first.Grid.Equals(plan.Grid) || (first.TileWidth, first.TileHeight) != (plan.TileWidth, plan.TileHeight))
        {
            throw new InputException(file, "grid", "the scene lies on another grid than the others, or has other tiles", "take scenes of one grid at a time");
        }

        return first.IsSmall
            ? Gather<ushort>(plan, file, first, workers, (zone, values, band) => scratch.Of(zone, values, first.NoData[band], _quantiles), cancel)
            : Gather<float>(plan, file, first, workers, (zone, values, band) => OfFloats(zone, values, first.NoData[band]), cancel);
    }

    private delegate ZoneSummary Summarise<T>(ZonePixels zone, ReadOnlySpan<T> values, int band);

    private static ZoneSummary[]?[] Gather<T>(ZonePlan plan, string file, RasterTiles first, int workers, Summarise<T> summarise, CancellationToken cancel)
        where T : unmanaged
    {
        int bands = first.Bands, next = -1;
        T[]?[] pixels = [.. plan.Zones.Select(zone => zone is null ? null : new T[bands * zone.Count])];
        if (workers <= 1) Work(first);
        else
        {
            Parallel.For(0, workers, new ParallelOptions { MaxDegreeOfParallelism = workers }, worker =>
            {
                using var own = RasterTiles.Open(file);
                Work(own);
            });
        }

        return [.. plan.Zones.Select((zone, i) => zone is null ? null : Enumerable.Range(0, bands)
            .Select(band => summarise(zone, pixels[i].AsSpan(band * zone.Count, zone.Count), band)).ToArray())];

        void Work(RasterTiles tiles)
        {
            var tile = new T[bands * plan.TileWidth * plan.TileHeight];
            for (int at = Interlocked.Increment(ref next); at < plan.Tiles.Count; at = Interlocked.Increment(ref next))
            {
                cancel.ThrowIfCancellationRequested();
                var need = plan.Tiles[at];
                int plane = (int)need.Window.PixelCount;
                tiles.Read(need.Window, tile.AsSpan(0, bands * plane));
                foreach (var copy in need.Copies)
                {
                    var into = pixels[copy.Zone]!;
                    int count = plan.Zones[copy.Zone]!.Count, from = copy.Row * need.Window.Width + copy.Col;
                    for (int band = 0; band < bands; band++)
                    {
                        tile.AsSpan(band * plane + from, copy.Length).CopyTo(into.AsSpan(band * count + copy.At));
                    }
                }
            }
        }
    }

    private ZoneSummary OfFloats(ZonePixels zone, ReadOnlySpan<float> values, double? noData)
    {
        var statistics = new ZonalStatistics();
        double[] weights = [.. Enumerable.Repeat(1.0, zone.Whole), .. zone.EdgeWeights];
        float[] valid = values.ToArray();
        if (noData is { } none) valid.AsSpan().Replace((float)none, float.NaN);
        statistics.Add(weights, valid);
        return new ZoneSummary(statistics.Count, statistics.Mean, statistics.Stdev, statistics.Min, statistics.Max, [.. _quantiles.Select(statistics.Quantile)]);
    }
}
