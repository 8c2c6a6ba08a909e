using System.Globalization;
using Geo.Core.Tests.Imagery.Ortho;

namespace Geo.Core.Tests.Imagery.Products;

/// <summary>Makes a Gaofen delivery as CRESDA's are named and described, seen by the invented camera of <see cref="Plane"/>.</summary>
internal static class GaofenBuilder
{
    public const string Pms = "GF1_PMS1_E110.0_N40.5_20190704_L1A0004090001";

    /// <summary>DN of the four bands where nothing else is drawn.</summary>
    public static readonly int[] Ground = [800, 700, 600, 2000];

    /// <summary>The multispectral image, 200 x 200, with a bright patch of 3 x 3 around a pixel.</summary>
    public static void Multispectral(string folder, string name = Pms, string satellite = "GF1", string sensor = "PMS1", string part = "-MSS1", string taken = "2019-07-04 11:20:30",
        string? received = "2019-07-04 03:20:45", double? zenith = 24.9, (int Col, int Row)? bright = null, int bands = 4)
    {
        Directory.CreateDirectory(folder);
        string path = Path.Combine(folder, name + part);
        Plane.Unplaced(path + ".tiff", 200, 200, bands, (band, col, row) =>
            bright is var (c, r) && Math.Abs(col - c) <= 1 && Math.Abs(row - r) <= 1 ? 9000 : Ground[(band - 1) % 4]);
        File.WriteAllText(path + ".rpb", Plane.Rpb(Plane.Rpc));
        File.WriteAllText(path + ".xml", Xml(satellite, sensor, 200, 8, taken, received, zenith));
    }

    /// <summary>The panchromatic image of the same ground, 800 x 800.</summary>
    public static void Panchromatic(string folder, int dn)
    {
        Directory.CreateDirectory(folder);
        string path = Path.Combine(folder, Pms + "-PAN1");
        Plane.Unplaced(path + ".tiff", 800, 800, 1, (_, _, _) => dn);
        File.WriteAllText(path + ".rpb", Plane.Rpb(Plane.Rpc with { SampleOffset = 399.5, LineOffset = 399.5, SampleScale = 400, LineScale = 400 }));
        File.WriteAllText(path + ".xml", Xml("GF1", "PMS1", 800, 2, "2019-07-04 11:20:30", null, 24.9));
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
          {(zenith is null ? "" : $"<SolarZenith>{zenith}</SolarZenith>")}
          <TopLeftLatitude>40.507</TopLeftLatitude><TopLeftLongitude>109.991</TopLeftLongitude>
          <TopRightLatitude>40.507</TopRightLatitude><TopRightLongitude>110.009</TopRightLongitude>
          <BottomRightLatitude>40.493</BottomRightLatitude><BottomRightLongitude>110.009</BottomRightLongitude>
          <BottomLeftLatitude>40.493</BottomLeftLatitude><BottomLeftLongitude>109.991</BottomLeftLongitude>
        </ProductMetaData>
        """);
}
