using System.Text.Json;
using Geo.Core.Gdal;
using Geo.Testing;

namespace Geo.Core.Tests.Gdal;

/// <summary>Odd and broken GeoTIFFs of GDAL's own suite against what gdalinfo 3.6.2 says of them.</summary>
public sealed class TortureTests
{
    public static TheoryData<string> Files()
    {
        var files = new TheoryData<string>();
        string? folder = SharedData.Root is null ? null : Path.Combine(SharedData.Root, "data", "torture-gdal");
        if (folder is null)
        {
            files.Add("");
            return files;
        }

        foreach (string file in Directory.GetFiles(folder, "*.tif").Order(StringComparer.Ordinal))
        {
            files.Add(Path.GetFileName(file));
        }

        return files;
    }

    [SkippableTheory]
    [MemberData(nameof(Files))]
    public void File_reads_as_gdalinfo_says_or_is_refused(string name)
    {
        string path = SharedData.Path("torture-gdal", name);
        var expected = JsonDocument.Parse(File.ReadAllText(SharedData.Path("torture-gdal", "EXPECTED.json"))).RootElement.GetProperty(name);
        if (!expected.GetProperty("opens").GetBoolean())
        {
            var refused = Assert.Throws<GdalException>(() => Dataset.Open(path));
            Assert.Equal(path, refused.Path);
            Assert.NotEmpty(refused.GdalMessage);
            return;
        }

        using var dataset = Dataset.Open(path);
        var size = expected.GetProperty("size");
        Assert.Equal((size[0].GetInt32(), size[1].GetInt32()), (dataset.Width, dataset.Height));
        Assert.Equal(expected.GetProperty("bandCount").GetInt32(), dataset.BandCount);
        AssertTransform(expected.GetProperty("geoTransform"), dataset.Transform);
        string? crs = expected.GetProperty("crs").GetString();
        Assert.Equal(crs, dataset.Crs is { } found ? Projection.Name(found) : null);

        int number = 0;
        foreach (var band in expected.GetProperty("bands").EnumerateArray().Take(10))
        {
            AssertBand(band, dataset, ++number);
        }
    }

    private static void AssertTransform(JsonElement expected, GeoTransform? found)
    {
        if (expected.ValueKind == JsonValueKind.Null)
        {
            Assert.Null(found);
            return;
        }

        double[] six = [.. expected.EnumerateArray().Select(e => e.GetDouble())];
        var t = found!.Value;
        Assert.Equal(six, new[] { t.OriginX, t.PixelWidth, t.RowRotation, t.OriginY, t.ColumnRotation, t.PixelHeight });
    }

    private static void AssertBand(JsonElement expected, Dataset dataset, int number)
    {
        var band = dataset.Band(number);
        string type = expected.GetProperty("type").GetString()!;
        Assert.Equal(type.StartsWith('C') ? "Unsupported" : type, band.Type.ToString());
        var block = expected.GetProperty("block");
        Assert.Equal((block[0].GetInt32(), block[1].GetInt32()), (band.BlockWidth, band.BlockHeight));
        if (expected.TryGetProperty("noDataValue", out var noData))
        {
            double value = noData.ValueKind == JsonValueKind.String ? double.NaN : noData.GetDouble();
            Assert.Equal((float)value, (float)band.NoData!.Value);
        }
        else
        {
            Assert.Null(band.NoData);
        }

        int checksum = expected.GetProperty("checksum").GetInt32();
        if (checksum >= 0)
        {
            Assert.Equal(checksum, dataset.Checksum(number));
            return;
        }

        var error = Record.Exception(() => dataset.Checksum(number));
        Assert.True(error is GdalException or InputException, $"{error}");
        // The first rows suffice: GDAL fails at the first block or the file is too large to be read whole.
        float[] row = [];
        var refused = Record.Exception(() =>
        {
            row = new float[Math.Min(dataset.Width, 1 << 20)];
            for (int y = 0; y < dataset.Height; y++)
            {
                dataset.Read<float>(number, new Window(0, y, row.Length, 1), row);
            }
        });
        Assert.True(refused is GdalException or InputException, $"{refused}");
    }
}
