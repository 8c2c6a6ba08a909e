using NetTopologySuite.Geometries;

namespace Geo.Core.Zonal;

/// <summary>Reads a window of values, row by row; NaN is no data.</summary>
/// <param name="window">Inside the grid.</param>
/// <param name="into">Length = width × height.</param>
public delegate void ReadWindow(Window window, Span<float> into);

/// <summary>What to compute for each zone.</summary>
/// <param name="Statistics">Names of <see cref="ZonalStatistics.Names"/> or qNN.</param>
/// <param name="Method">Exact coverage, or pixel centres.</param>
/// <param name="BlockSize">Pixels; a multiple of the raster's own blocks, so that each is decoded once.</param>
public sealed record ZonalOptions(IReadOnlyList<string> Statistics, CoverageMethod Method = CoverageMethod.Exact, int BlockSize = 512);

/// <summary>Zonal statistics of many polygons over one raster.</summary>
public static class ZonalTable
{
    /// <summary>Computes the statistics of each zone; every block that a zone touches is read once, others never.</summary>
    /// <param name="grid">The raster's grid.</param>
    /// <param name="read">Its values.</param>
    /// <param name="zones">In the grid's CRS; null stands for a feature without geometry.</param>
    /// <param name="options">What and how.</param>
    /// <param name="progress">Share of the rows of blocks done.</param>
    /// <param name="cancel">Looked at once a block.</param>
    /// <returns>A row a zone, in its order; zones off the raster have count 0.</returns>
    /// <remarks>Memory: one block, and 16 bytes a pixel of each zone where a quantile, mode or variety is asked for.</remarks>
    /// <exception cref="InputException">An unknown statistic.</exception>
    public static IReadOnlyList<ZonalStatistics> Of(
        Grid grid, ReadWindow read, IReadOnlyList<Geometry?> zones, ZonalOptions options, IProgress<double>? progress, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(grid);
        ArgumentNullException.ThrowIfNull(read);
        ArgumentNullException.ThrowIfNull(zones);
        ArgumentNullException.ThrowIfNull(options);
        bool keepsValues = options.Statistics.Select(ZonalStatistics.NeedsValues).ToArray().Any(needs => needs);
        var rows = zones.Select(_ => new ZonalStatistics(keepsValues)).ToArray();
        var windows = zones.Select(z => z is null ? default : PixelGeometry.WindowOf(z, grid).Intersect(grid.Whole)).ToArray();
        var byTop = Enumerable.Range(0, rows.Length).Where(i => !windows[i].IsEmpty).ToArray();

        var values = new float[checked(options.BlockSize * options.BlockSize)];
        var part = new float[values.Length];
        foreach (var block in grid.Whole.Blocks(options.BlockSize))
        {
            cancel.ThrowIfCancellationRequested();
            bool isRead = false;
            foreach (int i in byTop)
            {
                var meeting = windows[i].Intersect(block);
                if (meeting.IsEmpty) continue;
                var coverage = Coverage.Of(zones[i]!, grid, meeting, options.Method);
                if (coverage.Window.IsEmpty) continue;
                if (!isRead)
                {
                    read(block, values.AsSpan(0, (int)block.PixelCount));
                    isRead = true;
                }

                var w = coverage.Window;
                for (int row = 0; row < w.Height; row++)
                {
                    values.AsSpan((w.Row + row - block.Row) * block.Width + w.Col - block.Col, w.Width).CopyTo(part.AsSpan(row * w.Width));
                }

                rows[i].Add(coverage.Fractions, part.AsSpan(0, coverage.Fractions.Length));
            }

            progress?.Report((double)block.Bottom / grid.Height);
        }

        return rows;
    }
}
