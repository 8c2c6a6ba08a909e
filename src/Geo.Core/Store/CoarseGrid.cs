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
    private readonly double _high = metres * 360 / MeridianMetres;

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

        var cell = Cell((box.MinX + box.MaxX) / 2, (box.MinY + box.MaxY) / 2);
        return GeometryBlob.Write(GeometryFactory.Default.ToGeometry(new Envelope(cell.MinX, cell.MaxX, cell.MinY, cell.MaxY)), layer, "");
    }

    private static double Rounded(double degrees) => Math.Round(degrees, BoxTest.Decimals);
}
