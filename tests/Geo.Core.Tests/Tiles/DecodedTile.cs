using Geo.Core.Tiles;
using NetTopologySuite.Features;
using NetTopologySuite.Geometries;
using NetTopologySuite.Geometries.Utilities;
using NetTopologySuite.IO.VectorTiles.Mapbox;

namespace Geo.Core.Tests.Tiles;

/// <summary>A vector tile read again by NetTopologySuite.IO.VectorTiles.Mapbox.</summary>
internal static class DecodedTile
{
    /// <summary>Features of a tile of WebMercatorQuad in longitude and latitude, by layer.</summary>
    public static Dictionary<string, List<IFeature>> Read(byte[] bytes, TileAddress at)
    {
        if (bytes.Length == 0) return [];
        using var stream = new MemoryStream(bytes);
        var tile = new MapboxTileReader().Read(stream, new NetTopologySuite.IO.VectorTiles.Tiles.Tile(at.Col, at.Row, at.Level));
        return tile.Layers.ToDictionary(layer => layer.Name, layer => layer.Features.ToList());
    }

    /// <summary>A geometry of such a tile in its units: whole numbers, y southward.</summary>
    public static Geometry InUnits(Geometry degrees, TileAddress at)
    {
        var ground = TileMatrixSet.Get("WebMercatorQuad").Extent(at);
        double unit = ground.Width / 4096;
        var copy = degrees.Copy();
        copy.Apply(new Moved((x, y) => (Math.Round((WebMercator.X(x) - ground.MinX) / unit), Math.Round((ground.MaxY - WebMercator.Y(y)) / unit))));
        copy.GeometryChanged();
        return copy;
    }

    /// <summary>The same in fractions.</summary>
    public static Geometry InExactUnits(Geometry degrees, TileAddress at)
    {
        var ground = TileMatrixSet.Get("WebMercatorQuad").Extent(at);
        double unit = ground.Width / 4096;
        var copy = degrees.Copy();
        copy.Apply(new Moved((x, y) => ((WebMercator.X(x) - ground.MinX) / unit, (ground.MaxY - WebMercator.Y(y)) / unit)));
        copy.GeometryChanged();
        return GeometryFixer.Fix(copy);
    }

    private sealed class Moved(Func<double, double, (double, double)> move) : ICoordinateSequenceFilter
    {
        public bool Done => false;

        public bool GeometryChanged => true;

        public void Filter(CoordinateSequence sequence, int i)
        {
            var (x, y) = move(sequence.GetX(i), sequence.GetY(i));
            sequence.SetX(i, x);
            sequence.SetY(i, y);
        }
    }
}
