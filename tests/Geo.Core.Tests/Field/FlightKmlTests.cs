using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Geo.Core.Field;
using Geo.Core.Measure;
using Geo.Testing;
using NetTopologySuite.Geometries;
using NetTopologySuite.IO;

namespace Geo.Core.Tests.Field;

public sealed class FlightKmlTests
{
    private static readonly XNamespace s_kml = "http://www.opengis.net/kml/2.2";
    private static readonly Geometry s_square = new WKTReader().Read("POLYGON ((110 40.5, 110.002 40.5, 110.002 40.502, 110 40.502, 110 40.5))");

    [Fact]
    public void Ogr_reads_longitude_first_names_and_areas()
    {
        using var folder = new TemporaryFolder();
        var two = new WKTReader().Read("MULTIPOLYGON (((110.1 40.5, 110.102 40.5, 110.102 40.502, 110.1 40.502, 110.1 40.5), (110.1009 40.5009, 110.1009 40.5011, 110.1011 40.5011, 110.1011 40.5009, 110.1009 40.5009)), ((110.2 40.5, 110.201 40.5, 110.201 40.501, 110.2 40.5)))");
        File.WriteAllBytes(folder.File("f.kml"), FlightKml.Of([new("M01", "石料厂 <\"A\" & B>", s_square), new("M02", "M02", two)], 0));
        string told = OgrInfo("-al", folder.File("f.kml"));
        Assert.Contains("Feature Count: 2", told, StringComparison.Ordinal);
        Assert.Contains("Extent: (110.000000, 40.500000) - (110.201000, 40.502000)", told, StringComparison.Ordinal);
        Assert.Contains("Name (String) = M01 石料厂 <\"A\" & B>", told, StringComparison.Ordinal);
        Assert.Contains("ID[\"EPSG\",4326]", told, StringComparison.Ordinal);
        Assert.Contains("POLYGON", told, StringComparison.Ordinal);
        Assert.Contains("MULTIPOLYGON", told, StringComparison.Ordinal);
    }

    // A square of a by b metres grows by the buffer r to ab + 2r(a + b) + πr², less what 32 chords cut off the circle:
    // a = 0.002° of longitude at 40.501° = 169.53 m, b = 0.002° of latitude = 222.09 m (EllipsoidTests).
    [Fact]
    public void Buffer_is_metres_on_every_side()
    {
        var area = Buffers.Around(s_square, 50);
        double chords = 32 * 0.5 * Math.Sin(2 * Math.PI / 32) * 2500;
        Assert.InRange(Ellipsoid.Area(area).Value - (169.53 * 222.09 + 100 * (169.53 + 222.09) + chords), -15, 15);
        var box = area.EnvelopeInternal;
        foreach (var edge in (Point[])[new(box.MinX, 40.501), new(box.MaxX, 40.501), new(110.001, box.MinY), new(110.001, box.MaxY)])
        {
            Assert.Equal(50, Ellipsoid.Distance(edge, s_square), 0.05);
        }
    }

    [Fact]
    public void Rings_are_closed_and_turn_as_the_standard_says()
    {
        var hole = new WKTReader().Read("POLYGON ((110 40.5, 110 40.51, 110.01 40.51, 110.01 40.5, 110 40.5), (110.004 40.504, 110.006 40.504, 110.006 40.506, 110.004 40.506, 110.004 40.504))");
        var xml = XDocument.Parse(Encoding.UTF8.GetString(FlightKml.Of([new("M01", "矿", hole)], 20)));
        var rings = xml.Descendants(s_kml + "coordinates").Select(c => c.Value.Split(' ').Select(p => p.Split(',').Select(n => double.Parse(n, CultureInfo.InvariantCulture)).ToArray()).ToArray()).ToArray();
        Assert.Equal(2, rings.Length);
        foreach (var ring in rings)
        {
            Assert.Equal(ring[0], ring[^1]);
            Assert.All(ring, p => Assert.Equal(2, p.Length));
        }

        // Twice the area by the shoelace: positive is counter-clockwise.
        double[] turns = [.. rings.Select(r => r.Zip(r.Skip(1), (a, b) => a[0] * b[1] - b[0] * a[1]).Sum())];
        Assert.True(turns[0] > 0 && turns[1] < 0);
        Assert.Contains("5 cm", xml.Descendants(s_kml + "description").Single().Value, StringComparison.Ordinal);
    }

    [Fact]
    public void A_point_is_flown_as_a_circle_and_not_without_a_buffer()
    {
        Assert.Single(Regex.Matches(Encoding.UTF8.GetString(FlightKml.Of([new("M13", "矿\u0001", new Point(110, 40.5))], 100)), "<Polygon>"));
        Assert.Equal("buffer", Assert.Throws<InputException>(() => FlightKml.Of([new("M13", "矿", new Point(110, 40.5))], 0)).Field);
        Assert.Throws<InputException>(() => FlightKml.Of([new("M13", "矿", s_square)], 1001));
        Assert.Throws<InputException>(() => FlightKml.Of([new("M13", "矿", s_square)], double.NaN));
    }

    private static string OgrInfo(params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo("ogrinfo", ["-ro", .. arguments]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        string told = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.Equal(0, process.ExitCode);
        return told;
    }
}
