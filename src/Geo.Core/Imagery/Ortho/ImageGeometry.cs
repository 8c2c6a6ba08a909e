namespace Geo.Core.Imagery.Ortho;

/// <summary>Where the ground lies in an image: its RPC and the correction by ground control.</summary>
internal sealed record ImageGeometry(RpcModel Rpc, ImageCorrection Correction)
{
    private const int MostSteps = 8;

    /// <summary>Ground to image in pixels from the outer corner of the first pixel, as <see cref="GeoTransform"/> counts.</summary>
    internal (double Col, double Row) Project(double lon, double lat, double height)
    {
        var (col, row) = Rpc.Project(lon, lat, height);
        (col, row) = Correction.Apply(col, row);
        return (col + 0.5, row + 0.5);
    }

    /// <summary>Place on the ground of a point of the image, where the line of sight meets the heights.</summary>
    /// <returns>NaN where there is none.</returns>
    internal (double Lon, double Lat) Locate(double col, double row, GroundHeights heights)
    {
        var (rpcCol, rpcRow) = Uncorrected(col - 0.5, row - 0.5);
        double height = heights.Mean;
        var place = Rpc.Locate(rpcCol, rpcRow, height);
        for (int i = 0; i < MostSteps && !double.IsNaN(place.Lon); i++)
        {
            double there = heights.At(place.Lon, place.Lat);
            if (Math.Abs(there - height) < 0.5) break;
            height = there;
            place = Rpc.Locate(rpcCol, rpcRow, height);
        }

        return place;
    }

    private (double Col, double Row) Uncorrected(double col, double row)
    {
        var c = Correction;
        double a = 1 + c.ColByCol, b = c.ColByRow, d = c.RowByCol, e = 1 + c.RowByRow, det = a * e - b * d, x = col - c.Col0, y = row - c.Row0;
        return ((x * e - y * b) / det, (y * a - x * d) / det);
    }
}
