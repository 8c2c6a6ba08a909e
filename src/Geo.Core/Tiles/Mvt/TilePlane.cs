using System.Runtime.Intrinsics;

namespace Geo.Core.Tiles.Mvt;

/// <summary>The plane of one vector tile: longitude and latitude into its units, x east and y south, (0, 0) its upper left corner.</summary>
public sealed class TilePlane
{
    /// <summary>Units a side.</summary>
    public const int Side = 4096;

    /// <summary>Units round the tile that are kept, so that lines drawn wide do not end at its edge (a sixty-fourth of it).</summary>
    public const int Margin = 64;

    // Below half a degree of latitude a cubic gives Mercator's northing to 1/1000 of a unit (error (H/2)⁴·f⁗/192, H = 3 tiles).
    private const double SmallDegrees = 0.5;

    private readonly double _scaleX, _leftX, _scaleY, _topY;
    private readonly bool _mercator;
    private readonly double[] _nodes = new double[4], _newton = new double[4];
    private readonly double _south = double.NaN, _north = double.NaN;

    /// <param name="set">The tile's set.</param>
    /// <param name="at">Its address.</param>
    public TilePlane(TileMatrixSet set, TileAddress at)
    {
        ArgumentNullException.ThrowIfNull(set);
        Extent ground = set.Extent(at);
        _mercator = !set.IsGeographic;
        double perUnit = ground.Width / Side;
        _scaleX = (_mercator ? WebMercator.Half / 180 : 1) / perUnit;
        _leftX = ground.MinX / perUnit;
        (_scaleY, _topY) = (1 / perUnit, ground.MaxY / perUnit);
        double margin = perUnit * Margin;
        Wanted = set.ToDegrees(new Extent(ground.MinX - margin, ground.MinY - margin, ground.MaxX + margin, ground.MaxY + margin));
        Extent degrees = set.ToDegrees(ground);
        if (_mercator && degrees.Height < SmallDegrees)
        {
            (_south, _north) = (degrees.MinY - degrees.Height, degrees.MaxY + degrees.Height);
            for (int i = 0; i < 4; i++)
            {
                _nodes[i] = (_south + _north) / 2 + (_north - _south) / 2 * Math.Cos(Math.PI * (2 * i + 1) / 8);
                _newton[i] = _topY - WebMercator.Y(_nodes[i]) * _scaleY;
            }

            for (int order = 1; order < 4; order++)
            {
                for (int i = 3; i >= order; i--) _newton[i] = (_newton[i] - _newton[i - 1]) / (_nodes[i] - _nodes[i - order]);
            }
        }
    }

    /// <summary>Longitudes and latitudes that are kept: the tile with its margin.</summary>
    public Extent Wanted { get; }

    /// <summary>Units east of the tile's left edge.</summary>
    public double X(double longitude) => longitude * _scaleX - _leftX;

    /// <summary>Units south of the tile's upper edge.</summary>
    public double Y(double latitude) => _mercator ? _topY - WebMercator.Y(latitude) * _scaleY : _topY - latitude * _scaleY;

    /// <summary>Points in place, from degrees to units.</summary>
    /// <returns>The box round them.</returns>
    internal Box Place(Path path)
    {
        var degrees = Box.Of(path);
        path.Vectors(0, out var x, out var y);
        foreach (ref var four in x) four = four * _scaleX - Vector256.Create(_leftX);
        if (!_mercator)
        {
            foreach (ref var four in y) four = Vector256.Create(_topY) - four * _scaleY;
        }
        else if (degrees.Top >= _south && degrees.Bottom <= _north)
        {
            foreach (ref var four in y) four = Northing(four);
        }
        else
        {
            foreach (ref double one in path.Y) one = Y(one);
        }

        return Box.Of(path);
    }

    private Vector256<double> Northing(Vector256<double> latitude) => ((_newton[3] * (latitude - Vector256.Create(_nodes[2])) + Vector256.Create(_newton[2])) * (latitude - Vector256.Create(_nodes[1])) + Vector256.Create(_newton[1])) * (latitude - Vector256.Create(_nodes[0])) + Vector256.Create(_newton[0]);
}
