using System.Globalization;
using Geo.Core.Gdal;

namespace Geo.Core.Imagery.Products;

/// <summary>What the granule of a Sentinel-2 product says of itself in MTD_TL.xml: place, time and sun.</summary>
/// <param name="Path">The file, for messages.</param>
/// <param name="Id">TILE_ID.</param>
/// <param name="SensedAt">SENSING_TIME, UTC.</param>
/// <param name="Grid">Grid of the 10-m bands.</param>
/// <param name="SunZenith">Mean over the tile, degrees; null where absent.</param>
/// <param name="SunAzimuth">Mean over the tile, degrees from north; null where absent.</param>
/// <param name="CloudPercent">CLOUDY_PIXEL_PERCENTAGE; null where absent.</param>
internal sealed record SafeTile(string Path, string Id, DateTimeOffset SensedAt, Grid Grid, double? SunZenith, double? SunAzimuth, double? CloudPercent)
{
    /// <exception cref="InputException">The file is not whole, or of another kind.</exception>
    internal static SafeTile Parse(string path, byte[] bytes)
    {
        var xml = ProductXml.Parse(path, bytes);
        if (!xml.RootName.EndsWith("Tile_ID", StringComparison.Ordinal))
        {
            throw new InputException(path, null, $"it describes no Sentinel-2 tile but '{xml.RootName}'", "give the product as it was delivered")
            { Chinese = $"描述的不是哨兵二号分块，而是“{xml.RootName}”；请按交付时的原样提供" };
        }

        var sensed = AcquisitionTime.Parse(xml.Needed("SENSING_TIME"))
            ?? throw new InputException(path, "SENSING_TIME", "it is no time", "give the file as it was delivered")
            { Chinese = "不是时间；请按交付时的原样提供" };
        var crs = Projection.FromUser(xml.Needed("HORIZONTAL_CS_CODE"));
        double At(string list, string name)
        {
            string? text = xml.All(list).FirstOrDefault(e => e.Attribute("resolution")?.Value == "10")?.Elements().FirstOrDefault(e => e.Name.LocalName == name)?.Value;
            return double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double value) ? value
                : throw new InputException(path, $"{list}/{name}", "the geometry of the 10-m bands is not there", "give the file as it was delivered")
                { Chinese = "缺少 10 米波段的位置；请按交付时的原样提供" };
        }

        var transform = GeoTransform.NorthUp(At("Geoposition", "ULX"), At("Geoposition", "ULY"), At("Geoposition", "XDIM"), At("Geoposition", "YDIM"));
        var grid = new Grid(transform, (int)At("Size", "NCOLS"), (int)At("Size", "NROWS"), crs);
        var sun = xml.All("Mean_Sun_Angle").FirstOrDefault();
        double? Sun(string name) => double.TryParse(sun?.Elements().FirstOrDefault(e => e.Name.LocalName == name)?.Value,
            NumberStyles.Float, CultureInfo.InvariantCulture, out double value) ? value : null;
        return new SafeTile(path, xml.Text("TILE_ID") ?? "", sensed, grid, Sun("ZENITH_ANGLE"), Sun("AZIMUTH_ANGLE"), xml.Number("CLOUDY_PIXEL_PERCENTAGE"));
    }
}
