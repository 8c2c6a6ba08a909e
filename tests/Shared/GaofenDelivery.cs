using System.Globalization;
using System.Text;
using Geo.Core;
using Geo.Core.Gdal;

namespace Geo.Testing;

/// <summary>
/// A Gaofen delivery named and described as CRESDA's are, seen by an invented camera over Donghe whose lines are straight: 8 m a
/// pixel at 1000 m above the ellipsoid, tilted so that 100 m of height move the image by one pixel east.
/// </summary>
internal static class GaofenDelivery
{
    public const double Lon = 110, Lat = 40.5, LonScale = 800 / 84_780.0, LatScale = 800 / 111_035.0;

    public const string Pms = "GF1_PMS1_E110.0_N40.5_20190704_L1A0004090001";

    /// <summary>DN of the four bands where nothing else is drawn.</summary>
    public static readonly int[] Ground = [800, 700, 600, 2000];

    /// <summary>The multispectral image, 200 x 200, with a bright patch of 3 x 3 around a pixel.</summary>
    public static void Multispectral(string folder, string name = Pms, string satellite = "GF1", string sensor = "PMS1", string part = "-MSS1", string taken = "2019-07-04 11:20:30",
        string? received = "2019-07-04 03:20:45", double? zenith = 24.9, (int Col, int Row)? bright = null, int bands = 4)
    {
        Directory.CreateDirectory(folder);
        string path = Path.Combine(folder, name + part);
        Unplaced(path + ".tiff", 200, 200, bands, (band, col, row) =>
            bright is var (c, r) && Math.Abs(col - c) <= 1 && Math.Abs(row - r) <= 1 ? 9000 : Ground[(band - 1) % 4]);
        File.WriteAllText(path + ".rpb", Rpb(1));
        File.WriteAllText(path + ".xml", Xml(satellite, sensor, 200, 8, taken, received, zenith));
    }

    /// <summary>The panchromatic image of the same ground, 800 x 800.</summary>
    public static void Panchromatic(string folder, int dn)
    {
        Directory.CreateDirectory(folder);
        string path = Path.Combine(folder, Pms + "-PAN1");
        Unplaced(path + ".tiff", 800, 800, 1, (_, _, _) => dn);
        File.WriteAllText(path + ".rpb", Rpb(4));
        File.WriteAllText(path + ".xml", Xml("GF1", "PMS1", 800, 2, "2019-07-04 11:20:30", null, 24.9));
    }

    /// <summary>The camera as the text of an .rpb file, its pixels so many times finer.</summary>
    public static string Rpb(int finer)
    {
        string middle = Text(100 * finer - 0.5), scale = Text(100 * finer);
        return $"""
            satId = "GF";
            bandId = "?";
            SpecId = "RPC00B";
            BEGIN_GROUP = IMAGE
            	errBias =   1.0;
            	errRand =    0.0;
            	lineOffset = {middle};
            	sampOffset = {middle};
            	latOffset = {Text(Lat)};
            	longOffset = {Text(Lon)};
            	heightOffset = 1000;
            	lineScale = {scale};
            	sampScale = {scale};
            	latScale = {Text(LatScale)};
            	longScale = {Text(LonScale)};
            	heightScale = 500;
            	lineNumCoef = {List((2, -1))};
            	lineDenCoef = {List((0, 1))};
            	sampNumCoef = {List((1, 1), (3, 0.05))};
            	sampDenCoef = {List((0, 1))};
            END_GROUP = IMAGE
            END;

            """;
    }

    public static string Xml(string satellite, string sensor, int side, double pixel, string taken, string? received, double? zenith) => string.Create(CultureInfo.InvariantCulture, $"""
        <?xml version="1.0" encoding="UTF-8"?>
        <ProductMetaData>
          <SatelliteID>{satellite}</SatelliteID>
          <SensorID>{sensor}</SensorID>
          {(received is null ? "" : $"<ReceiveTime>{received}</ReceiveTime>")}
          <ProductLevel>LEVEL1A</ProductLevel>
          <Bands>1,2,3,4</Bands>
          <ImageGSD>{pixel}</ImageGSD>
          <WidthInPixels>{side}</WidthInPixels>
          <HeightInPixels>{side}</HeightInPixels>
          <CenterTime>{taken}</CenterTime>
          <SolarAzimuth>130.2</SolarAzimuth>
          {(zenith is null ? "" : $"<SolarZenith>{Text(zenith.Value)}</SolarZenith>")}
          <TopLeftLatitude>40.507</TopLeftLatitude><TopLeftLongitude>109.991</TopLeftLongitude>
          <TopRightLatitude>40.507</TopRightLatitude><TopRightLongitude>110.009</TopRightLongitude>
          <BottomRightLatitude>40.493</BottomRightLatitude><BottomRightLongitude>110.009</BottomRightLongitude>
          <BottomLeftLatitude>40.493</BottomLeftLatitude><BottomLeftLongitude>109.991</BottomLeftLongitude>
        </ProductMetaData>
        """);

    /// <summary>A TIFF without a place on the ground.</summary>
    public static void Unplaced(string path, int width, int height, int bands, Func<int, int, int, int> pixel)
    {
        var grid = new Grid(GeoTransform.NorthUp(0, 0, 1, 1), width, height, Projection.FromEpsg(4546));
        using (var made = Dataset.Create(path, new RasterSpec(grid, bands, PixelType.UInt16, null), "PROFILE=BASELINE"))
        {
            for (int band = 1; band <= bands; band++)
            {
                made.Write<ushort>(band, grid.Whole, [.. Enumerable.Range(0, width * height).Select(i => (ushort)pixel(band, i % width, i / width))]);
            }

            made.Close();
        }

        // What the plain profile cannot hold went there.
        File.Delete(path + ".aux.xml");
    }

    private static string List(params (int Term, double Value)[] set)
    {
        var text = new StringBuilder("(");
        for (int term = 0; term < 20; term++) text.Append(term == 0 ? "\n" : ",\n").Append('\t').Append(Text(set.FirstOrDefault(s => s.Term == term).Value));
        return text.Append(')').ToString();
    }

    private static string Text(double value) => value.ToString("R", CultureInfo.InvariantCulture);
}
