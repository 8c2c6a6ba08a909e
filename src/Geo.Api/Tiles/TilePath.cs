using System.Globalization;
using Geo.Api.Ogc;
using Geo.Core.Tiles;

namespace Geo.Api.Tiles;

/// <summary>Set and address from a tile's path.</summary>
internal static class TilePath
{
    /// <summary>Reads them.</summary>
    /// <exception cref="InputException">A part is no whole number; its field is the part's name.</exception>
    /// <exception cref="NotFoundException">No such set, or no such tile in it.</exception>
    public static (TileMatrixSet Set, TileAddress At) Of(string tms, string z, string row, string col)
    {
        var set = TileMatrixSet.Get(tms);
        var at = new TileAddress(Whole("tileMatrix", z), Whole("tileRow", row), Whole("tileCol", col));
        set.Check(at);
        return (set, at);
    }

    /// <summary>Refuses tiles outside the limits that the tileset names.</summary>
    /// <exception cref="NotFoundException">Its kind is tileRow or tileCol.</exception>
    public static void CheckLimits(TileMatrixSet set, TileAddress at, Extent? degrees)
    {
        var limits = set.Limits(at.Level, degrees);
        static string Text(int n) => n.ToString(CultureInfo.InvariantCulture);
        if (at.Row < limits.FirstRow || at.Row > limits.LastRow) throw new NotFoundException("tileRow", Text(at.Row));
        if (at.Col < limits.FirstCol || at.Col > limits.LastCol) throw new NotFoundException("tileCol", Text(at.Col));
    }

    private static int Whole(string name, string text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int number)
        ? number
        : throw Parameters.Wrong(name, $"'{text}' is not a whole number", "tiles stand at {tileMatrix}/{tileRow}/{tileCol}");
}
