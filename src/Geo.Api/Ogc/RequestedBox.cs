using Geo.Core.Crs;
using Geo.Core.Store;

namespace Geo.Api.Ogc;

/// <summary>The parameters bbox and bbox-crs: the rectangle in longitude/latitude, and in its own system where that is a plane.</summary>
internal sealed record RequestedBox(Extent Bbox, ProjectedBox? Within)
{
    private const int PointsAnEdge = 32;

    // The widest easting and northing that the planes are good for, metres from their origins.
    private const double FarEast = 1_500_000, FarNorth = 10_000_000, FalseEasting = 500_000, MercatorEdge = 20_037_508.342789244;

    /// <summary>Four numbers in the order of bbox-crs, or six whose heights mean nothing to flat features.</summary>
    /// <returns>Null where no bbox is given.</returns>
    public static RequestedBox? Of(string? text, string? crs)
    {
        var offered = Parameters.Crs("bbox-crs", crs);
        if (text is null)
        {
            return null;
        }

        string order = offered switch { { IsPlane: false, NorthFirst: false } => "min lon, min lat, max lon, max lat", { IsPlane: false } => "min lat, min lon, max lat, max lon", { NorthFirst: true } => "min north, min east, max north, max east", _ => "min east, min north, max east, max north" };
        double[] n = Parameters.Numbers("bbox", text);
        double[] flat = n.Length switch
        {
            4 => n,
            6 => [n[0], n[1], n[3], n[4]],
            _ => throw Parameters.Wrong("bbox", $"it holds {n.Length} numbers", $"give four ({order}), or six with heights"),
        };
        var box = offered.NorthFirst ? new Extent(flat[1], flat[0], flat[3], flat[2]) : new Extent(flat[0], flat[1], flat[2], flat[3]);
        if (box.MinY > box.MaxY)
        {
            throw Parameters.Wrong("bbox", "its lower bound to the north lies above its upper one", $"give {order}");
        }

        if (box.MinX > box.MaxX)
        {
            throw Parameters.Wrong("bbox", "a box across the antimeridian is not offered, as no district lies there", $"give {order}");
        }

        return offered.IsPlane ? new RequestedBox(Around(box, offered), new ProjectedBox(box, offered.Reference)) : new RequestedBox(box, null);
    }

    // The longitudes and latitudes of its edges, a little widened; the exact test follows in the plane.
    private static Extent Around(Extent box, OfferedCrs crs)
    {
        bool mercator = crs.Epsg == 3857;
        double Clamp(double v, double origin, double reach) => Math.Clamp(v, origin - reach, origin + reach);
        double minX = Clamp(box.MinX, mercator ? 0 : FalseEasting, mercator ? MercatorEdge : FarEast), maxX = Clamp(box.MaxX, mercator ? 0 : FalseEasting, mercator ? MercatorEdge : FarEast);
        double minY = Clamp(box.MinY, 0, mercator ? MercatorEdge : FarNorth), maxY = Clamp(box.MaxY, 0, mercator ? MercatorEdge : FarNorth);
        var x = new List<double>();
        var y = new List<double>();
        for (int i = 0; i <= PointsAnEdge; i++)
        {
            double alongX = minX + (maxX - minX) * i / PointsAnEdge, alongY = minY + (maxY - minY) * i / PointsAnEdge;
            x.AddRange([alongX, alongX, minX, maxX]);
            y.AddRange([minY, maxY, alongY, alongY]);
        }

        double[] lon = [.. x], lat = [.. y];
        GeometryTransform.Points(crs.Reference, WellKnown.Crs84)!(lon, lat);
        if (!lon.Concat(lat).All(double.IsFinite))
        {
            throw Parameters.Wrong("bbox", "a corner has no place on the earth in that CRS", "give a box where the CRS is used");
        }

        double wide = 1e-4 + (lon.Max() - lon.Min()) / 1000, high = 1e-4 + (lat.Max() - lat.Min()) / 1000;
        return new Extent(lon.Min() - wide, lat.Min() - high, lon.Max() + wide, lat.Max() + high);
    }
}
