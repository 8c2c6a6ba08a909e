using NetTopologySuite.Geometries;

namespace Geo.Core.Zonal;

/// <summary>
/// Which pixels of which tiles each zone needs, on one grid: worked out once, used for every scene on that grid. Immutable.
/// </summary>
/// <remarks>Memory: 8 bytes a pixel of an edge and 16 a stretch of a row; the shares themselves are not kept.</remarks>
public sealed class ZonePlan
{
    private ZonePlan(Grid grid, int tileWidth, int tileHeight, ZonePixels?[] zones, TileNeed[] tiles) =>
        (Grid, TileWidth, TileHeight, Zones, Tiles) = (grid, tileWidth, tileHeight, zones, tiles);

    /// <summary>The grid that the plan is for.</summary>
    public Grid Grid { get; }

    /// <summary>Width of a tile, pixels.</summary>
    public int TileWidth { get; }

    /// <summary>Height of a tile, pixels.</summary>
    public int TileHeight { get; }

    /// <summary>Windows of the tiles that any zone touches, row by row.</summary>
    public IEnumerable<Window> Touched => Tiles.Select(tile => tile.Window);

    internal IReadOnlyList<ZonePixels?> Zones { get; }

    internal IReadOnlyList<TileNeed> Tiles { get; }

    /// <summary>Makes the plan.</summary>
    /// <param name="grid">Any affine grid.</param>
    /// <param name="tileWidth">Width of the raster's tiles.</param>
    /// <param name="tileHeight">Height of the raster's tiles.</param>
    /// <param name="zones">In the grid's CRS; null stands for a feature without geometry.</param>
    /// <param name="method">Exact shares, or pixel centres.</param>
    public static ZonePlan Of(Grid grid, int tileWidth, int tileHeight, IReadOnlyList<Geometry?> zones, CoverageMethod method = CoverageMethod.Exact)
    {
        ArgumentNullException.ThrowIfNull(grid);
        ArgumentNullException.ThrowIfNull(zones);
        var pixels = new ZonePixels?[zones.Count];
        var needs = new SortedDictionary<(int Row, int Col), List<TileCopy>>();
        for (int zone = 0; zone < pixels.Length; zone++)
        {
            if (zones[zone] is not { } geometry) continue;
            pixels[zone] = ZonePixels.Of(Coverage.Of(geometry, grid, method));
            foreach (var run in pixels[zone]?.Runs ?? []) Cut(run, zone);
        }

        return new ZonePlan(grid, tileWidth, tileHeight, pixels, [.. needs.Select(need => new TileNeed(
            new Window(need.Key.Col * tileWidth, need.Key.Row * tileHeight, tileWidth, tileHeight).Intersect(grid.Whole), [.. need.Value]))]);

        void Cut(PixelRun run, int zone)
        {
            for (int col = run.Col; col < run.Col + run.Length;)
            {
                int tile = col / tileWidth, end = Math.Min(run.Col + run.Length, (tile + 1) * tileWidth);
                var key = (run.Row / tileHeight, tile);
                if (!needs.TryGetValue(key, out var copies)) needs.Add(key, copies = []);
                copies.Add(new TileCopy(zone, run.Row - key.Item1 * tileHeight, col - tile * tileWidth, end - col, run.At + col - run.Col));
                col = end;
            }
        }
    }
}

/// <summary>A tile and what the zones take from it.</summary>
internal sealed record TileNeed(Window Window, TileCopy[] Copies);

/// <summary>A stretch of a tile's row that belongs to a zone.</summary>
internal readonly record struct TileCopy(int Zone, int Row, int Col, int Length, int At);
