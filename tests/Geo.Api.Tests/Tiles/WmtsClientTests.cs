using System.Diagnostics;
using System.Globalization;
using Geo.Testing;
using SkiaSharp;

namespace Geo.Api.Tests.Tiles;

/// <summary>GDAL's WMTS driver and OWSLib read every matrix set; the pixels are those of the scene itself.</summary>
[Collection(nameof(Served))]
public sealed class WmtsClientTests(ServedWorkspace server)
{
    private const int Side = 96;

    // The scene's upper left corner is (12 250 000, 4 940 000) in Web Mercator, its side 10 km; a tenth more on each side: its edges
    // fall between pixels of 125 m, whose middles lie clear of them.
    private static readonly (double West, double South, double East, double North) Metres = (12_249_000, 4_929_000, 12_261_000, 4_941_000);

    [Theory]
    [InlineData("WebMercatorQuad", "EPSG:3857", "13"), InlineData("WorldCRS84Quad", "OGC:CRS84", "12"), InlineData("CGCS2000Quad", "EPSG:4490", "13")]
    public async Task Gdal_sees_the_scene_where_it_lies_and_as_bright_as_it_is(string set, string crs, string level)
    {
        using var folder = new TemporaryFolder();
        string source = $"WMTS:{server.Url}/wmts?service=WMTS&request=GetCapabilities,layer=scene-1,style=natural,tilematrixset={set},zoom_level={level}";
        string told = await OtherProgram.Run("gdalinfo", source);
        Assert.Contains(set == "WebMercatorQuad" ? "ID[\"EPSG\",3857]" : set == "CGCS2000Quad" ? "ID[\"EPSG\",4490]" : "WGS 84 (CRS84)", told, StringComparison.Ordinal);

        var (west, south, east, north) = set == "WebMercatorQuad" ? Metres : (Degrees(Metres.West), Latitude(Metres.South), Degrees(Metres.East), Latitude(Metres.North));
        // gdalwarp looks at the middle of each pixel; gdal_translate rounds a window that reaches beyond what there is. Not by a coarser
        // level, which GDAL counts from this level's corner though its own pixels begin elsewhere: off by up to a pixel of that level,
        // in Web Mercator the western column and the southern row of 80 were lost so.
        string[] grid = ["-q", "-t_srs", crs, "-te", Text(west), Text(south), Text(east), Text(north), "-ts", $"{Side}", $"{Side}", "-r", "near", "-ovr", "NONE"];
        await OtherProgram.Run("gdalwarp", [.. grid, "--config", "GDAL_DEFAULT_WMS_CACHE_PATH", folder.File("cache"), source, folder.File("seen.tif")]);
        await OtherProgram.Run("gdal_translate", "-q", "-of", "PNG", folder.File("seen.tif"), folder.File("seen.png"));
        // The scene itself on the same grid; 0 is where it is not. Its pixels are numbered 1 to 10,000 from the north-west.
        await OtherProgram.Run("gdalwarp", [.. grid, Path.Combine(server.ScenesFolder, "scene-1.tif"), folder.File("warped.tif")]);
        await OtherProgram.Run("gdal_translate", "-q", "-of", "XYZ", folder.File("warped.tif"), folder.File("warped.xyz"));
        int[] values = [.. File.ReadLines(folder.File("warped.xyz")).Select(line => int.Parse(line.Split(' ')[2], CultureInfo.InvariantCulture))];

        using var seen = SKBitmap.Decode(folder.File("seen.png"));
        Assert.Equal((Side, Side, Side * Side), (seen.Width, seen.Height, values.Length));
        int same = 0, differ = 0;
        var pairs = new List<(int Value, int Grey)>();
        for (int i = 0; i < values.Length; i++)
        {
            var pixel = seen.GetPixel(i % Side, i / Side);
            if (values[i] > 0 == pixel.Alpha > 0) same++;
            else differ++;
            if (values[i] > 0 && pixel.Alpha > 0) pairs.Add((values[i], pixel.Red));
        }

        Assert.True(differ == 0, $"{differ} of {same + differ} pixels are seen where the scene is not, or not seen where it is");
        // One stretch for all: between the darkest and the brightest grey the numbers follow a straight line.
        var inner = pairs.Where(p => p.Grey is > 10 and < 245).ToList();
        Assert.True(inner.Count > 1000, $"{inner.Count}");
        double meanValue = inner.Average(p => p.Value), meanGrey = inner.Average(p => p.Grey);
        double slope = inner.Sum(p => (p.Value - meanValue) * (p.Grey - meanGrey)) / inner.Sum(p => Math.Pow(p.Value - meanValue, 2));
        Assert.True(slope > 0);
        double worst = inner.Select(p => Math.Abs(meanGrey + slope * (p.Value - meanValue) - p.Grey)).Order().ElementAt(inner.Count * 99 / 100);
        // A row of the scene is 100 numbers: two rows are what nearest neighbours may be apart.
        Assert.True(worst <= 2 + 200 * slope, $"99 % lie within {worst} greys of the line; {slope} a number");
    }

    [SkippableFact]
    public async Task Owslib_reads_capabilities_and_a_tile_of_every_set()
    {
        const string python = "/usr/bin/python3";
        using (var asked = Process.Start(new ProcessStartInfo(python, ["-c", "import owslib.wmts"]) { RedirectStandardError = true }))
        {
            await asked!.WaitForExitAsync();
            Skip.IfNot(asked.ExitCode == 0, "no python3-owslib here");
        }

        const string script = """
            import sys, math
            from owslib.wmts import WebMapTileService
            wmts = WebMapTileService(sys.argv[1] + '/wmts')
            layer = wmts.contents['scene-1']
            west, south, east, north = layer.boundingBoxWGS84
            lon, lat = (west + east) / 2, (south + north) / 2
            for name in sorted(layer.tilematrixsets):
                set = wmts.tilematrixsets[name]
                matrix = set.tilematrix['12']
                metres = name == 'WebMercatorQuad'
                x, y = (math.radians(lon) * 6378137, math.asinh(math.tan(math.radians(lat))) * 6378137) if metres else (lon, lat)
                cell = matrix.scaledenominator * 0.00028 / (1 if metres else math.pi * 6378137 / 180)
                left, top = reversed(matrix.topleftcorner) if name == 'CGCS2000Quad' else matrix.topleftcorner
                col, row = int((x - left) / cell / matrix.tilewidth), int((top - y) / cell / matrix.tileheight)
                tile = wmts.gettile(layer='scene-1', tilematrixset=name, tilematrix='12', row=row, column=col, format='image/png')
                print(name, set.crs, tile.info()['Content-Type'], tile.read()[1:4].decode())
            """;
        string text = await OtherProgram.Run(python, "-c", script, server.Url);
        Assert.Equal(
            ["CGCS2000Quad urn:ogc:def:crs:EPSG::4490 image/png PNG", "WebMercatorQuad urn:ogc:def:crs:EPSG::3857 image/png PNG", "WorldCRS84Quad urn:ogc:def:crs:OGC:1.3:CRS84 image/png PNG"],
            text.Trim().Split('\n'));
    }

    private static string Text(double number) => number.ToString("R", CultureInfo.InvariantCulture);

    private static double Degrees(double x) => x / 6378137 * 180 / Math.PI;

    private static double Latitude(double y) => Math.Atan(Math.Sinh(y / 6378137)) * 180 / Math.PI;
}
