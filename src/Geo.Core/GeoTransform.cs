namespace Geo.Core;

/// <summary>
/// GDAL's six numbers: x = OriginX + col·PixelWidth + row·RowRotation, y = OriginY + col·ColumnRotation + row·PixelHeight;
/// (col, row) = (0, 0) is the outer corner of the upper left pixel, PixelHeight is negative in a north-up raster.
/// </summary>
public readonly record struct GeoTransform(
    double OriginX, double PixelWidth, double RowRotation, double OriginY, double ColumnRotation, double PixelHeight)
{
    /// <summary>A north-up transform with square or oblong pixels.</summary>
    public static GeoTransform NorthUp(double originX, double originY, double pixelWidth, double pixelHeight) =>
        new(originX, pixelWidth, 0, originY, 0, -Math.Abs(pixelHeight));

    /// <summary>True without rotation and with rows running southward.</summary>
    public bool IsNorthUp => RowRotation == 0 && ColumnRotation == 0 && PixelWidth > 0 && PixelHeight < 0;

    /// <summary>Coordinates of a place given in (fractional) pixels.</summary>
    public (double X, double Y) Apply(double col, double row) =>
        (OriginX + col * PixelWidth + row * RowRotation, OriginY + col * ColumnRotation + row * PixelHeight);

    /// <summary>(Fractional) pixel of a coordinate.</summary>
    public (double Col, double Row) Invert(double x, double y)
    {
        double det = PixelWidth * PixelHeight - RowRotation * ColumnRotation;
        double dx = x - OriginX, dy = y - OriginY;
        return ((dx * PixelHeight - dy * RowRotation) / det, (dy * PixelWidth - dx * ColumnRotation) / det);
    }
}
