using System.Collections.Concurrent;
using System.Globalization;
using NetTopologySuite.Geometries;

namespace Geo.Core.Store;

/// <summary>
/// Places coarsened to cells of so many metres: a shape becomes the cell in which the middle of its envelope lies, so that two
/// shapes of one cell are told apart by nothing. Rows of cells are equally high in latitude (40,007,863 m round the poles); in each,
/// cells are as wide as they are high at its middle (equator 40,075,017 m): within 1 % of the metres named on the ellipsoid.
/// </summary>
/// <param name="metres">Side of a cell.</param>
internal sealed class CoarseGrid(double metres)
{
    /// <summary>The least and the greatest side, metres.</summary>
    public const double Least = 10, Greatest = 100_000;

    private const double MeridianMetres = 40_007_863, EquatorMetres = 40_075_017, FarthestNorth = 89, Sliver = 1e-6;
    private const int MostKept = 100_000;
    private readonly double _high = metres * 360 / MeridianMetres;

    // Many rows share a cell.
    private readonly ConcurrentDictionary<Extent, byte[]> _blobs = new();

    /// <summary>The cell round a place, its edges as they are published.</summary>
    /// <param name="x">Longitude.</param>
    /// <param name="y">Latitude.</param>
    public Extent Cell(double x, double y)
    {
        // The last cell reaches to the edge.
        (x, y) = (Math.Clamp(x, -180, 180 - Sliver), Math.Clamp(y, -90, 90 - Sliver));
        double south = Math.Floor((y + 90) / _high) * _high - 90;
        double middle = Math.Clamp(south + _high / 2, -FarthestNorth, FarthestNorth);
        double wide = metres * 360 / (EquatorMetres * Math.Cos(middle * Math.PI / 180));
        double west = Math.Floor((x + 180) / wide) * wide - 180;
        return new Extent(Rounded(west), Rounded(south), Rounded(Math.Min(180, west + wide)), Rounded(Math.Min(90, south + _high)));
    }

    /// <summary>The blob of the cell of a blob's shape, as a surface of the kind that the layer holds; null for none.</summary>
    public byte[]? Blob(byte[]? blob, LayerDefinition layer)
    {
        if (GeometryBlob.Envelope(blob) is not { } box)
        {
            return null;
        }

        var at = Cell((box.MinX + box.MaxX) / 2, (box.MinY + box.MaxY) / 2);
        if (_blobs.Count >= MostKept) _blobs.Clear();
        return _blobs.GetOrAdd(at, cell => GeometryBlob.Write(GeometryFactory.Default.ToGeometry(new Envelope(cell.MinX, cell.MaxX, cell.MinY, cell.MaxY)), layer, "")!);
    }

    /// <summary>
    /// SQL over an R-tree: boxes in which the cells of its rows lie, each the row's own box widened by the side of a cell, and that own
    /// box (west, east, south, north), by which the tree itself finds what lies <see cref="Around"/> a box. They serve to pass rows
    /// over and to find those that lie wholly in a box, not to be told.
    /// </summary>
    /// <param name="tree">The R-tree.</param>
    public string Reach(string tree)
    {
        // Cells grow wider away from the equator, as 1/cos of the latitude of their middle, which lies within a cell's height of the row's.
        string bands = string.Concat(new[] { 42.0, 50, 60, 70, 80 }.Select(north => $"WHEN far < {Number(north - _high)} THEN {Number(Wide(north))} "));
        string high = Number(_high + Sliver);
        return $"""
            SELECT id, minx - wide AS minx, maxx + wide AS maxx, miny - {high} AS miny, maxy + {high} AS maxy, minx AS west, maxx AS east, miny AS south, maxy AS north
            FROM (SELECT *, CASE {bands}ELSE {Number(Wide(FarthestNorth))} END AS wide FROM (SELECT id, minx, maxx, miny, maxy, max(abs(miny), abs(maxy)) AS far FROM {tree}))
            """;
    }

    /// <summary>The box that every row touches whose cell touches a box: the middle of its envelope lies in the cell, and hence no farther off than a cell's side.</summary>
    /// <param name="box">Degrees.</param>
    public Extent Around(Extent box)
    {
        // The middle of a cell that touches the box lies half a cell's height from it at most.
        double wide = Wide(Math.Max(Math.Abs(box.MinY), Math.Abs(box.MaxY)) + _high), high = _high + Sliver;
        return new Extent(box.MinX - wide, box.MinY - high, box.MaxX + wide, box.MaxY + high);
    }

    // Width of the cells up to a latitude.
    private double Wide(double farthest) => metres * 360 / (EquatorMetres * Math.Cos(Math.Min(farthest, FarthestNorth) * Math.PI / 180)) + Sliver;

    private static string Number(double value) => value.ToString("R", CultureInfo.InvariantCulture);

    private static double Rounded(double degrees) => Math.Round(degrees, BoxTest.Decimals);
}
