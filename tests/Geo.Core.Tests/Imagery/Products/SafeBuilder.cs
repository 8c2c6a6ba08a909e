using System.Text.RegularExpressions;
using Geo.Core.Gdal;
using Geo.Testing;

namespace Geo.Core.Tests.Imagery.Products;

/// <summary>
/// Makes a whole SAFE of one of the real skeletons: its own XML with a tile of 60 x 60 pixels of 10 m, and JPEG 2000 images
/// (lossless, written by gdal_translate) of every band that it lists at its finest size.
/// </summary>
internal static class SafeBuilder
{
    public const int Side = 60;

    /// <param name="skeleton">Folder of the real product's XML.</param>
    /// <param name="into">A folder; the SAFE is made in it.</param>
    /// <param name="pixel">DN of a band (B02 … B8A, SCL) at a column and row of its own grid.</param>
    /// <returns>The SAFE folder.</returns>
    public static async Task<string> Make(string skeleton, string into, Func<string, int, int, int> pixel)
    {
        string safe = Path.Combine(into, Path.GetFileName(skeleton));
        Directory.CreateDirectory(safe);
        string main = File.ReadAllText(Path.Combine(skeleton, "MTD_MSIL2A.xml"));
        File.WriteAllText(Path.Combine(safe, "MTD_MSIL2A.xml"), main);
        string tileFile = Directory.GetFiles(skeleton, "MTD_TL.xml", SearchOption.AllDirectories)[0];
        string tile = Smaller(File.ReadAllText(tileFile));
        string granule = Path.Combine(safe, Path.GetRelativePath(skeleton, Path.GetDirectoryName(tileFile)!));
        Directory.CreateDirectory(granule);
        File.WriteAllText(Path.Combine(granule, "MTD_TL.xml"), tile);
        double ulx = Number(tile, "ULX"), uly = Number(tile, "ULY");
        var crs = Projection.FromUser(Regex.Match(tile, "<HORIZONTAL_CS_CODE>(.*?)<").Groups[1].Value);
        var done = new HashSet<string>();
        foreach (int metres in new[] { 10, 20, 60 })
        {
            foreach (Match image in Regex.Matches(main, $@"<IMAGE_FILE>(.*?_(B\w\w|SCL)_{metres}m)<"))
            {
                if (!done.Add(image.Groups[2].Value)) continue;
                string band = image.Groups[2].Value, target = Path.Combine(safe, image.Groups[1].Value + ".jp2");
                Directory.CreateDirectory(Path.GetDirectoryName(target)!);
                await Image(target, new Grid(GeoTransform.NorthUp(ulx, uly, metres, metres), Side * 10 / metres, Side * 10 / metres, crs), (c, r) => pixel(band, c, r), band == "SCL");
            }
        }

        return safe;
    }

    private static async Task Image(string target, Grid grid, Func<int, int, int> pixel, bool bytes)
    {
        string plain = Path.ChangeExtension(target, ".plain.tif");
        using (var made = Dataset.Create(plain, new RasterSpec(grid, 1, bytes ? PixelType.Byte : PixelType.UInt16, null)))
        {
            made.Write<ushort>(1, grid.Whole, [.. Enumerable.Range(0, grid.Width * grid.Height).Select(i => (ushort)pixel(i % grid.Width, i / grid.Width))]);
            made.Close();
        }

        // Fails by name where this GDAL has no JP2OpenJPEG driver that writes.
        await OtherProgram.Run("gdal_translate", "-q", "-of", "JP2OpenJPEG", "-co", "QUALITY=100", "-co", "REVERSIBLE=YES", plain, target);
        File.Delete(plain);
        File.Delete(target + ".aux.xml");
    }

    // The counts of the three sizes, in the order of the file: 10, 20, 60 m.
    private static string Smaller(string tile)
    {
        foreach (int metres in new[] { 10, 20, 60 })
        {
            int full = 109_800 / metres, small = Side * 10 / metres;
            tile = tile.Replace($"<NROWS>{full}<", $"<NROWS>{small}<", StringComparison.Ordinal).Replace($"<NCOLS>{full}<", $"<NCOLS>{small}<", StringComparison.Ordinal);
        }

        return tile;
    }

    private static double Number(string text, string name) => double.Parse(Regex.Match(text, $"<{name}>(.*?)<").Groups[1].Value, System.Globalization.CultureInfo.InvariantCulture);
}
