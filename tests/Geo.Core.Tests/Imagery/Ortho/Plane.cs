using System.Globalization;
using System.Text;
using Geo.Core.Gdal;
using Geo.Core.Imagery.Ortho;

namespace Geo.Core.Tests.Imagery.Ortho;

/// <summary>An invented camera over Donghe that sees straight lines: 8 m a pixel at 1000 m, tilted so that 100 m of height move the image by one pixel east.</summary>
internal static class Plane
{
    public const double Lon = 110, Lat = 40.5, MetresPerPixel = 8;

    /// <summary>An image of 200 x 200 pixels.</summary>
    public static RpcModel Rpc { get; } = new(99.5, 99.5, Lat, Lon, 1000, 100, 100, 800 / 111_035.0, 800 / 84_780.0, 500,
        List((2, -1)), List((0, 1)), List((1, 1), (3, 0.05)), List((0, 1)));

    /// <summary>The model as the text of an .rpb file.</summary>
    public static string Rpb(RpcModel m)
    {
        var text = new StringBuilder("satId = \"GF\";\nbandId = \"?\";\nSpecId = \"RPC00B\";\nBEGIN_GROUP = IMAGE\n\terrBias =   1.0;\n\terrRand =    0.0;\n");
        foreach (var (name, value) in ((string, double)[])[("lineOffset", m.LineOffset), ("sampOffset", m.SampleOffset), ("latOffset", m.LatOffset), ("longOffset", m.LonOffset), ("heightOffset", m.HeightOffset),
            ("lineScale", m.LineScale), ("sampScale", m.SampleScale), ("latScale", m.LatScale), ("longScale", m.LonScale), ("heightScale", m.HeightScale)])
        {
            text.Append(CultureInfo.InvariantCulture, $"\t{name} = {value:R};\n");
        }

        foreach (var (name, list) in ((string, IReadOnlyList<double>)[])[("lineNumCoef", m.LineNumerator), ("lineDenCoef", m.LineDenominator), ("sampNumCoef", m.SampleNumerator), ("sampDenCoef", m.SampleDenominator)])
        {
            text.Append(CultureInfo.InvariantCulture, $"\t{name} = (\n{string.Join(",\n", list.Select(v => v.ToString("E15", CultureInfo.InvariantCulture)))});\n");
        }

        return text.Append("END_GROUP = IMAGE\nEND;\n").ToString();
    }

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

    private static double[] List(params (int Term, double Value)[] set)
    {
        double[] all = new double[20];
        foreach (var (term, value) in set) all[term] = value;
        return all;
    }
}
