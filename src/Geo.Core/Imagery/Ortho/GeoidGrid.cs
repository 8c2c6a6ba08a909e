using System.Buffers.Binary;

namespace Geo.Core.Imagery.Ortho;

/// <summary>Height of the EGM96 geoid above the WGS 84 ellipsoid, from PROJ's grid egm96_15.gtx (15 minutes, bilinear).</summary>
/// <remarks>
/// The file: south-west corner and steps in degrees (four doubles), rows and columns (two ints), then floats from the south, all
/// big-endian. Chinese heights (1985) differ from EGM96 by some decimetres, which moves no pixel.
/// </remarks>
internal sealed class GeoidGrid
{
    private const string Name = "egm96_15.gtx";
    private const int Header = 40;

    private readonly byte[] _bytes;
    private readonly double _south, _west, _stepLat, _stepLon;
    private readonly int _rows, _cols;

    private GeoidGrid(byte[] bytes)
    {
        _bytes = bytes;
        (_south, _west, _stepLat, _stepLon) = (Double(0), Double(8), Double(16), Double(24));
        (_rows, _cols) = (BinaryPrimitives.ReadInt32BigEndian(bytes.AsSpan(32)), BinaryPrimitives.ReadInt32BigEndian(bytes.AsSpan(36)));
    }

    /// <summary>The grid of this machine's PROJ; null where it is not installed.</summary>
    internal static GeoidGrid? Find()
    {
        string?[] folders = [Environment.GetEnvironmentVariable("GEOWFC_PROJ_DATA"), Path.Combine(AppContext.BaseDirectory, "proj"), "/usr/share/proj", "/usr/local/share/proj"];
        string? file = folders.OfType<string>().Select(folder => Path.Combine(folder, Name)).FirstOrDefault(File.Exists);
        if (file is null) return null;
        byte[] bytes = File.ReadAllBytes(file);
        if (bytes.Length <= Header) return null;
        var grid = new GeoidGrid(bytes);
        return grid is { _rows: > 1, _cols: > 1 } && Header + 4L * grid._rows * grid._cols == bytes.Length ? grid : null;
    }

    /// <summary>Metres from the ellipsoid up to the geoid.</summary>
    internal double At(double lon, double lat)
    {
        double row = Math.Clamp((lat - _south) / _stepLat, 0, _rows - 1);
        // The grid goes once round the earth.
        double col = (lon - _west) / _stepLon;
        col -= Math.Floor(col / _cols) * _cols;
        int r = Math.Min((int)row, _rows - 2), c = (int)col;
        double dr = row - r, dc = col - c;
        int next = (c + 1) % _cols;
        return (1 - dr) * ((1 - dc) * Value(r, c) + dc * Value(r, next)) + dr * ((1 - dc) * Value(r + 1, c) + dc * Value(r + 1, next));
    }

    private double Value(int row, int col) => BinaryPrimitives.ReadSingleBigEndian(_bytes.AsSpan(Header + 4 * (row * _cols + col)));

    private double Double(int at) => BinaryPrimitives.ReadDoubleBigEndian(_bytes.AsSpan(at));
}
