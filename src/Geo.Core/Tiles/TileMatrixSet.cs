using System.Text.Json;

namespace Geo.Core.Tiles;

/// <summary>
/// A quad-tree of tiles of 256 × 256 cells (OGC 17-083r4), as data/tile-matrix-sets.json has it: each level halves the cells of
/// the one before. Coordinates here are always x = east or longitude, y = north or latitude, whatever the axes of its CRS.
/// </summary>
/// <param name="Id">Name in addresses.</param>
/// <param name="TitleZh">Chinese title.</param>
/// <param name="TitleEn">English title.</param>
/// <param name="Uri">Its entry in OGC's register; null where it has none.</param>
/// <param name="Crs">URI of the CRS.</param>
/// <param name="Urn">URN of the CRS, as WMTS writes it.</param>
/// <param name="Epsg">Code by which PROJ knows the CRS.</param>
/// <param name="ScaleSet">Well-known scale set; null where there is none.</param>
/// <param name="ScaleSetUrn">The same as WMTS writes it.</param>
/// <param name="Axes">Names of the CRS's axes in its own order.</param>
/// <param name="NorthFirst">True where that order is latitude, longitude.</param>
/// <param name="Origin">Upper left corner: x, y.</param>
/// <param name="CellSize">Side of a cell at the first level, CRS units.</param>
/// <param name="FirstLevel">Coarsest level.</param>
/// <param name="LastLevel">Finest level.</param>
/// <param name="FirstWidth">Tiles across at the first level.</param>
/// <param name="FirstHeight">Tiles down at the first level.</param>
public sealed record TileMatrixSet(
    string Id, string TitleZh, string TitleEn, string? Uri, string Crs, string Urn, int Epsg, string? ScaleSet, string? ScaleSetUrn,
    IReadOnlyList<string> Axes, bool NorthFirst, IReadOnlyList<double> Origin, double CellSize, int FirstLevel, int LastLevel, int FirstWidth, int FirstHeight)
{
    /// <summary>Cells across a tile and down.</summary>
    public const int Side = 256;

    // OGC's pixel of 0.28 mm, and its metres a degree of the equator.
    private const double PixelMetres = 0.00028, MetresPerDegree = 6378137 * Math.PI / 180;

    private static readonly JsonSerializerOptions Names = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    /// <summary>The sets that are offered.</summary>
    public static IReadOnlyList<TileMatrixSet> All { get; } =
        JsonSerializer.Deserialize<TileMatrixSet[]>(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "data", "tile-matrix-sets.json")), Names)!;

    /// <summary>A set by its id.</summary>
    /// <exception cref="NotFoundException">There is none.</exception>
    public static TileMatrixSet Get(string id) => All.FirstOrDefault(set => set.Id == id) ?? throw new NotFoundException("tileMatrixSetId", id);

    /// <summary>True where coordinates are degrees.</summary>
    public bool IsGeographic => Epsg != 3857;

    /// <summary>Side of a cell, CRS units.</summary>
    public double Cell(int level) => CellSize / (1L << (level - FirstLevel));

    /// <summary>Denominator of the scale at a pixel of 0.28 mm.</summary>
    public double ScaleDenominator(int level) => Cell(level) * (IsGeographic ? MetresPerDegree : 1) / PixelMetres;

    /// <summary>Tiles across.</summary>
    public int Width(int level) => FirstWidth << (level - FirstLevel);

    /// <summary>Tiles down.</summary>
    public int Height(int level) => FirstHeight << (level - FirstLevel);

    /// <summary>Levels from coarse to fine.</summary>
    public IEnumerable<int> Levels => Enumerable.Range(FirstLevel, LastLevel - FirstLevel + 1);

    /// <summary>Refuses an address that is not of this set.</summary>
    /// <exception cref="NotFoundException">Its kind is tileMatrix, tileRow or tileCol.</exception>
    public void Check(TileAddress at)
    {
        static string Text(int n) => n.ToString(System.Globalization.CultureInfo.InvariantCulture);
        if (at.Level < FirstLevel || at.Level > LastLevel) throw new NotFoundException("tileMatrix", Text(at.Level));
        if (at.Row < 0 || at.Row >= Height(at.Level)) throw new NotFoundException("tileRow", Text(at.Row));
        if (at.Col < 0 || at.Col >= Width(at.Level)) throw new NotFoundException("tileCol", Text(at.Col));
    }

    /// <summary>The ground of a tile, CRS units.</summary>
    public Extent Extent(TileAddress at)
    {
        double side = Cell(at.Level) * Side;
        double left = Origin[0] + at.Col * side, top = Origin[1] - at.Row * side;
        return new Extent(left, top - side, left + side, top);
    }

    /// <summary>A box in longitude and latitude as the box of this set's CRS.</summary>
    public Extent FromDegrees(Extent degrees) => IsGeographic ? degrees
        : new Extent(WebMercator.X(degrees.MinX), WebMercator.Y(degrees.MinY), WebMercator.X(degrees.MaxX), WebMercator.Y(degrees.MaxY));

    /// <summary>A box of this set's CRS in longitude and latitude.</summary>
    public Extent ToDegrees(Extent box) => IsGeographic ? box
        : new Extent(WebMercator.Longitude(box.MinX), WebMercator.Latitude(box.MinY), WebMercator.Longitude(box.MaxX), WebMercator.Latitude(box.MaxY));

    /// <summary>Which tiles of a level a box touches.</summary>
    /// <param name="level">The level.</param>
    /// <param name="degrees">Box in longitude and latitude; null for the whole level.</param>
    public TileLimits Limits(int level, Extent? degrees)
    {
        int width = Width(level), height = Height(level);
        if (degrees is not { } given) return new TileLimits(level, 0, height - 1, 0, width - 1);
        double side = Cell(level) * Side;
        Extent box = FromDegrees(given);
        int At(double distance, int count) => (int)Math.Clamp(Math.Floor(distance / side), 0, count - 1);
        return new TileLimits(level, At(Origin[1] - box.MaxY, height), At(Origin[1] - box.MinY, height), At(box.MinX - Origin[0], width), At(box.MaxX - Origin[0], width));
    }
}
